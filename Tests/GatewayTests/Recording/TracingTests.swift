import Foundation
import Testing
import Workbench

/// What a gateway writes, `trace` reads: region, provider, model, every attempt, and what is known of the edge are
/// observed.
struct TracingTests {
    @Test func `each request of a gateway is found with all that its record says`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        try await bed.order("a", #"{"faults":[{"kind":"status","status":529}]}"#)
        let headers = ["cf-ray": "a3b77b26e000966d-ARN", "x-request-id": "01JYSFBEGWM01JCH9NHK9ZP24X"]
        let body = #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}"#
        let answer = try await bed.ask("/v1/proxy/anthropic/v1/messages", body, headers: headers)
        let id = try #require(answer.header("x-request-id"))
        _ = try await bed.record(of: id)
        // While it runs: from the shard that is still being written.
        #expect(try await trace(bed, ["ingest", "logs", "--store", "early"]).contains("1 "))
        #expect(try await bed.stop() == 0)
        _ = try await trace(bed, ["ingest", "logs", "--store", "store"])
        for asked in [id, "a3b77b26e000966d-ARN", "01JYSFBEGWM01JCH9NHK9ZP24X"] {
            for store in ["early", "store"] {
                let text = try await trace(bed, ["route", "--json", asked, "--store", store])
                let route = try #require(JSONLine(Data(text.utf8))?.value("routes", as: [[String: Any]].self)?.first)
                let line = try #require(JSONLine(try JSONSerialization.data(withJSONObject: route)))
                for (clause, value) in [
                    ("edge", "ARN"), ("region", "europe-west3"), ("provider", "gcp.vertex_ai"),
                    ("model", "claude-sonnet-4@20250514"), ("location", "europe-west4"),
                ] {
                    #expect(line.text("verdict.\(clause).value") == value, "\(asked) \(store)")
                    #expect(line.text("verdict.\(clause).basis") == "observed", "\(asked) \(store) \(clause)")
                }
                let attempts = line.attempts
                #expect(attempts.count == 2, "\(asked) \(store)")
            }
        }
    }

    @Test(arguments: [true, false])
    func `a record says why the model stopped, where it ran by its provider's word, and when its words came`(
        isStream: Bool
    ) async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let body = #"{"model":"claude","max_tokens":5,"stream":\#(isStream),"messages":[{"role":"user","content":"hi"}]}"#
        let headers = ["x-gitlab-namespace-id": "9971", "x-gitlab-root-namespace-id": "9970", "x-gitlab-project-id": "278964"]
        let answer = try await bed.ask("/v1/proxy/anthropic/v1/messages", body, headers: headers)
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.text("result.finish_reason") == "end_turn")
        #expect(record.attempts.map { $0.text("provider_location") } == ["global"])
        #expect(record.text("caller.namespace") == "9970" && record.text("caller.project") == "278964")
        let (first, last) = (
            record.value("timings.first_token_ms", as: Double.self), record.value("timings.last_token_ms", as: Double.self)
        )
        #expect((first != nil) == isStream && (last != nil) == isStream)
        if let first, let last { #expect(first <= last && last <= record.value("timings.total_ms", as: Double.self) ?? 0) }
        #expect(try await bed.stop() == 0)
    }

    @Test func `of many requests, with faults among them, region, provider, model and every attempt are observed`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let faults = [
            #"{"kind":"status","status":529}"#, #"{"kind":"close"}"#, #"{"kind":"cut","afterPieces":0}"#,
            #"{"kind":"cut","afterPieces":2}"#,
            #"{"kind":"errorEvent","afterPieces":0}"#, #"{"kind":"status","status":200}"#,
        ]
        try await bed.order("a", #"{"faults":[\#((0..<60).map { faults[$0 % faults.count] }.joined(separator: ","))]}"#)
        for number in 0..<120 {
            let isStream = number % 2 == 0
            let body = #"{"model":"claude","max_tokens":5,"stream":\#(isStream),"messages":[{"role":"user","content":"hi"}]}"#
            _ = try await bed.ask("/v1/proxy/anthropic/v1/messages", body)
        }
        #expect(try await bed.stop() == 0)
        _ = try await trace(bed, ["ingest", "logs", "--store", "store"])
        let records = try bed.lines().filter { $0.text("kind") == "request" }
        #expect(records.count == 120)
        let ids = records.compactMap { $0.text("request_id") }.joined(separator: "\n") + "\n"
        try ids.write(to: bed.folder.appending(path: "ids"), atomically: true, encoding: .utf8)
        let answers = try await shell(bed, "\(BuiltProgram.products.path)/trace route --json --store store - < ids")
        let lines = answers.split(separator: "\n").compactMap { JSONLine(Data($0.utf8)) }
        #expect(lines.count == 120)
        for (record, answer) in zip(records, lines) {
            let route = try #require(answer.value("routes", as: [[String: Any]].self)?.first)
            let line = try #require(JSONLine(try JSONSerialization.data(withJSONObject: route)))
            #expect(line.attempts.map { $0.text("provider") } == record.attempts.map { $0.text("provider") })
            let served = try #require(record.attempts.last)
            for (clause, value) in [
                ("region", "europe-west3"), ("provider", served.text("provider")), ("model", served.text("model")),
            ] {
                #expect(line.text("verdict.\(clause).value") == value)
                #expect(line.text("verdict.\(clause).basis") == "observed")
            }
            // Anthropic's address names no place, Vertex AI's does.
            #expect(line.text("verdict.location.value") == served.text("location"))
        }
    }

    private func shell(_ bed: GatewayBed, _ command: String) async throws -> String {
        let program = try BuiltProgram("/bin/sh", ["-c", command], in: bed.folder)
        _ = try await program.wait()
        return program.output
    }

    private func trace(_ bed: GatewayBed, _ words: [String]) async throws -> String {
        let program = try BuiltProgram("trace", words, in: bed.folder)
        _ = try await program.wait()
        return program.output
    }
}
