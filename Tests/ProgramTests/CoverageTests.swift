import Foundation
import Testing
import Workbench

struct CoverageTests {
    /// An hour of an edge's five-minute batches from 10:00, without those of some minutes.
    private func loaded(without missing: Set<Int> = [], days: ClosedRange<Int> = 22...22) throws -> IngestFolder {
        let folder = try IngestFolder()
        for day in days {
            for minute in stride(from: 0, to: 60, by: 5) where !missing.contains(minute) {
                let end = minute + 5 == 60 ? "1100" : "10" + String(format: "%02d", minute + 5)
                let name =
                    String(format: "edge/202611%02d/202611%02dT10%02d00Z_202611%02dT", day, day, minute, day) + end + "00Z_ab12.log"
                try folder.write(IngestFolder.lines(minute * 100 + day * 10_000..<minute * 100 + day * 10_000 + 2), to: name)
            }
        }
        try #require(try folder.ingest().status == 0)
        return folder
    }

    private func coverage(_ folder: IngestFolder, _ options: String...) throws -> ProgramResult {
        try RunProgram().run(["coverage", "--store", folder.store] + options)
    }

    private func object(_ result: ProgramResult) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test func `a whole store exits with 0`() throws {
        let result = try coverage(loaded())
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("2026-11-22 10:00-11:00 UTC: whole"))
        #expect(result.errors.isEmpty)
    }

    @Test func `a missing five minutes is named, and exits with 3`() throws {
        let result = try coverage(loaded(without: [30]))
        #expect(result.status == 3)
        #expect(result.output.contains("\n  edge: 2026-11-22 10:30-10:35 is not loaded; its neighbours are\n"), "\(result.output)")
    }

    @Test func `a time without the hole is whole`() throws {
        let folder = try loaded(without: [30])
        #expect(try coverage(folder, "--to", "2026-11-22T10:30:00Z").status == 0)
        #expect(try coverage(folder, "--from", "2026-11-22 10:35").status == 0)
        #expect(try coverage(folder, "--from", "1795343700").status == 0)
        #expect(try coverage(folder, "--from", "2026-11-22 10:34").status == 3)
        #expect(try coverage(folder, "--from", "2026-11-23").status == 3)
    }

    @Test func `the object has its keys, and its holes are machine-readable`() throws {
        let object = try object(coverage(loaded(without: [30, 35]), "--json"))
        #expect(object["schema"] as? String == "waybill.coverage/1")
        #expect(object["complete"] as? Bool == false)
        #expect(
            Set(object.keys) == [
                "schema", "from", "to", "complete", "holes", "sources", "silences", "acknowledged", "declared", "sequences",
                "drift",
            ])
        #expect(object["drift"] is NSNull)
        let sources = try #require(object["sources"] as? [[String: Any]])
        let edge = try #require(sources.first)
        #expect(edge["missing"] as? Int == 2)
        let hole = try #require((edge["holes"] as? [[String: Any]])?.first)
        #expect(hole["from"] as? String == "2026-11-22T10:30:00.000Z")
        #expect(hole["to"] as? String == "2026-11-22T10:40:00.000Z")
        #expect(hole["kind"] as? String == "between")
    }

    @Test func `a hole that somebody acknowledged is told, and no monitor is; beside it another one still is`() throws {
        let folder = try loaded(without: [30, 45])
        func acknowledge(_ from: String, _ to: String, _ more: String...) throws -> ProgramResult {
            try RunProgram(folder: folder.url).run(
                ["ack", "cloudflare.http_requests", "--from", from, "--to", to, "--store", folder.store] + more)
        }
        #expect(try acknowledge("2026-11-22 10:30", "2026-11-22 10:35", "--why", "the job was off").status == 0)
        #expect(try coverage(folder).status == 3)
        #expect(try acknowledge("2026-11-22 10:40", "2026-11-22 10:50").status == 0)
        let told = try coverage(folder)
        #expect(told.status == 0)
        #expect(told.output.contains("10:30-10:35 is not loaded") && told.output.contains("the job was off"), "\(told.output)")
        let answer = try RunProgram().run([
            "find", "--instance", UUID().uuidString, "--from", "2026-11-22", "--to", "2026-11-22", "--store", folder.store,
        ])
        #expect(answer.status == 3)
        #expect(try acknowledge("2026-11-22", "2026-11-22", "--remove").status == 0)
        #expect(try coverage(folder).status == 3)
    }

    @Test func `what is declared of a source without a rhythm is believed, repeated and can be taken back`() throws {
        let folder = try IngestFolder()
        for day in ["20", "21", "23"] {
            let line =
                #"{"method":"POST","path":"/api/graphql","format":"json","controller":"GraphqlController","action":"execute","#
                + #""status":200,"time":"2026-11-\#(day)T10:00:00.000Z","host":"gitlab.customer.example","duration_s":0.254,"#
                + #""correlation_id":"c-\#(day)","meta.caller_id":"GraphqlController#execute"}"#
            try folder.write(line + "\n", to: "gitlab/rails/production_json-\(day).log")
        }
        #expect(try folder.ingest().status == 0)
        func expecting(_ more: String...) throws -> ProgramResult {
            try RunProgram().run(["expect", "--store", folder.store] + more)
        }
        #expect(try coverage(folder).output.contains("nothing is known to be missing"))
        #expect(try expecting("gitlab.rails", "--every", "1d", "--why", "rotated at midnight").status == 0)
        let told = try coverage(folder)
        #expect(told.status == 3)
        #expect(told.output.contains("2026-11-22 00:00 - 11-23 00:00 is not loaded; a shard of it was declared"), "\(told.output)")
        #expect(told.output.contains("as declared: gitlab.rails has a shard every 24 h"))
        #expect(try expecting().output.contains("rotated"))
        #expect(try coverage(folder, "--to", "2026-11-21").output.contains("whole"))
        #expect(try expecting("gitlab.rails", "--remove").output == "nothing is declared\n")
        #expect(try expecting("gitlab.rails", "--remove").status == 2)
        #expect(try expecting("nonsense", "--every", "1d").status == 64)
        #expect(try expecting("gitlab.rails", "--ended").status == 64)
    }

    @Test func `a late shard fills its hole`() throws {
        let folder = try loaded(without: [30])
        #expect(try coverage(folder).status == 3)
        try folder.write(
            IngestFolder.lines(900_000..<900_002), to: "edge/20261122/20261122T103000Z_20261122T103500Z_ab12.log")
        #expect(try folder.ingest().status == 0)
        #expect(try coverage(folder).status == 0)
    }

    @Test func `in a pipe all but names keeps within 80 columns, however much is missing and whatever names are called`() throws {
        let folder = try loaded(without: [0, 10, 20, 30, 40, 50], days: 10...22)
        let long = "edge/" + String(repeating: "a-long-name/", count: 9) + "\u{1B}[31m"
        for (minute, number) in [(0, 700_000), (10, 700_010)] {
            let name = "\(long)/20261122T10\(minute == 0 ? "00" : "10")00Z_20261122T10\(minute == 0 ? "05" : "15")00Z_ab12.log"
            try folder.write(IngestFolder.lines(number..<number + 1), to: name)
        }
        _ = try folder.ingest()
        let result = try coverage(folder)
        let lines = result.output.split(separator: "\n")
        #expect(lines.filter { !$0.contains("a-long-name/") }.allSatisfy { $0.count <= 80 }, "\(result.output)")
        #expect(lines.count < 60)
        #expect(result.output.contains(" more\n"))
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test func `a field that a vendor left out and one that it added are told by the load and by the calendar`() throws {
        let folder = try IngestFolder()
        func day(_ number: Int, _ change: (String) -> String = { $0 }) -> String {
            (0..<60).map { line in
                change(IngestFolder.line(number * 1000 + line)).replacingOccurrences(
                    of: #""EdgeStartTimestamp":\d+"#, with: "\"EdgeStartTimestamp\":\(1_790_000_000 + number * 86_400)",
                    options: .regularExpression
                ).replacingOccurrences(
                    of: #""EdgeEndTimestamp":\d+"#, with: "\"EdgeEndTimestamp\":\(1_790_000_001 + number * 86_400)",
                    options: .regularExpression) + "\n"
            }.joined()
        }
        try folder.write(day(0), to: "a.log")
        let first = try folder.ingest()
        #expect(!first.output.contains("drift"))
        try folder.write(
            day(1) { $0.replacingOccurrences(of: "\"EdgeResponseStatus\":200", with: "\"EdgeResponseStatus\":\"200\"") }
                .replacingOccurrences(of: "\"EdgeColoCode\"", with: "\"Fresh\""), to: "b.log")
        let load = try folder.ingest()
        #expect(load.output.contains("cloudflare.http_requests EdgeColoCode vanished"), "\(load.output)")
        #expect(load.output.contains("cloudflare.http_requests Fresh appeared"))
        let text = try coverage(folder, "--drift").output.split(separator: "\n    ").joined(separator: " ")
        #expect(text.contains("EdgeResponseStatus was a number and is a text"), "\(text)")
        let object = try object(coverage(folder, "--drift", "--json"))
        let drift = try #require(object["drift"] as? [[String: Any]])
        #expect(drift.map { $0["field"] as? String } == ["EdgeColoCode", "EdgeResponseStatus", "Fresh"])
        #expect(drift.map { $0["change"] as? String } == ["vanished", "changed_kind", "appeared"])
        #expect(try coverage(folder, "--drift", "--to", "2026-09-21").output.contains("no field appeared, vanished or changed"))
    }

    @Test func `a store that is empty or not there says so`() throws {
        let folder = try IngestFolder()
        #expect(try coverage(folder).status == 2)
        #expect(try coverage(folder, "--json").output.isEmpty)
    }

    @Test func `what cannot be meant is wrong usage`() throws {
        let folder = try loaded()
        let source = try coverage(folder, "--source", "edge")
        #expect(source.status == 64)
        #expect(source.errors.contains("cloudflare.http_requests"))
        #expect(try coverage(folder, "--from", "half past ten").status == 64)
        #expect(try coverage(folder, "--from", "9999999999").status == 64)
        #expect(try coverage(folder, "--to", "9999999999999999").status == 64)
        #expect(try coverage(folder, "--from", "2026-11-23", "--to", "2026-11-22").status == 64)
        #expect(try coverage(folder, "--from", "2026-13-45").status == 64)
    }
}
