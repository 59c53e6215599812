import Foundation
import Testing
import Workbench

/// The gateway's pages, and the example, against the program.
struct GatewayManualTests {
    private func run(_ words: [String], _ files: [String: String] = [:]) async throws -> (status: Int32, output: String) {
        let folder = try Scratch()
        for (name, text) in files { try folder.write(text, to: name) }
        let program = try BuiltProgram("gateway", words, in: folder.url)
        return (try await program.wait(), program.output)
    }

    @Test func `each option of serve is in the page, and the page has no other`() async throws {
        let help = try await run(["serve", "--help"]).output
        let options = Set(help.matches(of: #/--([a-z-]+)/#).map { String($0.1) }).subtracting(["help"])
        let page = try Repository.text("man/gateway.8")
        let listed = Set(page.matches(of: #/(?m)^\.It Fl Fl ([a-z-]+)/#).map { String($0.1) })
        #expect(listed == options)
    }

    @Test func `each key of the configuration is in the page, in every part of it`() async throws {
        let page = try Repository.text("man/gateway.yaml.5")
        let named = Set(page.matches(of: #/[a-z_]+/#).map { String($0.output) })
        for part in ["", "server: ", "auth: ", "features: ", "timeouts: ", "logging: "] {
            let text = part.isEmpty ? "bogus: 1\n" : "\(part){bogus: 1}\n"
            let answer = try await run(["check", "g.yaml"], ["g.yaml": text])
            #expect(answer.status == 2 && answer.output.contains("there is no setting"), "\(part)")
            let list = answer.output.split(separator: "there are: ").last ?? ""
            let keys = Set(list.split(whereSeparator: { ", \n".contains($0) }).map(String.init))
            #expect(keys.count > 2 && keys.subtracting(named).isEmpty, "\(part) \(keys.subtracting(named))")
        }
    }

    @Test func `the example can be served, and the page's too`() async throws {
        for text in [try Repository.text("Deploy/gateway.yaml"), try Repository.example(ofPage: "gateway.yaml.5")] {
            let answer = try await run(["check", "g.yaml"], ["g.yaml": text])
            #expect(answer.status == 0, "\(answer.output)")
        }
    }

    @Test func `the regions may come from the manifest of the deployment`() async throws {
        let manifest = "apiVersion: runway/v1\nspec:\n  regions:\n    - us-east4\n    - europe-west9\n  request_timeout: 90\n"
        let answer = try await run(
            ["check", "g.yaml"], ["g.yaml": "runway_manifest: runway.yml\nauth: {mode: none}\n", "runway.yml": manifest])
        #expect(answer.status == 0 && answer.output.contains("us-east4, europe-west9"), "\(answer.output)")
        let other = try await run(
            ["serve", "--config", "g.yaml", "--region", "us-central1"],
            ["g.yaml": "runway_manifest: runway.yml\nauth: {mode: none}\n", "runway.yml": manifest])
        #expect(other.status == 2 && other.output.contains("there are: us-east4, europe-west9"))
    }

    @Test func `what cannot be served is said in words that help`() async throws {
        let whole = "regions: [us-east4, europe-west3]\nauth: {mode: none}\n"
        let cases: [(String, [String], String)] = [
            (whole, [], "nobody told this gateway its region"),
            (whole, ["--region", "mars"], "mars is none of the configured regions"),
            ("regions: [", ["--region", "x"], "cannot be understood"),
            ("regions: 5", ["--region", "x"], "regions is of another type"),
            (whole + "models: {m: {targets: [{provider: p, model: m}]}}\n", ["--region", "us-east4"], "there is no provider p"),
            (whole + "providers: {p: {kind: vertex_ai}}\n", ["--region", "us-east4"], "needs project and location"),
            (whole + "providers: {p: {kind: openai, url: \"ftp://x\"}}\n", ["--region", "us-east4"], "no http or https address"),
            (whole + "server: {trusted_peers: [everybody]}\n", ["--region", "us-east4"], "no address and no CIDR block"),
            (whole + "timeouts: {idle: 0}\n", ["--region", "us-east4"], "a time must be above 0"),
        ]
        for (text, words, expected) in cases {
            let answer = try await run(["serve", "--config", "g.yaml"] + words, ["g.yaml": text])
            #expect(answer.status == 2 && answer.output.contains(expected), "\(expected): \(answer.output)")
        }
    }
}
