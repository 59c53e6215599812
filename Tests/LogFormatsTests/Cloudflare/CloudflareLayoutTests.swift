import Foundation
import LogFormats
import LogRecords
import Testing

/// What Logpush's output options make of a record: each layout says what the usual line says, or is refused.
@Suite struct CloudflareLayoutTests {
    /// Records that have no key twice and none that is not Cloudflare's.
    private let lines: [[String: Any]] =
        (try? GoldenTests.lines("cloudflare.http_requests"))?.compactMap { line in
            guard case .stored = DecodedLine(line).result else { return nil }
            return (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
        } ?? []

    private static func json(_ value: Any) -> String {
        let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys]
        return (try? JSONSerialization.data(withJSONObject: value, options: options)).map { String(decoding: $0, as: UTF8.self) }
            ?? ""
    }

    /// What becomes of the lines of one shard, as the golden files say it.
    private func blocks(_ lines: [String]) -> [String] {
        let decoder = LineDecoder(formats: LogFormat.all.filter { $0.name == "cloudflare.http_requests" })
        return lines.enumerated().map { number, line in DecodedLine(line, by: decoder, number: Int64(number + 1)).block }
    }

    @Test func `a record says the same one object deeper`() {
        #expect(lines.count > 5)
        for line in lines {
            let (bare, nested) = (DecodedLine(Self.json(line)), DecodedLine(#"{"info":\#(Self.json(line))}"#))
            #expect(bare.block == nested.block)
            #expect(bare["recordID"] == nested["recordID"])
        }
    }

    @Test(arguments: [
        ["ray_id", "edge_start_timestamp", "client_ip", "waf_action", "security_rule_ids", "edge_time_to_first_byte_ms"],
        ["ray-id", "edge-start-timestamp", "client-ip", "waf-action", "security-rule-ids", "edge-time-to-first-byte-ms"],
        ["rayID", "edgeStartTimestamp", "clientIP", "wafAction", "securityRuleIDs", "edgeTimeToFirstByteMs"],
        ["rayid", "edgestarttimestamp", "clientip", "wafaction", "securityruleids", "edgetimetofirstbytems"],
    ])
    func `names in another spelling are the vendor's`(_ names: [String]) {
        let usual = ["RayID", "EdgeStartTimestamp", "ClientIP", "WAFAction", "SecurityRuleIDs", "EdgeTimeToFirstByteMs"]
        let values = [#""9da0df34800011a2""#, "1773130530", #""203.0.113.24""#, #""drop""#, #"["a"]"#, "12.5"]
        func line(_ names: [String]) -> String { "{" + zip(names, values).map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}" }
        #expect(DecodedLine(line(names)).block == DecodedLine(line(usual)).block)
        #expect(DecodedLine(line(usual))["firstByte"] == "12500000 ns")
    }

    @Test(arguments: [",", "\t", ";", "|"], [true, false])
    func `a row under a head says what its line would`(_ separator: String, _ isEscaped: Bool) {
        for line in lines {
            let names = line.keys.sorted().filter { !$0.isEmpty }
            let cells = names.map { name -> String in
                let value = Self.json(line[name] ?? NSNull())
                guard value.hasPrefix("\""), !isEscaped, let text = line[name] as? String else { return value }
                return "\"" + text.replacing("\"", with: "\"\"") + "\""
            }
            // A control character can only be escaped.
            guard isEscaped || !cells.joined().unicodeScalars.contains(where: { $0.value < 0x20 }) else { continue }
            let usual = DecodedLine(Self.json(line)).block
            guard names.contains("EdgeStartTimestamp") || names.contains("EdgeEndTimestamp") else { continue }
            #expect(blocks([names.joined(separator: separator), cells.joined(separator: separator)]) == ["not a request", usual])
        }
    }

    @Test func `a table is read as far as its rows fit its head`() {
        let head = #""RayID", "EdgeStartTimestamp", "ClientRequestHost""#
        let row = #""9da0df34800011a2",1773130530,a.example"#
        let isRead = "cloudflare.http_requests\n  vantage=edge\n  started=2026-03-10T08:15:30.000000000Z"
        let rows = blocks([
            row, head, row, row + "\r", row + ",", "\"9da0df34800011a2\",1773130530", row + " b",
            #""9da0df34800011a2",1773130530,"a\"#,
            #""9da0df34800011a2",,"#, "\"9da0df34800011a2\", 1773130530 , \"a\"\"b\"", "",
            #"{"RayID":"9da0df34800011a2","EdgeStartTimestamp":1773130530}"#,
            "RayID;EdgeEndTimestamp", "9da0df34800011a2;2026-03-10T08:15:30Z",
        ])
        #expect(
            rows.map { $0.hasPrefix(isRead) } == [
                false, false, true, true, false, false, true, false, false, true, false, true, false, false,
            ])
        #expect((rows[0], rows[1]) == ("rejected: not JSON", "not a request"))
        #expect(rows[8] == "rejected: a layout that is not read (CSV, renamed or wrapped fields)")
        #expect(rows[13].contains("ended=2026-03-10T08:15:30.000000000Z"))
    }

    @Test func `the table among the fixtures becomes what its rows say`() throws {
        let text = try String(contentsOf: GoldenTests.folder.appending(path: "cloudflare.http_requests.table.csv"), encoding: .utf8)
        let found = blocks(text.split(separator: "\n").map(String.init))
        #expect(found.map { $0.hasPrefix("cloudflare.http_requests") } == [false, true, true, true, false, false])
        #expect(found[1].contains("correlationID=r-1") && found[1].contains("status=200"))
        #expect(found[4] == "rejected: a record without a time")
        #expect(found[5] == "rejected: a layout that is not read (CSV, renamed or wrapped fields)")
    }

    @Test(arguments: [
        "RayID", "RayID,EdgeStart", "EdgeStartTimestamp,ClientIP", "RayID,EdgeStartTimestamp,RayID",
        "RayID,EdgeStartTimestamp,what is this?",
        "RayID,EdgeStartTimestamp,", "RayID:EdgeStartTimestamp",
    ])
    func `other words are no head`(_ head: String) {
        #expect(
            blocks([head, head.replacing("RayID", with: "9da0df34800011a2").replacing("EdgeStartTimestamp", with: "1773130530")])
                == [
                    "rejected: not JSON", "rejected: not JSON",
                ])
    }

    @Test func `a head of one shard is none of another, and one that was read before is told`() {
        let decoder = LineDecoder(formats: LogFormat.all.filter { $0.name == "cloudflare.http_requests" })
        let row = "9da0df34800011a2,1773130530"
        #expect(DecodedLine("RayID,EdgeStartTimestamp", by: decoder, shard: 1).result == .notARequest)
        #expect(DecodedLine(row, by: decoder, shard: 2).result == .rejected(.notJSON))
        Array("RayID,EdgeStartTimestamp".utf8).withUnsafeBytes { decoder.meetHead($0, shard: 3) }
        #expect(DecodedLine(row, by: decoder, shard: 3)["ray"] == "9da0df34800011a2")
    }

    /// https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/
    @Test(arguments: ["1773130530", "1773130530000000000", #""2026-03-10T08:15:30Z""#, "1773130530000"])
    func `every format of a time is read`(_ time: String) {
        for line in [
            #"{"RayID":"9da0df34800011a2","EdgeStartTimestamp":\#(time)}"#,
            #"{"info":{"RayID":"9da0df34800011a2","EdgeStartTimestamp":\#(time)}}"#,
        ] {
            #expect(DecodedLine(line)["started"] == "2026-03-10T08:15:30.000000000Z")
        }
    }
}
