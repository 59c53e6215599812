import Foundation
import Testing
import Workbench

/// Asks the built `trace` for every request of a corpus and holds each clause against the truth.
///
/// `WAYBILL_ORACLE_REQUESTS` sets the size, `WAYBILL_ORACLE_KEEP` keeps the folder for looking at what disagrees.
struct OracleTests {
    private static let requests = ProcessInfo.processInfo.environment["WAYBILL_ORACLE_REQUESTS"] ?? "20000"

    @Test func `every clause agrees with the truth of a clean corpus`() throws {
        try compare(faults: false)
    }

    @Test func `every clause agrees with the truth of a spoilt corpus`() throws {
        try compare(faults: true)
    }

    private func compare(faults: Bool) throws {
        let isKept = ProcessInfo.processInfo.environment["WAYBILL_ORACLE_KEEP"] != nil
        let scratch = try Scratch(isKept: isKept)
        let folder = scratch.url
        let logs = folder.appendingPathComponent("logs")
        let store = folder.appendingPathComponent("store").path
        let made = try RunProgram(program: "corpus", timeLimitSeconds: 600).run(
            ["--requests", Self.requests, "--shards", "8", "--seed", "7", "--out", logs.path] + (faults ? ["--faults"] : []))
        try #require(made.status == 0, "\(made.errors)")
        let truths = try OracleTruth.read(logs.appendingPathComponent("truth.ndjson"))
        try FileManager.default.moveItem(
            at: logs.appendingPathComponent("truth.ndjson"), to: folder.appendingPathComponent("truth.ndjson"))

        let loaded = try RunProgram(timeLimitSeconds: 900).run(["ingest", "--no-requests", "--store", store, "--json", logs.path])
        try #require(loaded.status == 0 || faults, "\(loaded.errors.suffix(2000))")

        let questions = truths.flatMap(\.asks).map(\.text)
        let answered = try RunProgram(timeLimitSeconds: 1800).run(
            ["route", "--json", "--store", store, "-"], input: Data((questions.joined(separator: "\n") + "\n").utf8))
        if isKept { try answered.outputBytes.write(to: folder.appendingPathComponent("answers.ndjson")) }
        let answers = try answered.outputBytes.split(separator: 10).map { try JSONDecoder().decode(OracleAnswer.self, from: $0) }
        try #require(answers.count == questions.count, "\(answered.status): \(answered.errors.suffix(2000))")

        var table = OracleTable()
        var number = 0
        for truth in truths {
            for ask in truth.asks {
                table.add(truth, ask, answers[number])
                number += 1
            }
        }
        print("\(faults ? "with faults" : "clean"), \(truths.count) requests, \(questions.count) questions\n\(table.text)")
        if isKept { print("kept in \(folder.path)") }
        #expect(table.shareWithheld < 0.001)
        #expect(table.complaints.isEmpty, "\(table.complaints.prefix(40).joined(separator: "\n"))")
    }
}
