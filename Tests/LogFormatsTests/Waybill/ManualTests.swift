import Foundation
import LogRecords
import Testing
import Workbench

@testable import LogFormats

/// waybill-log.5 and the encoder say the same.
struct ManualTests {
    private static let manual = Repository.url("man/waybill-log.5")

    /// Every key path of an object; those of a list's first element behind `[]`.
    private func paths(_ object: [String: Any], under prefix: String = "") -> Set<String> {
        var paths: Set<String> = []
        for (key, value) in object {
            if let inner = value as? [String: Any] {
                paths.formUnion(self.paths(inner, under: prefix + key + "."))
            } else {
                paths.insert(prefix + key)
            }
            if key == "attempts", let first = (value as? [[String: Any]])?.first {
                paths.formUnion(self.paths(first, under: prefix + key + "[]."))
            }
        }
        return paths
    }

    private func object(_ json: some DataProtocol) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
    }

    @Test func `the manual names every key that is written, and no other`() throws {
        let text = try String(contentsOf: ManualTests.manual, encoding: .utf8)
        let fields = text.prefix(upTo: try #require(text.range(of: ".Ss Notices")).lowerBound)
        let named = fields.split(separator: "\n").filter { $0.hasPrefix(".It Cm ") }.flatMap {
            $0.dropFirst(7).split(separator: ", ").map(String.init)
        }
        var line: [UInt8] = []
        fullRecord().append(to: &line)
        #expect(Set(named) == paths(try object(line)))
        #expect(named.count == Set(named).count)
    }

    @Test func `a minimal record writes every key of a full one`() throws {
        var full: [UInt8] = []
        fullRecord().append(to: &full)
        var minimal: [UInt8] = []
        var record = GatewayRecord(
            writer: GatewayWriter(instance: ID128(high: 1, low: 2), region: nil), sequence: 1, started: nil, ended: nil)
        record.attempts = [GatewayAttempt(number: 1)]
        record.append(to: &minimal)
        #expect(paths(try object(full)) == paths(try object(minimal)))
    }

    @Test func `the manual's example is a record of this layout`() throws {
        let text = try String(contentsOf: ManualTests.manual, encoding: .utf8)
        let start = try #require(text.range(of: ".Bd -literal\n")).upperBound
        let end = try #require(text.range(of: ".Ed", range: start..<text.endIndex)).lowerBound
        let example = String(text[start..<end])
        var line: [UInt8] = []
        fullRecord().append(to: &line)
        #expect(paths(try object(Data(example.utf8))) == paths(try object(line)))
        let decoded = Decoded(example)
        #expect(decoded.result == .stored(format: 0))
        #expect(decoded.text(.colo) == "LHR")
        #expect(decoded.batch.attemptCount == 2)
    }
}
