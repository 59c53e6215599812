import Foundation
import LogFormats
import LogRecords
import PersonalTexts
import Testing

/// Whatever field of a line holds something personal, a redacted line does not show it.
struct PersonalLineTests {
    /// A fixture line as an object, and the formats of its vendor.
    private struct Line {
        let object: [String: Any]
        let formats: [String]
    }

    /// Where the operator's own names stand: their addresses are no client's.
    private static let operators: Set<String> = [
        "attempts.host", "request_url", "labels.instanceId", "labels.pod_name", "instance",
    ]

    private static var lines: [Line] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: GoldenTests.folder.path).filter {
                $0.hasSuffix(".ndjson")
            }
            return try names.sorted().flatMap { name in
                let vendor = name.prefix { $0 != "." } + "."
                let formats = Set(LogFormat.all.map(\.name)).filter { $0.hasPrefix(vendor) }.sorted()
                let text = try String(contentsOf: GoldenTests.folder.appending(path: name), encoding: .utf8)
                // Lines that are hostile on purpose are no objects, or hold what no JSON library writes back.
                return text.split(separator: "\n").compactMap { line in
                    (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]).map {
                        Line(object: $0, formats: formats)
                    }
                }
            }
        }
    }

    private func shown(_ object: Any, _ format: String) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: object, options: .sortedKeys)
        return data.withUnsafeBytes { RedactedLine($0, format: format).text }
    }

    @Test func `a personal text in any field or key of any line is not shown`() throws {
        var turn = 0
        for line in try Self.lines {
            for path in PersonalTexts.paths(of: line.object) {
                let personal = PersonalTexts.personal[turn % PersonalTexts.personal.count]
                turn += 1
                let isOperators = Self.operators.contains { path.joined(separator: ".").hasSuffix($0) }
                if isOperators, !personal.leaks(in: Mask.addresses.maskedMailboxes(personal.text)).isEmpty { continue }
                var object = PersonalTexts.replacing(path[...], of: line.object, by: personal.text)
                if var members = object as? [String: Any] {
                    members[personal.text] = "x"
                    object = members
                }
                let data = try JSONSerialization.data(withJSONObject: object)
                for format in line.formats {
                    let text = data.withUnsafeBytes { RedactedLine($0, format: format).text }
                    #expect(personal.leaks(in: text) == [], "\(path): \(text)")
                }
            }
        }
        #expect(turn > 1000)
    }

    @Test(arguments: PersonalTexts.innocent)
    func `an innocent text is shown as it stands`(text: String) throws {
        let line = try shown(
            ["correlation_id": text, "user_agent": text, "status_code": 200] as [String: Any], "gitlab.ai_gateway")
        let quoted = "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        #expect(line == "{\"correlation_id\": \(quoted), \"status_code\": 200, \"user_agent\": \(quoted)}")
    }

    @Test func `the addresses of the operator's own machines are shown, and no e-mail address is`() throws {
        let call: [String: Any] = [
            "message": "Request to LLM", "request_url": "http://10.0.0.5:4000/v1?key=x", "user_agent": "10.0.0.5",
        ]
        #expect(
            try shown(call, "gitlab.ai_gateway")
                == #"{"message": "Request to LLM", "request_url": "http://10.0.0.5:4000/v1?***", "user_agent": "10.0.*.*"}"#)
        let record: [String: Any] = ["attempts": [["host": "10.0.0.5"], ["host": "jane.doe@corp.example"]]]
        #expect(try shown(record, "waybill.gateway") == #"{"attempts": [{"host": "10.0.0.5"}, {"host": "ja***@***"}]}"#)
    }

    @Test func `what the answer knows to be personal is masked in the lines too`() throws {
        var line = #"{"user_agent":"agent of git.customer.example"}"#
        let text = line.withUTF8 {
            RedactedLine(UnsafeRawBufferPointer($0), format: "gitlab.ai_gateway", mask: Mask(["git.customer.example"])).text
        }
        #expect(text == #"{"user_agent": "agent of gi***"}"#)
    }
}
