import AsyncHTTPClient
import Foundation
import NIOPosix
import Testing

@testable import GatewayServer

/// Whose a provider is by its address, and where its models run.
struct ProviderPlaceTests {
    private func provider(_ settings: String) throws -> Provider {
        try Provider(
            "a", try JSONDecoder().decode(ProviderSettings.self, from: Data(settings.utf8)), TimeoutSettings(),
            group: MultiThreadedEventLoopGroup.singleton, environment: [:])
    }

    @Test(
        arguments: [
            (#"{"kind":"openai"}"#, "openai", nil), (#"{"kind":"openai","url":"https://eu.api.openai.com"}"#, "openai", "eu"),
            (#"{"kind":"openai","url":"https://api.eu.mistral.ai/"}"#, "mistral_ai", "eu"),
            (#"{"kind":"openai","url":"https://API.OpenAI.com:443"}"#, "openai", nil),
            (#"{"kind":"openai","url":"https://api.openai.com.models.example"}"#, "self_hosted", nil),
            (#"{"kind":"openai","url":"http://127.0.0.1:8000","location":"my-rack"}"#, "self_hosted", "my-rack"),
            (#"{"kind":"openai","url":"https://bedrock-mantle.eu-west-1.api.aws"}"#, "aws.bedrock", "eu-west-1"),
            // The place of the request, not of the model: a record would claim too much.
            (#"{"kind":"anthropic","url":"https://aws-external-anthropic.us-west-2.api.aws"}"#, "anthropic", nil),
            (#"{"kind":"openai","url":"https://swedencentral.api.cognitive.microsoft.com/openai"}"#, "azure.ai.openai", nil),
            (#"{"kind":"openai","url":"https://eu.api.openai.com","name":"ours","location":"eu-west"}"#, "ours", "eu-west"),
            (#"{"kind":"vertex_ai","project":"p","location":"global"}"#, "gcp.vertex_ai", nil),
            (#"{"kind":"vertex_ai","project":"p","location":"europe-west4"}"#, "gcp.vertex_ai", "europe-west4"),
        ] as [(String, String, String?)])
    func `a vendor's address names provider and place, and the configuration has the last word`(
        settings: String, name: String, place: String?
    ) async throws {
        let provider = try provider(settings)
        #expect(provider.name == name)
        #expect(provider.place(of: "claude-opus-5")?.location == place)
        try await provider.client.shutdown()
    }

    @Test func `a profile of Bedrock that spans regions has no place`() async throws {
        let provider = try provider(#"{"kind":"openai","url":"https://bedrock-runtime.us-east-1.amazonaws.com/openai"}"#)
        #expect(provider.place(of: "openai.gpt-oss-120b")?.location == "us-east-1")
        #expect(provider.place(of: "us.openai.gpt-5")?.location == nil)
        try await provider.client.shutdown()
    }
}
