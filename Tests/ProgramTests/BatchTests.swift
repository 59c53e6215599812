import Foundation
import Testing
import Workbench

/// `trace batch` over a whole corpus: the same answers in every form, and those of a look-up.
struct BatchTests {
    /// A row of `--ndjson`, as far as the comparison needs it.
    private struct Row: Decodable {
        var id: String
        var outcome: String
        var requests: Int
        var region, provider, model, location: String?
        var region_basis, provider_basis, model_basis, location_basis: String?
        var region_cause, provider_cause, model_cause, location_cause: String?
        var status: Int?
        var result: String?

        var clauses: [String: [String?]] {
            [
                "region": [region, region_basis, region_cause], "provider": [provider, provider_basis, provider_cause],
                "model": [model, model_basis, model_cause], "location": [location, location_basis, location_cause],
            ]
        }
    }

    /// Ids of every kind, of requests of which some lines are gone, and some that are nobody's.
    private static func ids(_ bench: Removals) -> [String] {
        let own = bench.truths.enumerated().compactMap { number, truth in
            truth.asks.isEmpty ? nil : truth.asks[number % truth.asks.count].text
        }
        return own.filter { id in !id.contains { $0.isWhitespace || ",;|\"".contains($0) } } + ["8c38fb2918f135d2-IAD", "own-4711"]
    }

    @Test func `the same ids have the same answers however they are written, and each is that of a look-up`() throws {
        let bench = try Removals(requests: 120)
        let program = RunProgram(environment: ["WAYBILL_STORE": try bench.load(bench.shards), "TZ": "UTC"], timeLimitSeconds: 300)
        let ids = Self.ids(bench)
        let rows = try rows(program, "Ray ID\r\n" + ids.joined(separator: "\r\n"))
        #expect(rows.map(\.id) == ids && ids.count > 100)
        #expect(Set(rows.map(\.outcome)).isSuperset(of: ["found", "ambiguous", "not_found"]))
        try expectLookUpsAgree(rows, program)
        let answers = rows.map(\.clauses)
        for separator in [",", ";", "\t"] {
            let lines = ids.enumerated().map { number, id in "T-\(number)\(separator)\(id)\(separator)\"a\(separator) \"\"b\"\"\"" }
            let table = (["Ticket\(separator)Ray ID\(separator)Note"] + lines).joined(separator: "\r\n") + "\r\n"
            let again = try self.rows(program, "\u{FEFF}" + table)
            #expect(again.map(\.id) == ids && again.map(\.clauses) == answers, "\(separator)")
            let sheet = try program.run(["batch", "-"], input: Data(table.utf8))
            let back = sheet.output.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(back.count == ids.count + 2)
            for (line, old) in zip(back, ["Ticket\(separator)Ray ID\(separator)Note"] + lines) {
                #expect(line.hasPrefix(old + separator), "\(line)")
            }
        }
        let wide = try #require("Ray ID\n\(ids.joined(separator: "\n"))\n".data(using: .utf16))
        #expect(try self.rows(program, wide).map(\.clauses) == answers)
    }

    private func rows(_ program: RunProgram, _ text: String) throws -> [Row] { try rows(program, Data(text.utf8)) }

    private func rows(_ program: RunProgram, _ file: Data) throws -> [Row] {
        let result = try program.run(["batch", "-", "--ndjson"], input: file)
        #expect([0, 1, 3].contains(result.status), "\(result.errors)")
        return try result.output.split(separator: "\n").map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    }

    private func expectLookUpsAgree(_ rows: [Row], _ program: RunProgram) throws {
        let answers = try program.run(["route", "-", "--json"], input: Data(rows.map(\.id).joined(separator: "\n").utf8))
        let lines = answers.output.split(separator: "\n")
        #expect(lines.count == rows.count)
        for (row, line) in zip(rows, lines) {
            let answer = try JSONDecoder().decode(OracleAnswer.self, from: Data(line.utf8))
            #expect(row.outcome == answer.outcome, "\(row.id)")
            #expect(row.requests == answer.routes.count, "\(row.id)")
            guard let route = answer.routes.first, answer.routes.count == 1 else { continue }
            for (name, clause) in row.clauses {
                let verdict = try #require(route.verdict[name])
                #expect(clause == [verdict.value, verdict.basis, verdict.cause], "\(row.id) \(name)")
            }
        }
    }

    @Test func `the exit code says whether all was found, whether all was searched, and whether anything was asked`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        try #require(try folder.ingest().status == 0)
        let program = RunProgram(environment: ["WAYBILL_STORE": folder.store])
        func status(_ text: String, _ words: String...) throws -> Int32 {
            try program.run(["batch", "-"] + words, input: Data(text.utf8)).status
        }
        #expect(try status("8c38fb2918f135d2\n") == 3)
        #expect(try status("hello\nworld\n") == 64)
        #expect(try status("") == 64)
        #expect(try status("a,b,c\n1,2,3\n4,5,6\n") == 64)
        #expect(try status("a,b\n1,a3b77b26e000966d\n", "--column", "d") == 64)
        #expect(try status("a\n", "--separator", "x") == 64)
        #expect(try status("PK\u{3}\u{4}") == 2)
        #expect(try program.run(["batch", folder.logs]).status == 2)
        #expect(try program.run(["batch", folder.logs + "/none.csv"]).errors.contains("No such file or directory"))
    }

    @Test func `rows come out as they are made, and a reader that leaves ends it quietly`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        try #require(try folder.ingest().status == 0)
        let sheet = folder.url.appendingPathComponent("big.csv")
        let rows = (0..<20_000).map { "T-\($0),a3b77b26e000966d" }.joined(separator: "\n")
        try Data("Ticket,Ray\n\(rows)\n".utf8).write(to: sheet)
        let trace = BuiltProgram.products.appending(path: "trace").path
        let result = try Tool.result(["sh", "-c", "'\(trace)' batch '\(sheet.path)' --store '\(folder.store)' | head -n 1"])
        #expect(result.output.hasPrefix("Ticket,Ray,outcome,"))
        #expect(!result.output.contains("error"))
    }
}
