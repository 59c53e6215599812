import Foundation
import Testing

/// The gateway's pages, and the example, against the program.
struct GatewayManualTests {
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func run(_ words: [String], _ files: [String: String] = [:]) async throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // scratch
        for (name, text) in files { try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8) }
        let program = try BuiltProgram("gateway", words, in: folder)
        return (try await program.wait(), program.output)
    }

    private func page(_ name: String) throws -> String {
        try String(contentsOf: Self.package.appending(path: "man/\(name)"), encoding: .utf8)
    }

    @Test func `each option of serve is in the page, and the page has no other`() async throws {
        let help = try await run(["serve", "--help"]).output
        let options = Set(help.matches(of: #/--([a-z-]+)/#).map { String($0.1) }).subtracting(["help"])
        let page = try page("gateway.8")
        let listed = Set(page.matches(of: #/(?m)^\.It Fl Fl ([a-z-]+)/#).map { String($0.1) })
        #expect(listed == options)
    }

    @Test func `each key of the configuration is in the page, in every part of it`() async throws {
        let page = try page("gateway.yaml.5")
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
        let example = try String(contentsOf: Self.package.appending(path: "Deploy/gateway.yaml"), encoding: .utf8)
        let page = try page("gateway.yaml.5")
        let literal = page.components(separatedBy: ".Bd -literal -offset indent\n").last?.components(separatedBy: "\n.Ed").first
        for text in [example, try #require(literal)] {
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

    @Test func `a page is well-formed`() async throws {
        for name in ["gateway.8", "gateway.yaml.5"] {
            let lint = try BuiltProgram(
                "/usr/bin/mandoc", ["-Tlint", "-Wwarning", Self.package.appending(path: "man/\(name)").path],
                in: FileManager.default.temporaryDirectory)
            try await lint.wait()
            let complaints = lint.output.split(separator: "\n").filter { !$0.contains("referenced manual not found") }
            #expect(complaints.isEmpty, "\(complaints)")
        }
    }
}
