import Foundation
import LogFormats
import LogRecords
import Testing
import Workbench

/// `Fixtures/formats/<name>.ndjson` and what is made of it, `<name>.expected`: the usual, the least, the odd and the
/// hostile lines.
///
/// `WAYBILL_GOLDEN=write` writes the expectations anew; read the difference.
@Suite struct GoldenTests {
    static let folder = Repository.url("Fixtures/formats")

    static func lines(_ name: String) throws -> [String] {
        let text = try String(contentsOf: folder.appending(path: name + ".ndjson"), encoding: .utf8)
        return text.split(separator: "\n").map(String.init)
    }

    @Test(arguments: [
        "cloudflare.http_requests", "cloudflare.http_requests.layouts", "cloudflare.datasets", "google.load_balancer",
        "google.cloud_run", "google.log_entry",
        "gitlab.ai_gateway", "gitlab.ai_gateway.calls", "gitlab.ai_gateway.envelopes", "gitlab.ai_gateway.workflows",
        "gitlab.rails",
        "wrappers",
    ])
    func `the fixtures become what their expectations say`(name: String) throws {
        let blocks = try GoldenTests.lines(name).enumerated().map {
            "\($0.offset + 1): " + DecodedLine($0.element).block
        }
        let decoded = blocks.joined(separator: "\n\n") + "\n"
        let path = "Fixtures/formats/\(name).expected"
        _ = try Golden.isWritten(decoded, to: path)
        let expected = try Repository.text(path).components(separatedBy: "\n\n")
        for (block, wanted) in zip(decoded.components(separatedBy: "\n\n"), expected) { #expect(block == wanted) }
        #expect(expected.count == blocks.count)
    }

    @Test(arguments: ["cloudflare.http_requests", "google.load_balancer", "google.cloud_run", "gitlab.ai_gateway", "gitlab.rails"])
    func `every key of a table stands in a fixture`(format: String) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: GoldenTests.folder.path).filter {
            $0.hasPrefix(format) && $0.hasSuffix(".ndjson")
        }
        let text = try files.map { try String(contentsOf: GoldenTests.folder.appending(path: $0), encoding: .utf8) }.joined()
        for table in LogFormat.all where table.name == format {
            for field in table.fields + table.envelopes.flatMap(\.fields) {
                guard case .path(let path) = field.source else { continue }
                let key = path.text.replacingOccurrences(of: "\\.", with: "\u{1}").split(separator: ".").last ?? ""
                let isThere = text.contains("\"\(key.replacingOccurrences(of: "\u{1}", with: "."))\"")
                #expect(isThere, "\(path.text)")
            }
        }
    }
}
