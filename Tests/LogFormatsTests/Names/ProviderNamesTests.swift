import LogFormats
import Testing

@Suite struct ProviderNamesTests {
    @Test(arguments: [
        ("vertex-ai", "gcp.vertex_ai"), ("vertex_ai", "gcp.vertex_ai"), ("Gemini Enterprise Agent Platform", "gcp.vertex_ai"),
        ("anthropic-chat", "anthropic"), ("Anthropic", "anthropic"), ("openai", "openai"), ("bedrock", "aws.bedrock"),
        ("codestral", "mistral_ai"), ("fireworks_ai", "fireworks_ai"), ("amazon_q", "amazon_q"), ("custom_openai", "self_hosted"),
        ("gcp.vertex_ai", "gcp.vertex_ai"),
    ])
    func `every vendor's spelling becomes one name`(word: String, name: String) {
        #expect(ProviderNames.canonical(word) == name)
    }

    @Test(arguments: [
        "litellm-completion", "litellm_completion", "litellm", "gitlab", "fake-list-chat-model", "some-chat", "", "a b\u{1b}c",
    ])
    func `a library's class is no provider`(word: String) {
        #expect(ProviderNames.canonical(word) == nil)
    }

    @Test func `a provider that no table knows keeps its name`() {
        #expect(ProviderNames.canonical("Groq") == "groq")
        #expect(ProviderNames.known("groq") == nil)
    }

    @Test(
        arguments: [
            ("vertex_ai/codestral-2508", "codestral-2508", "gcp.vertex_ai"), ("claude-sonnet-4-5", "claude-sonnet-4-5", nil),
            ("accounts/fireworks/models/qwen", "accounts/fireworks/models/qwen", nil), ("litellm_proxy/x", "litellm_proxy/x", nil),
            ("bedrock/global.anthropic.claude", "global.anthropic.claude", "aws.bedrock"), ("openai/", "openai/", nil),
        ] as [(String, String, String?)])
    func `only a known provider is taken off a model's name`(text: String, model: String, provider: String?) {
        let identifier = ModelIdentifier(text)
        #expect(identifier.model == model)
        #expect(identifier.provider == provider)
    }
}
