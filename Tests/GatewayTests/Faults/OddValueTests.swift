import Foundation
import Testing

/// Values that nobody thinks of, in every header that a gateway reads, and in every header that a provider sends.
struct OddValueTests {
    private static let requestHeaders = [
        "authorization", "x-api-key", "x-gitlab-authentication-type", "x-gitlab-instance-id", "x-gitlab-realm", "x-gitlab-global-user-id",
        "x-gitlab-host-name", "x-gitlab-version", "x-gitlab-client-name", "x-gitlab-client-version", "x-gitlab-language-server-version",
        "x-request-id", "x-gitlab-correlation-id", "traceparent", "tracestate", "x-cloud-trace-context", "cf-ray", "cf-ipcountry",
        "cf-connecting-ip", "cdn-loop", "x-forwarded-for", "x-edge-selected-region", "x-edge-steering", "x-edge-retry-of",
        "x-edge-rerouted-from", "x-edge-reroute-reason", "anthropic-version", "anthropic-beta", "user-agent", "accept", "accept-encoding",
        "content-type", "content-encoding", "cookie", "referer", "if-none-match", "range", "upgrade", "forwarded", "x-odd",
    ]

    /// A few of each kind; `OddValues` of the in-process tests are more.
    static let values: [String] =
        [
            "", " ", "-", "----", ",", ", ,", ";", ";;", "/", "//", ":", "=", ".", "'", "\"", "\\", "%00", "{}", "[", "<", "&", "?", "#", "@",
            "\t", "\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{9B}31m", "\u{1B}[31m", "\u{202E}", "\u{2066}", "\u{200B}", "\u{FEFF}", "\u{2028}", "é",
            "日本語", "😀", "e\u{301}", "0", "-0", "+0", "1", "-1", "01", "1.5", "1e9", "1e999", "NaN", "0x10", "9223372036854775807",
            "9223372036854775808", "-9223372036854775809", "18446744073709551616", "99999999999999999999999999", "null", "true",
            "00-0-0-0", "00-00000000000000000000000000000000-0000000000000000-00", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-+0f067aa0ba902b7-+1", "4bf92f3577b34da6a3ce929d0e0e4736/1;o=1", "/;o=1", ";/", "/",
            "4bf92f3577b34da6a3ce929d0e0e4736/", "4bf92f3577b34da6a3ce929d0e0e4736/99999999999999999999999", "8c38fb2918f135d2-FRA", "-FRA",
            "8c38fb2918f135d2-", "1.2.3.4", "1.2.3.4:99", "::1", "[::1]:80", "999.1.1.1", ", 1.2.3.4", "Bearer", "Bearer ", "bearer  x", "Bearer ..",
            "Bearer e30.e30.e30", "Bearer e30..", "Basic eA==", "a b c", "oidc", "gzip", "text/event-stream; charset=\"", "application/json;;",
            "Wed, 21 Oct 2026 07:28:00 GMT", "*", "${jndi:x}", "../../../etc/passwd", "file:///etc/passwd", "cloudflare; loops=99",
        ] + [
            String(repeating: "a", count: 255), String(repeating: "a", count: 256), String(repeating: "é", count: 2000),
            String(repeating: "e\u{301}\u{302}", count: 3000), String(repeating: ",", count: 10_000), String(repeating: "x", count: 65_536),
            String(repeating: "x", count: 79_000), String(repeating: "x", count: 90_000),
        ]

    private static let isSoak = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] != nil

    private struct Outcome: Sendable {
        var counts: [Int: Int] = [:]
        var closed = 0
        var unshaped: [String] = []
    }

    @Test func `every header meets the odd values, each answer is of our shape, and nothing ends`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration().replacing("trusted_peers:", with: "edge_headers: true, trusted_peers:"))
        let address = bed.address
        let outcome = try await RawSocket.onThread {
            var outcome = Outcome()
            var connection = try RawSocket(address)
            for name in Self.requestHeaders {
                for value in Self.values {
                    let key = name == "authorization" ? "" : "authorization: Bearer ck\r\n"
                    let body = #"{"model":"none"}"#
                    let request = "POST /v1/proxy/anthropic/v1/messages HTTP/1.1\r\nhost: x\r\n\(key)content-length: \(body.utf8.count)\r\n"
                        + "\(name): \(value)\r\n\r\n\(body)"
                    guard let answer = try? connection.ask(Array(request.utf8)) else {
                        outcome.closed += 1
                        connection = try RawSocket(address)
                        continue
                    }
                    outcome.counts[answer.status, default: 0] += 1
                    if answer.status == 400 { connection = try RawSocket(address) } else if !answer.body.contains("request_id") {
                        outcome.unshaped.append("\(name): \(value.prefix(40)): \(answer.status) \(answer.body.prefix(80))")
                    }
                }
            }
            return outcome
        }
        #expect(bed.gateway.isRunning)
        #expect(outcome.unshaped == [])
        #expect(outcome.counts.keys.allSatisfy { [400, 401, 404, 422, 431].contains($0) }, "\(outcome.counts)")
        // A header beyond what the server reads ends the connection.
        #expect(outcome.closed < Self.requestHeaders.count * 6, "\(outcome)")
        #expect(try await bed.stop() == 0)
        #expect(try bed.lines().compactMap { $0.number("seq") }.last == bed.lines().count)
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
            "content-type", "request-id", "x-request-id", "cf-ray", "retry-after", "transfer-encoding", "connection", "content-encoding",
            "location", "set-cookie", "x-odd",
        ]
        for (number, value) in Self.values.enumerated() {
            for name in names {
                let status = [200, 400, 429][(number + name.utf8.count) % 3]
                provider.say("HTTP/1.1 \(status) X\n\(name): \(value.replacing("\n", with: " "))", body: "{}")
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
