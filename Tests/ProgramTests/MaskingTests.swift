import Foundation
import PersonalTexts
import Testing
import Workbench

/// Lines with something personal in each of their fields, loaded and shown by every command.
struct MaskingTests {
    /// Where the operator's own names stand, whose addresses are shown.
    private static let operators: Set<String> = ["host", "request_url", "instanceId", "pod_name", "instance"]

    /// Each text of each fixture line replaced in turn; in a folder and in files that are named after a person and her
    /// address.
    private static func personalLogs() throws -> (folder: IngestFolder, ids: [String]) {
        let fixtures = Repository.url("Fixtures/formats")
        let folder = try IngestFolder()
        // A path ends at its `#` before it is stored, and what stood before it is no address any more.
        let texts = PersonalTexts.personal.filter { !$0.text.contains("#") }
        // Another seed puts other texts into other fields.
        let seed = ProcessInfo.processInfo.environment["WAYBILL_SEED"].flatMap { Int($0) } ?? 0
        var (turn, ids) = (seed % 1000, Set<String>())
        for name in try FileManager.default.contentsOfDirectory(atPath: fixtures.path).sorted() where name.hasSuffix(".ndjson") {
            var lines = ""
            for line in try String(contentsOf: fixtures.appendingPathComponent(name), encoding: .utf8).split(separator: "\n") {
                // Some are broken on purpose.
                guard let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] else { continue }
                for path in PersonalTexts.paths(of: object) {
                    turn += 1
                    var personal = texts[turn % texts.count]
                    if Self.operators.contains(path.last ?? "") { personal = try #require(mailbox) }
                    let changed = PersonalTexts.replacing(path[...], of: object, by: personal.text)
                    lines +=
                        String(decoding: try JSONSerialization.data(withJSONObject: changed, options: .sortedKeys), as: UTF8.self)
                        + "\n"
                }
                ids.formUnion(line.matches(of: #/"([0-9a-f]{16}|[0-9a-f-]{36}|[0-9A-Z]{26})"/#).map { String($0.1) })
            }
            try folder.write(lines, to: "jane.doe@victim.example/203.0.113.77/\(name).jane.doe@victim.example.log")
        }
        return (folder, ids.sorted())
    }

    private static var mailbox: PersonalTexts.Personal? {
        PersonalTexts.personal.first { $0.text == "jane.doe@victim.example" }
    }

    private func expectNothingPersonal(_ result: ProgramResult, _ command: String) {
        for personal in PersonalTexts.personal {
            for leak in personal.leaks(in: result.output) + personal.leaks(in: result.errors) {
                let line = (result.output + result.errors).split(separator: "\n").first { $0.contains(leak) } ?? ""
                Issue.record("\(command) shows \(leak): \(line.prefix(2000))")
            }
        }
    }

    @Test func `no command shows what is personal in any field of any line, in a file's name, or in an id`() throws {
        let (folder, ids) = try Self.personalLogs()
        #expect(ids.count > 5)
        let program = RunProgram(environment: ["WAYBILL_STORE": folder.store], timeLimitSeconds: 120)
        let logs = folder.logs
        for words in [["--dry-run", "--json"], ["--dry-run"], ["--strict"], ["--json"]] {
            expectNothingPersonal(try program.run(["ingest", logs] + words), "ingest \(words)")
        }
        for command in [["shards"], ["shards", "--rejected"], ["coverage", "--drift"], ["verify"]] {
            expectNothingPersonal(try program.run(command), "\(command)")
            expectNothingPersonal(try program.run(command + ["--json"]), "\(command) --json")
        }
        for rows in ["requests", "attempts"] {
            for form in ["--csv", "--ndjson"] { expectNothingPersonal(try program.run(["export", rows, form]), "export \(rows)") }
        }
        let hosts = ["--from", "2000-01-01", "--host", "*", "--limit", "10000"]
        for form in [[], ["--csv"], ["--json"], ["--ndjson"], ["--md"]] {
            expectNothingPersonal(try program.run(["find"] + hosts + form), "find")
            expectNothingPersonal(try program.run(["find", "--from", "2026-09-15", "--connection", "*"] + form), "find")
        }
        for by in ["region", "colo,path,result", "instance,replica,hour", "model,location"] {
            for form in [[], ["--csv"], ["--json"], ["--md"]] {
                expectNothingPersonal(try program.run(["stats", "--by", by] + form), "stats \(by)")
            }
        }
        let list = Data(ids.joined(separator: "\n").utf8)
        for command in ["route", "why"] {
            for words in [[], ["--json"], ["--pretty"]] {
                expectNothingPersonal(try program.run([command, "-"] + words, input: list), "\(command) \(words)")
            }
        }
        for form in ["--text", "--csv", "--ndjson", "--json", "--md"] {
            expectNothingPersonal(try program.run(["batch", "-", form], input: list), "batch \(form)")
        }
        expectNothingPersonal(try program.run(["batch", "-"], input: list), "batch")
        for id in ids {
            expectNothingPersonal(try program.run(["evidence", id]), "evidence \(id)")
            expectNothingPersonal(try program.run(["explain", id]), "explain \(id)")
            expectNothingPersonal(try program.run(["explain", id, "--json"]), "explain \(id) --json")
            expectNothingPersonal(try program.run(["evidence", id, "--json"]), "evidence \(id) --json")
        }
        for id in ids where id.contains("-") {
            for words in [[], ["--json"]] {
                let find = ["find", "--instance", id, "--around", "2026-09-15T12:00:00Z", "--within", "400d"] + words
                let residency = ["residency", "--instance", id, "--allow", "europe-*"] + words
                expectNothingPersonal(try program.run(residency), "residency \(words)")
                expectNothingPersonal(try program.run(find), "find \(id)")
            }
        }
        // The shards are gone: failures name them.
        try FileManager.default.removeItem(atPath: logs)
        for id in ids.prefix(5) { expectNothingPersonal(try program.run(["evidence", id]), "evidence of lost shards") }
    }

    @Test func `what was typed is said again as it was typed`() throws {
        let folder = try IngestFolder()
        let store = folder.url.appendingPathComponent("jane.doe@victim.example").path
        let result = try RunProgram().run(["shards", "--store", store])
        #expect(result.status == 2)
        #expect(result.errors.contains("jane.doe@victim.example"), "\(result.errors)")
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        try #require(try folder.ingest().status == 0)
        let asked = try RunProgram().run(["route", "jane.doe@victim.example", "--json", "--store", folder.store])
        #expect(asked.output.contains(#""text":"jane.doe@victim.example""#), "\(asked.output)")
    }

    @Test func `a key that is personal is masked where it appeared`() throws {
        let folder = try IngestFolder()
        for day in 1...3 {
            let lines = IngestFolder.lines(day * 1000..<day * 1000 + 20).split(separator: "\n").enumerated().map { number, line in
                let start = 1_790_000_000_000_000_000 + day * 86_400_000_000_000 + number * 1_000_000
                var line = line.replacing(
                    #/"EdgeStartTimestamp":\d+,"EdgeEndTimestamp":\d+/#, with: "\"EdgeStartTimestamp\":\(start)")
                if day == 3 { line = line.dropLast() + #","jane.doe@victim.example":"x","203.0.113.77":"y"}"# }
                return line + "\n"
            }
            try folder.write(lines.joined(), to: "\(day).log")
            let loaded = try folder.ingest()
            expectNothingPersonal(loaded, "ingest")
        }
        for words in [[], ["--json"]] {
            let result = try RunProgram().run(["coverage", "--drift", "--store", folder.store] + words)
            expectNothingPersonal(result, "coverage --drift")
            #expect(result.output.contains("ja***@***"), "\(result.output)")
            #expect(result.output.contains("203.0.*.*"), "\(result.output)")
        }
    }
}
