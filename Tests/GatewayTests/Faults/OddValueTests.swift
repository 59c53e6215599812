import Foundation
import OddValues
import Testing
import Workbench

/// Values that nobody thinks of, in every header that a gateway reads, and in every header that a provider sends.
struct OddValueTests {
    private static let requestHeaders = [
        "authorization", "x-api-key", "x-gitlab-authentication-type", "x-gitlab-instance-id", "x-gitlab-realm",
        "x-gitlab-global-user-id",
        "x-gitlab-host-name", "x-gitlab-version", "x-gitlab-client-name", "x-gitlab-client-version",
        "x-gitlab-language-server-version",
        "x-request-id", "x-gitlab-correlation-id", "traceparent", "tracestate", "x-cloud-trace-context", "cf-ray", "cf-ipcountry",
        "cf-connecting-ip", "cdn-loop", "x-forwarded-for", "x-edge-selected-region", "x-edge-steering", "x-edge-retry-of",
        "x-edge-rerouted-from", "x-edge-reroute-reason", "anthropic-version", "anthropic-beta", "user-agent", "accept",
        "accept-encoding",
        "content-type", "content-encoding", "cookie", "referer", "if-none-match", "range", "upgrade", "forwarded", "x-odd",
    ]

    /// What stays one line: others would be requests, or answers, of their own.
    private static let values = OddValue.bytes.filter { !$0.contains(0x0A) && !$0.contains(0x0D) }

    private static func request(_ name: String, _ value: [UInt8]) -> [UInt8] {
        let body = #"{"model":"none"}"#
        let key = name == "authorization" ? "" : "authorization: Bearer ck\r\n"
        let head =
            "POST /v1/proxy/anthropic/v1/messages HTTP/1.1\r\nhost: x\r\n\(key)content-length: \(body.utf8.count)\r\n\(name): "
        return Array(head.utf8) + value + Array("\r\n\r\n\(body)".utf8)
    }

    @Test func `every header meets the odd values, each answer is of our shape, and nothing ends`() async throws {
        let configuration = RecordTests.configuration().replacing("trusted_peers:", with: "edge_headers: true, trusted_peers:")
        let bed = try await GatewayBed(configuration.replacing("flush_seconds: 0.1", with: "refusals_per_second: 100"))
        var answered = 0
        for name in Self.requestHeaders {
            var rest = Self.values[...]
            while !rest.isEmpty {
                let asked = rest.count
                let bytes = rest.flatMap { Self.request(name, $0) }
                let reply = try await RawConnection.exchange(bytes, with: bed.address) { $0.statuses.count >= asked }
                let statuses = reply.statuses
                #expect(statuses.allSatisfy { [400, 401, 404, 408, 422, 431, 501].contains($0) }, "\(name): \(Set(statuses))")
                let shaped = reply.text.components(separatedBy: #""request_id":""#).count - 1
                #expect(shaped == statuses.count, "\(name): \(reply.text.suffix(300))")
                // Whatever ends the connection, the next request begins another.
                rest = rest.dropFirst(max(1, statuses.count))
                answered += statuses.count
            }
        }
        #expect(answered > Self.requestHeaders.count * Self.values.count * 9 / 10)
        #expect(bed.gateway.isRunning)
        #expect(try await bed.stop() == 0)
        let lines = try bed.lines()
        #expect(lines.compactMap { $0.number("seq") } == Array(1...lines.count))
        let leftOut = lines.compactMap { $0.text("kind") == "refusals" ? $0.number("count") : nil }.reduce(0, +)
        // Answers are lost where the server ends a connection on which more was sent.
        #expect(lines.count { $0.text("kind") == "request" } + leftOut >= answered)
    }

    @Test func `every header of a provider meets the odd values, and so does its status line`() async throws {
        let provider = try await RawProvider()
        let bed = try await GatewayBed(
            """
            regions: [europe-west3]
            logging: {flush_seconds: 1}
            timeouts: {connect: 30}
            auth: {mode: keys, keys: [{env: CLIENT_KEY}]}
            providers: {a: {kind: openai, url: "\(provider.address)", key: {env: PROVIDER_KEY}}}
            models: {m: {targets: [{provider: a, model: x}]}}
            """)
        let names = [
            "content-type", "request-id", "x-request-id", "cf-ray", "retry-after", "transfer-encoding", "connection",
            "content-encoding",
            "location", "set-cookie", "x-odd",
        ]
        for (number, bytes) in Self.values.enumerated() {
            let value = String(decoding: bytes, as: UTF8.self)
            for name in names where Dice.tries(number &+ name.utf8.count, oneIn: 3) {
                let status = [200, 400, 429][(number + name.utf8.count) % 3]
                provider.say("HTTP/1.1 \(status) X\n\(name): \(value)", body: "{}")
                let answer = try await bed.ask("/v1/proxy/openai/v1/chat/completions", #"{"model":"m"}"#)
                #expect([200, 400, 429, 502].contains(answer.status), "\(name): \(value.prefix(40)): \(answer.status)")
            }
            provider.say("HTTP/1.1 \(value)\ncontent-type: application/json", body: "{}")
            _ = try await bed.ask("/v1/proxy/openai/v1/chat/completions", #"{"model":"m"}"#)
            provider.say(value)
            #expect(try await bed.ask("/v1/proxy/openai/v1/chat/completions", #"{"model":"m","stream":true}"#).status == 502)
        }
        #expect(bed.gateway.isRunning)
        #expect(try await bed.stop() == 0)
    }
}
