import Foundation
import Testing
import Workbench

/// `trace export` over a whole corpus: what it makes of all lines at once is what was, and what a look-up says.
struct ExportTests {
    /// A row, as far as the comparison needs it; described in trace-export(1).
    private struct Row: Decodable {
        var request: String
        var kind: String
        var vantages: [String]
        var edge, region, provider, model, location: String?
        var edge_basis, region_basis, provider_basis, model_basis, location_basis: String
        var edge_cause, region_cause, provider_cause, model_cause, location_cause: String?
        var status: Int?
        var attempts: Int
        var ray, request_id, correlation_id: [String]
        var lines: [String]

        var clauses: [String: [String?]] {
            [
                "edge": [edge, edge_basis, edge_cause], "region": [region, region_basis, region_cause],
                "provider": [provider, provider_basis, provider_cause], "model": [model, model_basis, model_cause],
                "location": [location, location_basis, location_cause],
            ]
        }
    }

    private static func rows(_ program: RunProgram, _ words: String...) throws -> (rows: [Row], result: ProgramResult) {
        let result = try program.run(["export", "requests", "--ndjson"] + words)
        return (try result.output.split(separator: "\n").map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }, result)
    }

    @Test func `every line is in one row, no row has lines of two requests, and each says what a look-up says`() throws {
        let bench = try Removals(requests: 300)
        let program = RunProgram(environment: ["WAYBILL_STORE": try bench.load(bench.shards)], timeLimitSeconds: 300)
        let rows = try Self.rows(program).rows
        let requestOfLine = Dictionary(
            bench.truths.flatMap { truth in truth.lines.flatMap(\.places).map { ($0, truth.index) } }, uniquingKeysWith: { $1 })
        let lines = rows.flatMap(\.lines)
        #expect(lines.count == Set(lines).count && Set(lines) == Set(requestOfLine.keys))
        for row in rows where row.kind == "request" {
            #expect(Set(row.lines.map { requestOfLine[$0] }).count == 1, "\(row)")
        }
        #expect(rows.count { $0.vantages.contains("gateway") } > 250)
        try expectLookUpsAgree(rows.filter { $0.kind == "request" }, program)
    }

    /// Asks for an id of every row.
    private func expectLookUpsAgree(_ rows: [Row], _ program: RunProgram) throws {
        let asked = rows.compactMap { row in
            (row.request_id.first ?? row.ray.first ?? row.correlation_id.first).map { (id: $0, row: row) }
        }
        var program = program
        program.environment["TZ"] = "UTC"
        let answers = try program.run(["route", "-", "--json"], input: Data(asked.map(\.id).joined(separator: "\n").utf8))
        var verdicts: [Set<[String: [String?]]>] = []
        for line in answers.output.split(separator: "\n") {
            let answer = try JSONDecoder().decode(OracleAnswer.self, from: Data(line.utf8))
            verdicts.append(Set(answer.routes.map { $0.verdict.mapValues { [$0.value, $0.basis, $0.cause] } }))
        }
        #expect(verdicts.count == asked.count && asked.count > 250)
        for (asked, verdicts) in zip(asked, verdicts) { #expect(verdicts.contains(asked.row.clauses), "\(asked.id)") }
    }

    @Test func `days that are exported one by one are the whole, and a comma-separated row has every column`() throws {
        let bench = try Removals(requests: 200)
        let program = RunProgram(environment: ["WAYBILL_STORE": try bench.load(bench.shards)], timeLimitSeconds: 300)
        let whole = try program.run(["export", "requests"])
        let days = try ["2026-09-15", "2026-09-16"].map { try program.run(["export", "requests", "--from", $0, "--to", $0]) }
        func sorted(_ results: [ProgramResult]) -> [Substring] {
            results.flatMap { $0.output.split(separator: "\r\n").dropFirst() }.sorted()
        }
        #expect(sorted([whole]) == sorted(days))
        #expect(sorted(days).count > 200)
        let columns = try #require(whole.output.split(separator: "\r\n").first).split(separator: ",")
        let object = try #require(try program.run(["export", "requests", "--ndjson"]).output.split(separator: "\n").first)
        let keys = try #require(try JSONSerialization.jsonObject(with: Data(object.utf8)) as? [String: Any]).keys
        #expect(Set(columns.map(String.init)) == Set(keys))
        let attempts = try program.run(["export", "attempts", "--ndjson"]).output.split(separator: "\n")
        #expect(attempts.count == (try Self.rows(program).rows.reduce(0) { $0 + $1.attempts }))
    }

    @Test func `a time without any shard has no rows and is not called whole`() throws {
        let bench = try Removals(requests: 50)
        let program = RunProgram(environment: ["WAYBILL_STORE": try bench.load(bench.shards)])
        let result = try Self.rows(program, "--from", "2027-01-01", "--to", "2027-01-02").result
        #expect(result.status == 3 && result.output.isEmpty)
        #expect(result.errors.contains("at least 0 requests"))
    }
}
