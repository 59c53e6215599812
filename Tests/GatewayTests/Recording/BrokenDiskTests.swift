import Foundation
import Testing

/// Where records cannot be written.
struct BrokenDiskTests {
    @Test func `a folder that cannot be made is said at the start`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("a file".utf8).write(to: folder.appending(path: "logs"))
        let file = folder.appending(path: "gateway.yaml")
        try "regions: [europe-west3]\nauth: {mode: none}\n".write(to: file, atomically: true, encoding: .utf8)
        let gateway = try GatewayBed.start(file, "europe-west3", folder)
        #expect(try await gateway.wait() == 2)
        #expect(gateway.output.contains("gateway: error: "))
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
