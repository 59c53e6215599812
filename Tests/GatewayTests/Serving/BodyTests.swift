import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import Workbench

/// Large bodies, and many of them.
struct BodyTests {
    private static let path = "/v1/proxy/anthropic/v1/messages"

    private static func configuration(_ server: String) -> String {
        RecordTests.configuration().replacing("max_body_bytes: 100000", with: server)
            .replacing("features:", with: "timeouts: {connect: 30}\nfeatures:")
    }

    /// So many small things that a tree of them would take some hundred times as much.
    private static func bodies(_ bytes: Int) -> [(String, String)] {
        func filled(_ head: String, _ unit: String, _ tail: String) -> String {
            head + String(repeating: unit, count: bytes / unit.utf8.count) + tail
        }
        return [
            (path, filled(#"{"model":"claude","max_tokens":5,"messages":["#, #"{"a":1},"#, "{}]}")),
            (path, filled(#"{"model":"claude","max_tokens":5,"messages":["#, "[],", "0]}")),
            ("/v2/code/completions", filled(#"{"current_file":{"file_name":"a","content_above_cursor":""#, #"\n\u00e9"#, #""}}"#)),
            ("/v2/code/completions", filled(#"{"current_file":{"file_name":"a","content_above_cursor":"","x":["#, "1,", "1]}}")),
            ("/v1/chat/agent", filled(#"{"prompt_components":[{"payload":{"content":"x"}},"#, "{},", "{}]}")),
            ("/v1/prompts/chat/explain", filled(#"{"inputs":{"x":""#, "{x}", #""}}"#)),
        ]
    }

    @Test func `a request takes at most three times its body in memory`() async throws {
        let bed = try await GatewayBed(Self.configuration("max_body_bytes: 20000000"))
        _ = try await bed.ask(Self.path, Self.bodies(100)[0].1)
        let size = 6 << 20
        for (path, body) in Self.bodies(size) {
            try bed.gateway.forgetPeak()
            let before = try #require(bed.gateway.residentBytes)
            _ = try await bed.ask(path, body)
            let peak = try #require(bed.gateway.peakBytes)
            #expect(peak - before < 3 * size + (6 << 20), "\(path): \((peak - before) >> 20) MiB")
        }
        #expect(bed.gateway.isRunning)
    }

    @Test func `what one caller holds, and what all hold, has an end`() async throws {
        let bed = try await GatewayBed(
            Self.configuration("max_body_bytes: 60000, max_body_bytes_of_caller: 100000, max_body_bytes_held: 100000"))
        try await bed.order("a", #"{"faults":[{"kind":"headerStall","milliseconds":60000}]}"#)
        let body = #"{"model":"claude","max_tokens":5,"messages":[],"x":"\#(String(repeating: "x", count: 50_000))"}"#
        let waiting = Task { try await bed.ask(Self.path, body) }
        let until = ContinuousClock.now + .seconds(30)
        while try bed.calls().isEmpty, try await bed.counts("a")["open"] != 1, ContinuousClock.now < until {
            try await Task.sleep(for: .milliseconds(20))
        }
        let refused = try await bed.ask(Self.path, body)
        #expect(refused.status == 429 && refused.header("retry-after") == "1" && refused.body.contains("body_bytes_of_caller"))
        let other = try await bed.ask(Self.path, body, headers: ["cf-connecting-ip": "203.0.113.7"])
        #expect(other.status == 503 && other.header("retry-after") == "1" && other.body.contains("body_bytes_held"))
        #expect(try await bed.ask(Self.path, body.replacing("xxxxxxxxxx", with: "")).status == 200)
        waiting.cancel()
        _ = try? await waiting.value  // it was cancelled
        while try await bed.ask(Self.path, body).status != 200, ContinuousClock.now < until {
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try await bed.ask(Self.path, body).status == 200)
    }

    @Test func `nothing of a body is read of who is not let in`() async throws {
        let bed = try await GatewayBed(Self.configuration("max_body_bytes: 60000"))
        let answer = try await bed.ask(Self.path, String(repeating: "x", count: 100_000), key: "wrong")
        #expect(answer.status == 401)
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.number("http.bytes_in") == nil)
    }
}
