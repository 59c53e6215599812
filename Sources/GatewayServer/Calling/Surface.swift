/// The protocol in which a model is asked.
enum Surface: String, Sendable {
    /// https://docs.anthropic.com/en/api/messages
    case messages
    /// https://docs.anthropic.com/en/api/messages-count-tokens
    case countTokens = "count_tokens"
    /// https://platform.openai.com/docs/api-reference/chat
    case chat
    /// https://platform.openai.com/docs/api-reference/embeddings
    case embeddings
    /// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
    case generateContent = "generate_content"

    /// Whether a target speaks it.
    func isSpoken(by target: Target) -> Bool {
        switch (self, target.provider.kind) {
        case (.messages, .anthropic), (.countTokens, .anthropic), (.chat, .openai), (.embeddings, .openai): true
        case (.messages, .vertexAI): target.isClaude
        case (.generateContent, .vertexAI): !target.isClaude
        default: false
        }
    }

    /// The one in which a target is asked for text.
    static func forText(at target: Target) -> Surface {
        switch target.provider.kind {
        case .anthropic: .messages
        case .openai: .chat
        case .vertexAI: target.isClaude ? .messages : .generateContent
        }
    }
}
