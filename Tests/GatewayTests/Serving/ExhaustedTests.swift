import AsyncHTTPClient
import Foundation
import NIOCore
import Testing

/// When no target serves.
struct ExhaustedTests {
    private static let path = "/v1/proxy/anthropic/v1/messages"
    private static let body = #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}"#

    private static func status(_ code: Int, _ more: String = "") -> String {
        #"{"faults":[{"kind":"status","status":\#(code)\#(more)}],"repeat":true}"#
    }

    @Test func `the client is told what the most telling target said`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let cases: [(String, String, Int, String, [String])] = [
            (Self.status(429, #","retryAfter":"7""#), Self.status(500), 429, "rate_limited", ["next_target", "exhausted"]),
            (Self.status(529), #"{"faults":[{"kind":"close"}],"repeat":true}"#, 503, "overloaded", ["next_target", "exhausted"]),
            (Self.status(401), Self.status(403), 502, "auth", ["next_target", "exhausted"]),
            (Self.status(400), Self.status(200), 400, "http_400", ["fail_fast"]),
        ]
        for (first, second, status, code, actions) in cases {
            try await bed.order("a", first)
            try await bed.order("v", second)
            let answer = try await bed.ask(Self.path, Self.body)
            #expect(answer.status == status, "\(code)")
            #expect(answer.header("x-gateway-attempts") == "\(actions.count)")
            #expect(answer.header("retry-after") == (status == 429 ? "7" : nil))
            let record = try await bed.record(of: try #require(answer.header("x-request-id")))
            #expect(record.text("result.error") == code)
            #expect(record.attempts.map { $0.text("next") } == actions)
            #expect(record.attempts.allSatisfy { $0.value("served") == false })
            // The provider's own words come through only where the request itself is at fault.
            #expect(answer.body.contains("as ordered") == (status == 400))
        }
    }

    @Test func `a key that is not there makes a try that was never sent`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing(
                "{kind: anthropic, url: PROVIDERS/a, key: {env: PROVIDER_KEY}}",
                with: "{kind: anthropic, url: PROVIDERS/a, key: {env: NOT_SET}}"))
        let answer = try await bed.ask(Self.path, Self.body)
        #expect(answer.status == 200)
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.attempts.map { $0.text("error") } == ["auth", nil])
        #expect(record.attempts.first?.text("started") == nil)
        #expect(try bed.calls().map { $0.text("stand_in") } == ["v"])
        #expect(try await bed.ask("/monitoring/ready").body.contains("providers.a: the key is not set ($NOT_SET)"))
    }

    @Test func `where the policy is to drain, the usage of a call is learned after the client left`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing("models:\n  claude: {", with: "models:\n  claude: {client_gone: drain, "))
        // Six seconds of it are left when the client goes, which a busy machine sees in time.
        try await bed.order("a", #"{"pieces":40,"pieceDelayMilliseconds":150}"#)
        try await bed.leaveAtFirstPiece(Self.path, Self.body.replacing(#""max_tokens""#, with: #""stream":true,"max_tokens""#))
        let limit = ContinuousClock.now + .seconds(30)
        while try bed.lines().allSatisfy({ $0.text("kind") != "request" }), ContinuousClock.now < limit {
            try await Task.sleep(for: .milliseconds(50))
        }
        let record = try #require(try bed.lines().first { $0.text("kind") == "request" })
        #expect(record.text("result.outcome") == "client_gone")
        #expect(record.number("usage.output") == 40)
        #expect(record.value("usage.billable_unknown") == false)
        #expect(try bed.calls().map { $0.text("outcome") } == ["completed"])
    }
}
