import Foundation
import Testing
import Workbench

/// The edge's pages, and the example, against the program.
struct EdgeManualTests {
    /// What the program says of a configuration, as far as it says it within a second of its being served.
    private func edge(_ text: String) async throws -> BuiltProgram {
        let folder = try Scratch()
        try folder.write(text, to: "e.yaml")
        return try BuiltProgram("gateway", ["edge", "--config", "e.yaml"], keeping: folder)
    }

    @Test func `each option is in the page, and the page has no other`() async throws {
        let program = try BuiltProgram("gateway", ["edge", "--help"])
        try await program.wait()
        let options = Set(program.output.matches(of: #/--([a-z-]+)/#).map { String($0.1) }).subtracting(["help"])
        let listed = try Repository.text("man/gateway-edge.8").matches(of: #/(?m)^\.It Fl Fl ([a-z-]+)/#).map { String($0.1) }
        #expect(Set(listed) == options)
    }

    @Test func `each key of the configuration is in the page`() async throws {
        let named = Set(try Repository.text("man/edge.yaml.5").matches(of: #/[a-z_]+/#).map { String($0.output) })
        let whole = "colos: {IAD: {}}\nregions: {a: {url: \"http://127.0.0.1:1\"}}\n"
        for text in [
            "bogus: 1\n" + whole, whole + "probe: {bogus: 1}\n", whole + "server: {bogus: 1}\n", whole + "logs: {bogus: 1}\n",
            whole + "logs: {balancer: {bogus: 1}}\n", "colos: {IAD: {bogus: 1}}\nregions: {}\n",
        ] {
            let program = try await edge(text)
            #expect(try await program.wait() == 2)
            let list = program.output.split(separator: "there are: ").last ?? ""
            let keys = Set(list.split(whereSeparator: { ", \n".contains($0) }).map(String.init))
            #expect(program.output.contains("there is no setting") && keys.count > 2, "\(program.output)")
            #expect(keys.subtracting(named).isEmpty, "\(keys.subtracting(named))")
        }
    }

    @Test func `the example can be served, and the page's too`() async throws {
        let literal = try Repository.example(ofPage: "edge.yaml.5")
        for text in [try Repository.text("Deploy/edge.yaml"), literal] {
            let onAnyPort = text.replacing(#/127\.0\.0\.1:8\d+/#, with: "127.0.0.1:0")
            let program = try await edge(onAnyPort)
            _ = try await program.word(after: "IAD listens on ")
            _ = try await program.word(after: "admin on ")
            program.send(SIGTERM)
            #expect(try await program.wait() == 0, "\(program.output)")
        }
    }

    @Test func `what cannot be served is said in words that help`() async throws {
        let regions = "regions: {us-east4: {url: \"http://127.0.0.1:1\"}}\n"
        for (text, expected) in [
            ("colos: {}\n" + regions, "colos: there is none"),
            ("colos: {IAD: {}}\nregions: {}\n", "regions: there is none"),
            ("colos: {london: {}}\n" + regions, "london is no IATA code"),
            ("colos: {IAD: {listen: here}}\n" + regions, "colos.IAD.listen: here is no address"),
            ("colos: {IAD: {round_trips: {mars: 1}}}\n" + regions, "there is no region mars"),
            ("colos: {IAD: {}}\nregions: {a: {url: \"http://127.0.0.1:1/path\"}}\n", "without a path"),
            ("colos: {IAD: {}}\nfallback: [mars]\n" + regions, "fallback: there is no region mars"),
            ("colos: {IAD: {}}\nlogs: {edge: {sample: 2}}\n" + regions, "a share is from 0 to 1"),
        ] {
            let program = try await edge(text)
            #expect(try await program.wait() == 2 && program.output.contains(expected), "\(expected): \(program.output)")
        }
    }
}
