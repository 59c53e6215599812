import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import Workbench

/// Clients that leave or are slow, and a gateway that is told to stop.
struct LeavingTests {
    private static let path = "/v1/proxy/anthropic/v1/messages"
    private static let body = #"{"model":"claude","max_tokens":5,"stream":true,"messages":[{"role":"user","content":"hi"}]}"#

    /// Waits until something is so, and says after how long.
    private func until(_ limit: Double, _ isSo: () async throws -> Bool) async throws -> Double {
        let begun = ContinuousClock.now
        while begun.duration(to: .now) < .seconds(limit) {
            if try await isSo() { break }
            try await Task.sleep(for: .milliseconds(20))
        }
        return Double((begun.duration(to: .now)).components.attoseconds) / 1e18
            + Double((begun.duration(to: .now)).components.seconds)
    }

    @Test(arguments: [
        #"{"pieces":1000,"pieceDelayMilliseconds":100}"#, #"{"faults":[{"kind":"headerStall","milliseconds":60000}]}"#,
    ])
    func `the provider's call ends when the client leaves, long before it would by itself`(_ orders: String) async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        try await bed.order("a", orders)
        let client = HTTPClient(eventLoopGroupProvider: .singleton)
        let asking = Task {
            var request = HTTPClientRequest(url: bed.address + Self.path)
            request.method = .POST
            request.headers.add(name: "authorization", value: "Bearer ck")
            request.body = .bytes(ByteBuffer(string: Self.body))
            let response = try await client.execute(request, timeout: .seconds(60))
            for try await _ in response.body {}
        }
        _ = try await until(30) { try await bed.counts("a")["open"] == 1 }
        try await Task.sleep(for: .milliseconds(300))
        asking.cancel()
        _ = try? await asking.value  // it was cancelled
        try await client.shutdown()
        let seconds = try await until(10) { try await bed.counts("a")["cancelled"] == 1 }
        // Alone it takes some milliseconds; beside all other tests a machine may be busy.
        #expect(seconds < 5)
        _ = try await until(30) { try bed.lines().contains { $0.text("result.outcome") == "client_gone" } }
        let record = try #require(try bed.lines().first { $0.text("kind") == "request" })
        #expect(record.text("result.outcome") == "client_gone")
        #expect(record.text("result.fault_domain") == "caller")
        #expect(record.attempts.map { $0.text("next") } == ["client_gone"])
        #expect(record.value("usage.billable_unknown") == true)
    }

    @Test func `a slow client slows the provider down, and gets everything`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        // 48 MB: more than the sockets on the way may hold.
        try await bed.order("a", #"{"pieces":12000,"pieceBytes":4000}"#)
        let before = try #require(bed.gateway.residentBytes)
        let response = try await bed.begin(Self.path, Self.body)
        try await Task.sleep(for: .milliseconds(1500))
        #expect(try await bed.counts("a")["open"] == 1)
        var text = ByteBuffer()
        for try await chunk in response.body { text.writeImmutableBuffer(chunk) }
        #expect(String(buffer: text).components(separatedBy: "text_delta").count == 12_001)
        #expect((bed.gateway.residentBytes ?? .max) - before < 64 << 20)
    }

    @Test func `told to stop, it is not ready, lets streams end, and writes their records`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing("max_body_bytes: 100000", with: "drain_delay_seconds: 4, drain_seconds: 60"))
        try await bed.order("a", #"{"pieces":100,"pieceDelayMilliseconds":50}"#)
        let response = try await bed.begin(Self.path, Self.body)
        bed.gateway.send(SIGTERM)
        let seconds = try await until(5) { try await bed.ask("/monitoring/ready").status == 503 }
        #expect(seconds < 4)
        var text = ""
        for try await chunk in response.body { text += String(buffer: chunk) }
        #expect(text.hasSuffix("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"))
        #expect(try await bed.gateway.wait() == 0)
        let lines = try bed.lines()
        #expect(
            lines.compactMap { $0.text("event") }.filter { !$0.hasPrefix("started") && $0 != "loaded" } == ["draining", "stopped"])
        #expect(lines.filter { $0.text("kind") == "request" }.map { $0.text("result.outcome") } == ["completed"])
        #expect(lines.map { $0.number("seq") } == (1...lines.count).map { $0 })
        let names = FileManager.default.enumerator(atPath: bed.logs.path)?.allObjects as? [String] ?? []
        #expect(!names.contains { $0.hasSuffix(".part") || $0.hasSuffix(".lock") })
    }

    @Test func `a stream that does not end in time is cut, and its record says why`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing("max_body_bytes: 100000", with: "drain_seconds: 0.5"))
        try await bed.order("a", #"{"pieces":1000,"pieceDelayMilliseconds":50}"#)
        let response = try await bed.begin(Self.path, Self.body)
        bed.gateway.send(SIGTERM)
        let seconds = try await until(40) { !bed.gateway.isRunning }
        #expect(seconds < 20)
        await #expect(throws: (any Error).self) { for try await _ in response.body {} }
        #expect(try bed.lines().first { $0.text("kind") == "request" }?.text("result.outcome") == "shutdown")
        #expect(try bed.lines().last?.text("event") == "stopped")
    }
}
