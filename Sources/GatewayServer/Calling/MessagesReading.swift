import NIOCore

/// https://docs.anthropic.com/en/docs/build-with-claude/streaming#event-types
struct MessagesReading: AnswerReading {
    private struct Usage: Decodable {
        var input_tokens: ProviderCount?
        var output_tokens: ProviderCount?
        /// https://platform.claude.com/docs/en/manage-claude/data-residency
        var inference_geo: ProviderWord?

        func add(to facts: inout AnswerFacts) {
            facts.counts.take(TokenCounts(input_tokens, output_tokens))
            facts.take(finishReason: nil, location: inference_geo?.text)
        }
    }

    private struct Event: Decodable {
        struct Message: Decodable { var usage: Usage? }
        struct Delta: Decodable {
            var text: String?
            var stop_reason: ProviderWord?
        }
        struct Failure: Decodable { var type: String? }

        var type: String
        var message: Message?
        var delta: Delta?
        var usage: Usage?
        var error: Failure?
    }

    private struct Answer: Decodable {
        struct Block: Decodable { var text: String? }

        var content: [Block]?
        var usage: Usage?
        var input_tokens: ProviderCount?
        var stop_reason: ProviderWord?
    }

    func read(_ event: ServerEvent, _ facts: inout AnswerFacts) -> AnswerEvent {
        guard let event: Event = decoded(event.data) else { return .unknown }
        switch event.type {
        case "message_start":
            event.message?.usage?.add(to: &facts)
            return .startup
        case "content_block_start", "ping": return .startup
        case "content_block_delta": return .content(text: event.delta?.text, isLast: false)
        case "message_delta":
            event.usage?.add(to: &facts)
            facts.take(finishReason: event.delta?.stop_reason?.text)
            return .closing
        case "content_block_stop": return .closing
        case "message_stop": return .end
        case "error": return .failure(type: event.error?.type ?? "error")
        default: return .unknown
        }
    }

    func read(_ answer: ByteBuffer, _ facts: inout AnswerFacts) -> String? {
        guard let answer: Answer = decoded(answer) else { return nil }
        answer.usage?.add(to: &facts)
        facts.take(finishReason: answer.stop_reason?.text)
        if let input = answer.input_tokens?.value { facts.counts.input = input }
        return (answer.content ?? []).compactMap(\.text).joined()
    }
}
