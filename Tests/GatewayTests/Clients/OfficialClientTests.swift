import Foundation
import Testing
import Workbench

/// The client libraries that users have, in a folder that `make setup` fills from PyPI where that can be reached.
struct OfficialClientTests {
    private static let python = Repository.url(".build/clients/bin/python")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: python.path), "make setup could not install them"))
    func `the official clients of Anthropic and OpenAI work through the gateway`() async throws {
        let bed = try await GatewayBed(
            """
            regions: [europe-west3]
            auth: {mode: keys, keys: [{env: CLIENT_KEY}]}
            providers:
              a: {kind: anthropic, url: PROVIDERS/a, key: {env: PROVIDER_KEY}}
              o: {kind: openai, url: PROVIDERS/o, key: {env: PROVIDER_KEY}}
              cut: {kind: openai, url: PROVIDERS/cut, key: {env: PROVIDER_KEY}}
            models:
              claude: {targets: [{provider: a, model: claude-sonnet-4}]}
              gpt: {targets: [{provider: o, model: gpt-5}]}
              cut: {targets: [{provider: cut, model: gpt-5}]}
            """)
        try await bed.order("cut", #"{"faults":[{"kind":"cut","afterPieces":3}]}"#)
        let script = Repository.url("Tests/GatewayTests/Clients/official_clients.py")
        let run = try BuiltProgram(Self.python.path, [script.path, bed.address, "ck"], in: bed.folder)
        let status = try await run.wait(120)
        #expect(status == 0, "\(run.output)")
        let found = try #require(JSONLine(Data(run.output.utf8)))
        #expect(found.text("anthropic") == words("a", 1))
        #expect(found.value("anthropic_tokens") == [11, 8])
        #expect(found.text("anthropic_stream") == words("a", 2))
        #expect(found.text("anthropic_stream_end") == "end_turn")
        #expect(found.text("anthropic_region") == "europe-west3")
        #expect(found.number("anthropic_count") == 11)
        #expect(found.text("anthropic_error") == "model_not_found")
        #expect(found.number("anthropic_refusal") == 401)
        #expect(found.text("openai") == words("o", 1))
        #expect(found.value("openai_tokens") == [11, 8])
        #expect(found.text("openai_stream") == words("o", 2))
        #expect(found.number("openai_stream_tokens") == 8)
        #expect(found.value("openai_embedding") == [0.25, -0.5])
        #expect(found.text("openai_error") == "model_not_found")
        #expect(found.text("openai_cut") == "noticed")
    }

    private func words(_ standIn: String, _ call: Int) -> String { (0..<8).map { "\(standIn)-\(call)-\($0) " }.joined() }
}
