import Foundation
import Testing
import Workbench

/// A provider, or a region behind an edge, that answers what no specification knows.
struct ForeignAnswerTests {
    private static let path = "/v1/proxy/openai/v1/chat/completions"
    private static let body = #"{"model":"m"}"#

    private static func bed(_ provider: RawProvider) async throws -> GatewayBed {
        try await GatewayBed(
            """
            regions: [europe-west3]
            logging: {flush_seconds: 0.1}
            timeouts: {connect: 30}
            auth: {mode: keys, keys: [{env: CLIENT_KEY}]}
            providers: {a: {kind: openai, url: "\(provider.address)", key: {env: PROVIDER_KEY}}}
            models: {m: {targets: [{provider: a, model: x}]}}
            """)
    }

    @Test func `a status that is no status is a failure of the provider, and ends nothing`() async throws {
        let provider = try await RawProvider()
        let bed = try await Self.bed(provider)
        let statuses = [
            "000": 502, "001": 502, "099": 502, "101": 502, "204": 502, "300": 502, "304": 502, "399": 502, "418": 418, "499": 499,
            "503": 503, "600": 503, "999": 503, "1000": 502, "99999999999999999999": 502, "-20": 502, "20": 502, "2e2": 502,
        ]
        for (status, shown) in statuses {
            provider.say("HTTP/1.1 \(status) X\ncontent-type: application/json", body: status == "204" ? "" : "{}")
            let answer = try await bed.ask(Self.path, Self.body)
            #expect(answer.status == shown, "\(status)")
            let record = try await bed.record(of: try #require(answer.header("x-request-id")))
            #expect(record.number("result.status") == shown && record.text("result.outcome") == "upstream_error", "\(status)")
        }
        #expect(bed.gateway.isRunning)
    }

    @Test func `a key that a provider quotes goes no further`() async throws {
        let provider = try await RawProvider()
        let bed = try await Self.bed(provider)
        provider.say(
            "HTTP/1.1 400 X\ncontent-type: application/json",
            body: #"{"error":{"message":"Incorrect API key provided: pk-secret. See the docs."}}"#)
        let answer = try await bed.ask(Self.path, Self.body)
        #expect(answer.status == 400)
        #expect(answer.body.contains("Incorrect API key provided: ***. See the docs."))
    }

    @Test func `counts of tokens near the end of the numbers end nothing`() async throws {
        let provider = try await RawProvider()
        let bed = try await Self.bed(provider)
        let counts = [
            "9223372036854775807", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-1", "1e999", "\"7\"",
            "[]",
        ]
        for count in counts {
            provider.say(
                "HTTP/1.1 200 OK\ncontent-type: application/json",
                body: #"{"choices":[],"usage":{"prompt_tokens":\#(count),"completion_tokens":1}}"#)
            #expect(try await bed.ask(Self.path, Self.body).status == 200, "\(count)")
        }
        let metrics = try await bed.metrics()
        #expect(metrics.contains(#"gen_ai_client_token_usage_total{gen_ai_token_type="input"} 9223372036854775807"#))
        #expect(metrics.contains(#"gen_ai_client_token_usage_total{gen_ai_token_type="output"} 8"#))
    }

    @Test func `headers of a provider that are not theirs to write reach nobody`() async throws {
        let provider = try await RawProvider()
        let bed = try await Self.bed(provider)
        let pauses = [
            "7": "7", "007": "7", "99999999999999999999": nil, "-1": nil, "1e9": nil, "\u{202E}7": nil, "": nil,
            "Wed, 21 Oct 2026 07:28:00 GMT": "Wed, 21 Oct 2026 07:28:00 GMT", "a\u{85}b": nil, "7, 8": nil,
        ]
        for (pause, shown) in pauses {
            provider.say("HTTP/1.1 429 X\ncontent-type: application/json\nretry-after: \(pause)", body: "{}")
            let answer = try await bed.ask(Self.path, Self.body)
            #expect(answer.status == 429 && answer.header("retry-after") == shown, "\(pause)")
        }
        let long = String(repeating: "e\u{301}", count: 2000)
        provider.say(
            "HTTP/1.1 400 X\ncontent-type: text/\u{9B}31m\u{202E}\nrequest-id: \(long)\ncf-ray: \u{85}\(long)", body: "{}")
        let answer = try await bed.ask(Self.path, Self.body)
        #expect(answer.status == 400 && answer.header("content-type") == "text/\u{FFFD}31m\u{FFFD}")
        let record = try await bed.record(of: try #require(answer.header("x-request-id")))
        #expect(record.attempts.first?.text("request_id")?.utf8.count ?? 999 <= 255)
        #expect(record.attempts.first?.text("ray")?.utf8.count ?? 999 <= 64)
    }

    @Test func `a region's status that is no status is a failure of the region`() async throws {
        let region = try await RawProvider()
        let folder = try Scratch()
        let file = try folder.write("{colos: {FRA: {}}, regions: {europe-west3: {url: \"\(region.address)\"}}}", to: "edge.yaml")
        let edge = try BuiltProgram("gateway", ["edge", "--config", file, "--log-dir", "logs"], in: folder.url)
        let address = GatewayAddress(address: try await edge.word(after: "FRA listens on "), metrics: "")
        for status in ["000", "001", "099", "101", "600", "999"] {
            region.say("HTTP/1.1 \(status) X", body: "{}")
            #expect(try await address.ask("/v2/completions", "{}") == 520, "\(status)")
        }
        region.say("HTTP/1.1 418 X", body: "{}")
        #expect(try await address.ask("/v2/completions", "{}") == 418)
        #expect(edge.isRunning)
    }
}
