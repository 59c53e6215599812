import Foundation
import Testing
import Workbench

/// The JSON that scripts read, against its published schemas.
struct SchemaTests {
    @Test func `every golden answer fits its schema`() throws {
        let folder = Repository.url("Fixtures/answers")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
        #expect(names.count > 20)
        let answers = try names.filter { $0 != "find.json" }.map { try Data(contentsOf: folder.appendingPathComponent($0)) }
        #expect(try PublishedSchema("waybill.route-1").complaints(Data(answers.joined())) == nil)
        let list = try Data(contentsOf: folder.appendingPathComponent("find.json"))
        #expect(try PublishedSchema("waybill.find-1").complaints(list) == nil)
        let batch = try Data(contentsOf: Repository.url("Fixtures/summaries/batch.json"))
        #expect(try PublishedSchema("waybill.batch-1").complaints(batch) == nil)
    }

    @Test func `what the programs print of a corpus fits the schemas`() throws {
        let folder = try IngestFolder()
        let made = try RunProgram(program: "corpus").run(["--requests", "300", "--seed", "3", "--faults", "--out", folder.logs])
        try #require(made.status == 0, "\(made.errors)")
        let truth = URL(fileURLWithPath: folder.logs).appendingPathComponent("truth.ndjson")
        let truths = try OracleTruth.read(truth)
        try FileManager.default.removeItem(at: truth)

        let loaded = try folder.ingest("--json")
        #expect(try PublishedSchema("waybill.ingest-1").complaints(Data(loaded.output.utf8)) == nil)

        let questions = truths.flatMap(\.asks).map(\.text) + ["8c38fb2918f135d2-IAD", "no id"]
        let answered = try RunProgram().run(
            ["route", "--json", "--store", folder.store, "-"], input: Data(questions.joined(separator: "\n").utf8))
        #expect(try PublishedSchema("waybill.route-1").complaints(answered.outputBytes) == nil)

        let batch = try RunProgram().run(
            ["batch", "--json", "--store", folder.store, "-"], input: Data(questions.joined(separator: "\n").utf8))
        #expect(try PublishedSchema("waybill.batch-1").complaints(batch.outputBytes) == nil)
        let why = try RunProgram().run(
            ["why", "--json", "--store", folder.store, "-"], input: Data(questions.joined(separator: "\n").utf8))
        #expect(try PublishedSchema("waybill.why-1").complaints(why.outputBytes) == nil)

        let instance = try #require(answered.output.firstMatch(of: #/"customer_instance":"([0-9a-f-]{36})"/#)?.1)
        let listed = try RunProgram().run(
            [
                "find", "--json", "--store", folder.store, "--instance", String(instance), "--around", "2026-09-15T12:00:00Z",
                "--within", "1d",
            ])
        #expect(try PublishedSchema("waybill.find-1").complaints(listed.outputBytes) == nil, "\(listed.errors)")
        let residency = ["residency", "--instance", String(instance), "--allow", "europe-*", "--pinned", "gpt-5"]
        for (words, schema) in [
            (["stats", "--by", "region,hour"], "waybill.stats-1"), (["find", "--from", "2026-09-15"], "waybill.requests-1"),
            (residency, "waybill.residency-1"),
        ] {
            let found = try RunProgram().run(words + ["--json", "--store", folder.store])
            #expect(try PublishedSchema(schema).complaints(found.outputBytes) == nil, "\(found.errors)")
        }
    }

    @Test func `the gateway's lines of today's and an earlier layout fit the schema`() throws {
        let folder = try IngestFolder()
        let made = try RunProgram(program: "corpus").run(["--requests", "200", "--seed", "3", "--out", folder.logs])
        try #require(made.status == 0, "\(made.errors)")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.logs).filter {
            $0.hasPrefix("gateway/") && $0.hasSuffix(".ndjson.gz")
        }
        #expect(!paths.isEmpty)
        let shards = try paths.sorted().map { try Data(contentsOf: URL(fileURLWithPath: folder.logs).appendingPathComponent($0)) }
        let lines = try Tool.output(["gzip", "-dc"], input: Data(shards.joined()))
        #expect(try PublishedSchema("waybill.gateway-1").complaints(lines) == nil)
        let night = Repository.url("Fixtures/night/gateway/europe-west3/2026-09-15/12")
        let names = try FileManager.default.contentsOfDirectory(atPath: night.path)
        #expect(!names.isEmpty)
        for name in names {
            let earlier = try Data(contentsOf: night.appendingPathComponent(name))
            #expect(try PublishedSchema("waybill.gateway-1").complaints(earlier) == nil)
        }
    }

    @Test func `an answer that lacks a key, has another, or claims without evidence does not fit`() throws {
        let golden = Repository.url("Fixtures/answers/found-direct.json")
        let text = try String(contentsOf: golden, encoding: .utf8)
        let outcome = #""outcome": "found""#
        for (old, new) in [
            (outcome + ",", ""), (outcome, outcome + #", "certain": true"#), (outcome, #""outcome": "maybe""#),
            (#""rule": "edge-line""#, #""rule": null"#),
        ] {
            try #require(text.contains(old))
            let broken = text.replacing(old, with: new, maxReplacements: 1)
            #expect(try PublishedSchema("waybill.route-1").complaints(Data(broken.utf8)) != nil, "\(new)")
        }
    }
}
