/// The providers' names in every vendor's words, and ours for them.
///
/// Ours are OpenTelemetry's where it has one. https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
package enum ProviderNames {
    /// Our name for a vendor's word; the word itself, in lower case, where no table knows it; `nil` where it names no
    /// provider: an adapter, a class of a library, or nothing that could be a name.
    package static func canonical(_ word: String) -> String? {
        let spelling = normalised(word)
        if let name = names[spelling] { return name }
        guard (1...64).contains(spelling.utf8.count), !adapters.contains(spelling) else { return nil }
        // What LangChain calls its classes (`_llm_type`): `fake-list-chat-model`, `huggingface-chat`.
        guard !["_chat", "_completion", "_llm", "_model"].contains(where: spelling.hasSuffix) else { return nil }
        guard spelling.utf8.allSatisfy(isOfName) else { return nil }
        return word.lowercased()
    }

    /// Our name for a word of the table; `nil` for any other.
    package static func known(_ word: String) -> String? {
        names[normalised(word)]
    }

    private static func normalised(_ word: String) -> String {
        String(
            decoding: word.lowercased().utf8.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 },
            as: UTF8.self)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// Words of libraries that speak to many providers: they name the road, not the place.
    private static let adapters: Set<String> = [
        "litellm", "litellm_completion", "litellm_chat", "litellm_proxy", "gitlab", "agent", "none", "null", "unknown", "default",
        "fake",
        // The gateway uses it for a customer's own endpoint too.
        "text_completion_openai",
        // Google's client for either of two products.
        "google_genai", "chat_google_generative_ai",
    ]

    /// Lower case, with `_` for `-` and spaces.
    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for (name, words) in spellings {
            names[name] = name
            for word in words { names[word] = name }
        }
        return names
    }()

    private static let spellings: [(name: String, words: [String])] = [
        ("anthropic", ["anthropic_chat", "claude", "anthropic_text"]),
        (
            "gcp.vertex_ai",
            [
                "vertex_ai", "vertexai", "vertex", "vertex_ai_beta", "google_vertex_ai", "google_vertexai",
                "anthropic_chat_vertexai",
                "gemini_enterprise_agent_platform", "google_vertex",
            ]
        ),
        ("gcp.gemini", ["gemini"]),
        ("openai", ["openai_chat", "open_ai"]),
        ("azure.ai.openai", ["azure", "azure_openai", "azure_openai_chat", "azure_ai_openai"]),
        ("aws.bedrock", ["bedrock", "amazon_bedrock", "amazon_bedrock_chat", "bedrock_converse", "aws_bedrock"]),
        // GitLab's gateway calls Mistral's own service by the name of its model.
        ("mistral_ai", ["mistral", "mistralai", "mistralai_chat", "codestral", "text_completion_codestral"]),
        ("fireworks_ai", ["fireworks", "fireworks_chat", "fireworksai"]),
        ("x_ai", ["xai"]),
        ("amazon_q", ["amazonq", "aws_q", "amazon_q_developer"]),
        ("self_hosted", ["selfhosted", "self_hosted_model", "custom_openai", "custom_model"]),
    ]
}

/// A model's name as libraries write it, perhaps with its provider before a slash: `vertex_ai/codestral-2508`.
package struct ModelIdentifier: Equatable, Sendable {
    package var model: String
    package var provider: String?

    /// Only a prefix that the table of providers knows is taken off; `accounts/fireworks/models/...` is a model's whole
    /// name.
    package init(_ text: String) {
        if let slash = text.firstIndex(of: "/"), let name = ProviderNames.known(String(text[..<slash])) {
            let rest = text[text.index(after: slash)...]
            if !rest.isEmpty {
                (model, provider) = (String(rest), name)
                return
            }
        }
        (model, provider) = (text, nil)
    }
}
