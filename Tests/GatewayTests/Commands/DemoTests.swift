import Foundation
import Testing

/// What a newcomer runs first.
struct DemoTests {
    @Test func `the demo leaves a store in which an ordinary, a rerouted and a failed-over request are found`() async throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // scratch
        let demo = try BuiltProgram(
            "/bin/bash", [package.appending(path: "Tools/demo.sh").path, BuiltProgram.products.path], in: folder)
        #expect(try await demo.wait(400) == 0, "\(demo.output.suffix(2000))")
        let ids = try String(contentsOf: folder.appending(path: "demo/ids"), encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: " ").map(String.init) }
        #expect(ids.map(\.last) == ["ordinary", "rerouted", "failed-over"])
        let output = demo.output
        #expect(output.contains("rerouted from europe-west2: it refused the edge's connection"))
        #expect(output.contains("overloaded") && output.contains("vertex_ai"))
        #expect(!output.contains("\u{1B}"), "colours are for terminals")
        for id in ids {
            let trace = try BuiltProgram("trace", ["route", id[0], "--store", "demo/store"], in: folder)
            #expect(try await trace.wait() == 0, "\(id)")
        }
    }
}
