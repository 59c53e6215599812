import Foundation
import Testing
import Workbench

/// What a newcomer runs first.
struct DemoTests {
    @Test func `the demo leaves a store in which an ordinary, a rerouted and a failed-over request are found`() async throws {
        let folder = try Scratch()
        let demo = try BuiltProgram("/bin/bash", [Repository.path("Tools/demo.sh"), BuiltProgram.products.path], in: folder.url)
        #expect(try await demo.wait(400) == 0, "\(demo.output.suffix(2000))")
        let ids = try String(contentsOfFile: folder.path("demo/ids"), encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: " ").map(String.init) }
        #expect(ids.map(\.last) == ["ordinary", "rerouted", "failed-over"])
        let output = demo.output
        #expect(output.contains("rerouted from europe-west2: it refused the edge's connection"))
        #expect(output.contains("overloaded") && output.contains("vertex_ai"))
        #expect(!output.contains("\u{1B}"), "colours are for terminals")
        for id in ids {
            let trace = try BuiltProgram("trace", ["route", id[0], "--store", "demo/store"], in: folder.url)
            #expect(try await trace.wait() == 0, "\(id)")
        }
    }
}
