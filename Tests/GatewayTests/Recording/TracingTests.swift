import Foundation
import Testing

/// What a gateway writes, `trace` reads: region, provider, model, every attempt, and what is known of the edge are observed.
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

    private func trace(_ bed: GatewayBed, _ words: [String]) async throws -> String {
        let program = try BuiltProgram("trace", words, in: bed.folder)
        _ = try await program.wait()
        return program.output
    }
}
