import Foundation
import Testing
import Workbench

/// Where records cannot be written.
struct BrokenDiskTests {
    @Test func `a folder that cannot be made is said at the start`() async throws {
        let folder = try Scratch()
        try folder.write("a file", to: "logs")
        try folder.write("regions: [europe-west3]\nauth: {mode: none}\n", to: "gateway.yaml")
        let gateway = try GatewayBed.start(folder.url.appending(path: "gateway.yaml"), "europe-west3", folder.url)
        #expect(try await gateway.wait() == 2)
        #expect(gateway.output.contains("gateway: error: "))
    }

    @Test(arguments: ["removed", "replaced", "moved"])
    func `a log folder that is taken away is noticed, and no line is lost with it`(_ how: String) async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing(
                "flush_seconds: 0.1", with: "flush_seconds: 0.1, refusals_per_second_of_peer: 1000"))
        for _ in 0..<20 { #expect(try await bed.ask("/nope").status == 404) }
        try await bed.untilLines { $0.count { $0.text("result.error") == "no_such_path" } == 20 }
        if how == "moved" {
            try FileManager.default.moveItem(at: bed.logs, to: bed.folder.appending(path: "logs-before"))
        } else {
            try FileManager.default.removeItem(at: bed.logs)
        }
        if how == "replaced" {
            try Data("no folder".utf8).write(to: bed.logs)
            try await bed.untilReady(503)
            try FileManager.default.removeItem(at: bed.logs)
            try await bed.untilReady(200)
        }
        for _ in 0..<30 { #expect(try await bed.ask("/nope").status == 404) }
        bed.gateway.send(SIGHUP)
        #expect(try await bed.stop() == 0)
        let lines = try bed.lines()
        let left = lines.count { $0.text("result.error") == "no_such_path" }
        #expect(left == (how == "moved" ? 30 : 50))
        #expect(Set(lines.compactMap { $0.number("seq") }).count == lines.count)
        #expect(bed.gateway.output.contains("the shard at hand was \(how == "moved" ? "moved" : "removed"), another is begun"))
        #expect(bed.gateway.output.contains("SIGHUP is ignored"))
        if how != "moved" { #expect(bed.gateway.output.contains("ended: \(lines.count) records written\n")) }
    }

    @Test func `what cannot be saved from a removed log folder is counted as lost`() async throws {
        let bed = try await GatewayBed(
            RecordTests.configuration().replacing(
                "flush_seconds: 0.1", with: "flush_seconds: 0.1, refusals_per_second_of_peer: 1000"))
        for _ in 0..<20 { #expect(try await bed.ask("/nope").status == 404) }
        try await bed.untilLines { $0.count { $0.text("result.error") == "no_such_path" } == 20 }
        let flushed = try bed.lines().count
        try FileManager.default.removeItem(at: bed.logs)
        try Data("no folder".utf8).write(to: bed.logs)
        #expect(try await bed.stop() == 0)
        let output = bed.gateway.output
        let numbers = try #require(output.firstMatch(of: #/ended: (\d+) records written, (\d+) lost/#))
        #expect(numbers.1 == "0" && (Int(numbers.2) ?? 0) >= flushed, "\(output)")
    }

    /// Needs to mount a small disk of its own.
    @Test(.enabled(if: geteuid() == 0 && FileManager.default.fileExists(atPath: "/usr/bin/unshare")))
    func `with a full disk it serves on, is not ready, and counts what it loses`() async throws {
        let bed = try await GatewayBed(RecordTests.configuration())
        let folder = bed.folder.appending(path: "small")
        try FileManager.default.createDirectory(at: folder.appending(path: "logs"), withIntermediateDirectories: true)
        let trace = BuiltProgram.products.path
        let words =
            "mount -t tmpfs -o size=64k none \(folder.path)/logs && exec \(trace)/gateway serve --config \(bed.folder.path)/gateway.yaml"
            + " --region europe-west3 --listen 127.0.0.1:0 --metrics-listen 127.0.0.1:0 --log-dir \(folder.path)/logs"
        let gateway = try BuiltProgram(
            "/usr/bin/unshare", ["-m", "sh", "-c", words], in: folder, environment: ["CLIENT_KEY": "ck", "PROVIDER_KEY": "pk"])
        guard let address = try? await gateway.word(after: "listens on ") else { return }  // mounting is not allowed here
        let metrics = try await gateway.word(after: "metrics on ")
        let body = #"{"model":"claude","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}"#
        let small = GatewayAddress(address: address, metrics: metrics)
        var isFull = false
        for _ in 0..<3000 {
            #expect(try await small.ask("/v1/proxy/anthropic/v1/messages", body) == 200)
            if gateway.output.contains("records cannot be written") {
                isFull = true
                break
            }
        }
        #expect(isFull)
        #expect(try await small.ask("/monitoring/ready", nil) == 503)
        #expect(try await small.ask("/v1/proxy/anthropic/v1/messages", body) == 200)
        gateway.send(SIGTERM)
        #expect(try await gateway.wait() == 0)
        #expect(gateway.output.contains(#/ended: \d+ records written, \d+ lost/#))
    }
}
