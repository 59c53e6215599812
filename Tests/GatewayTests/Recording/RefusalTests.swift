import Foundation
import Testing

/// What refused requests cost in the log.
struct RefusalTests {
    private static let path = "/v1/proxy/anthropic/v1/messages"

    private static func noise(_ count: Int, _ seed: inout UInt64) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return String(
            (0..<count).map { _ in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return letters[Int(seed >> 33) % letters.count]
            })
    }

    @Test func `a refused request costs at most a KiB of log, and what it says is printable`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing("flush_seconds: 0.1", with: "refusals_per_second_of_peer: 1000"))
        var seed: UInt64 = 7
        let names = [
            "x-gitlab-global-user-id", "x-gitlab-realm", "x-gitlab-instance-id", "x-gitlab-host-name", "user-agent", "x-request-id",
        ]
        for length in [200, 12_000] {
            for _ in 0..<8 {
                let headers = Dictionary(uniqueKeysWithValues: names.map { ($0, Self.noise(length, &seed) + "\u{9B}31m\u{202E}") })
                #expect(
                    try await bed.ask(Self.path + "/" + Self.noise(2000, &seed), "{}", headers: headers, key: "wrong").status == 404
                )
                #expect(try await bed.ask(Self.path, "{}", headers: headers, key: "wrong").status == 401)
            }
        }
        #expect(try await bed.stop() == 0)
        let lines = try bed.lines()
        let hidden = try Regex(#"[\p{Cc}\p{Cf}]"#)
        #expect(lines.allSatisfy { !"\($0.object.description)".replacing("\n", with: "").contains(hidden) })
        let names2 = FileManager.default.enumerator(atPath: bed.logs.path)?.allObjects as? [String] ?? []
        let sizes = try names2.filter { $0.hasSuffix(".gz") }.map {
            try FileManager.default.attributesOfItem(atPath: bed.logs.appending(path: $0).path)[.size] as? Int ?? 0
        }
        #expect(lines.count { $0.text("kind") == "request" } == 32)
        #expect(sizes.reduce(0, +) < 32 * 1024, "\(sizes)")
    }

    @Test func `of refusals that come too fast the number alone is written, and the lines' numbers have no gap`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing(
                "flush_seconds: 0.1", with: "flush_seconds: 0.1, refusals_per_second_of_peer: 2, refusals_per_second: 3"))
        for peer in 0..<60 {
            let headers = ["cf-connecting-ip": "203.0.113.\(peer % 3)"]
            #expect(try await bed.ask(Self.path, "{}", headers: headers, key: "wrong").status == 401)
        }
        let metrics = try await bed.metrics()
        #expect(try await bed.stop() == 0)
        let lines = try bed.lines()
        let written = lines.count { $0.text("kind") == "request" }
        let leftOut = lines.filter { $0.text("kind") == "refusals" }.compactMap { $0.number("count") }.reduce(0, +)
        #expect(written + leftOut == 60 && leftOut > 0 && written >= 3)
        #expect(lines.compactMap { $0.number("seq") } == Array(1...lines.count))
        #expect(metrics.contains(#"gateway_requests_total{operation="proxy",status="401",outcome="policy_denied"} 60"#))
        #expect(metrics.contains("gateway_log_refusals_left_out_total \(leftOut)\n"))
    }

    @Test func `a request that was let in has its line, however many come`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing(
                "flush_seconds: 0.1", with: "flush_seconds: 0.1, refusals_per_second_of_peer: 0, refusals_per_second: 0"))
        let body = #"{"model":"claude","max_tokens":5,"messages":[]}"#
        for _ in 0..<5 { #expect(try await bed.ask(Self.path, body).status == 200) }
        #expect(try await bed.ask(Self.path, body, key: "wrong").status == 401)
        #expect(try await bed.stop() == 0)
        #expect(
            try bed.lines().filter { $0.text("kind") == "request" }.compactMap { $0.number("result.status") } == [
                200, 200, 200, 200, 200,
            ])
    }
}
