import Foundation
import Testing
import Workbench

/// What a newcomer runs first.
struct DemoTests {
    @Test func `the demo leaves a store in which three kinds of requests are found, and each command that it prints can be typed`()
        async throws
    {
        let folder = try Scratch()
        // Named from here, as `make demo` names it.
        try FileManager.default.createSymbolicLink(atPath: folder.path("bin"), withDestinationPath: BuiltProgram.products.path)
        let demo = try BuiltProgram("/bin/bash", [Repository.path("Tools/demo.sh"), "bin"], in: folder.url)
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
        try await type(commands(in: output), in: folder)
    }

    /// What a demo shows as typed, and what it says to go on with, without the remarks behind it.
    private func commands(in output: String) throws -> [String] {
        let shown = output.matches(of: #/(?m)^\$ (trace .*)$/#).map { String($0.1) }
        let rest = try #require(output.components(separatedBy: "\nGo on\n").dropFirst().first)
        let next = rest.split(separator: "\n").filter { $0.hasPrefix("  ") }
            .map { String($0.trimmingPrefix("  ").replacing(#/ {3,}.*/#, with: "")) }
        #expect(shown.count == 4 && next.count == 5 && next.first?.hasPrefix("export ") == true, "\(shown) \(next)")
        return next.prefix(1) + shown + next.dropFirst()
    }

    /// Types them into one shell, one after another.
    private func type(_ commands: [String], in folder: Scratch) async throws {
        // Nobody reads page by page here, and whoever is asked for orders gives none.
        let script = commands.map { "{ \($0)\n} </dev/null || echo \"ended with $?: \($0.split(separator: " ")[...1])\"" }
        try folder.write("less() { cat; }\n" + script.joined(separator: "\n") + "\necho all typed\n", to: "typed.sh")
        let shell = try BuiltProgram("/bin/bash", ["typed.sh"], in: folder.url)
        try await shell.wait(200)
        #expect(shell.output.contains("all typed") && !shell.output.contains("ended with"), "\(shell.output.suffix(2000))")
        #expect(!shell.output.contains("command not found"))
    }
}
