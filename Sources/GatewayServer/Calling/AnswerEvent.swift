import Foundation
import NIOCore
import NIOFoundationCompat

/// What an event of a provider's stream means for the gateway.
enum AnswerEvent: Sendable {
    /// Before the first words, and pings: may be held back.
    case startup
    /// Words, or anything else that a client must get; the last may say so itself.
    case content(text: String?, isLast: Bool)
    /// The provider's own word that it is done.
    case end
    /// An error under a status of 200.
    case failure(type: String)
    /// Not understood; passed on.
    case unknown
}

/// Tokens as the provider counts them.
struct TokenCounts: Sendable, Equatable {
    var input: Int64?
    var output: Int64?

    init(input: Int64? = nil, output: Int64? = nil) {
        (self.input, self.output) = (input, output)
    }

    fileprivate init(_ input: ProviderCount?, _ output: ProviderCount?) {
        (self.input, self.output) = (input?.value, output?.value)
    }

    /// What any of the protocols calls them.
    init(_ usage: JSONMembers) {
        input = ["prompt_tokens", "input_tokens", "promptTokenCount"].lazy.compactMap { usage.count($0) }.first
        output = ["completion_tokens", "output_tokens", "candidatesTokenCount"].lazy.compactMap { usage.count($0) }.first
    }

    /// A later count replaces an earlier one.
    mutating func take(_ other: TokenCounts) {
        input = other.input ?? input
        output = other.output ?? output
    }
}

/// A whole number from 0. Anything else is as if it were absent: an event is not left unread because of a count.
private struct ProviderCount: Decodable {
    var value: Int64?

    init(from decoder: any Decoder) throws {
        let number = try? decoder.singleValueContainer().decode(Int64.self)  // said above
        value = number.flatMap { $0 >= 0 ? $0 : nil }
    }
}

/// Reads events and answers of one protocol.
protocol AnswerReading: Sendable {
    /// What an event means; counts that it brings are added.
    func read(_ event: ServerEvent, _ counts: inout TokenCounts) -> AnswerEvent

    /// The words of an answer that came as one piece, and its counts; `nil`: it is no answer of this protocol.
    func read(_ answer: ByteBuffer, _ counts: inout TokenCounts) -> String?
}

extension Surface {
    var reading: any AnswerReading {
        switch self {
        case .messages, .countTokens: MessagesReading()
        case .chat, .embeddings: ChatReading()
        case .generateContent: GenerateReading()
        }
    }
}

/// https://docs.anthropic.com/en/docs/build-with-claude/streaming#event-types
struct MessagesReading: AnswerReading {
    private struct Usage: Decodable {
        var input_tokens: ProviderCount?
        var output_tokens: ProviderCount?

        var counts: TokenCounts { TokenCounts(input_tokens, output_tokens) }
    }

    private struct Event: Decodable {
        struct Message: Decodable { var usage: Usage? }
        struct Delta: Decodable { var text: String? }
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
    }

    func read(_ event: ServerEvent, _ counts: inout TokenCounts) -> AnswerEvent {
        guard let event: Event = decoded(event.data) else { return .unknown }
        switch event.type {
        case "message_start":
            if let usage = event.message?.usage { counts.take(usage.counts) }
            return .startup
        case "content_block_start", "ping": return .startup
        case "content_block_delta": return .content(text: event.delta?.text, isLast: false)
        case "message_delta":
            if let usage = event.usage { counts.take(usage.counts) }
            return .content(text: nil, isLast: false)
        case "content_block_stop": return .content(text: nil, isLast: false)
        case "message_stop": return .end
        case "error": return .failure(type: event.error?.type ?? "error")
        default: return .unknown
        }
    }

    func read(_ answer: ByteBuffer, _ counts: inout TokenCounts) -> String? {
        guard let answer: Answer = decoded(answer) else { return nil }
        if let usage = answer.usage { counts.take(usage.counts) }
        if let input = answer.input_tokens?.value { counts.input = input }
        return (answer.content ?? []).compactMap(\.text).joined()
    }
}

/// https://platform.openai.com/docs/api-reference/chat-streaming
struct ChatReading: AnswerReading {
    private struct Usage: Decodable {
        var prompt_tokens: ProviderCount?
        var completion_tokens: ProviderCount?

        var counts: TokenCounts { TokenCounts(prompt_tokens, completion_tokens) }
    }

    private struct Chunk: Decodable {
        struct Words: Decodable {
            var content: String?
            var role: String?
            var tool_calls: [Ignored]?
        }
        struct Choice: Decodable {
            var delta: Words?
            var message: Words?
            var finish_reason: String?
        }
        struct Failure: Decodable {
            var type: String?
            var code: Code?
        }

        var choices: [Choice]?
        var usage: Usage?
        var error: Failure?
    }

    private struct Ignored: Decodable {}

    /// A text or a number.
    private struct Code: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int.self) { text = "\(number)" } else { text = try value.decode(String.self) }
        }
    }

    func read(_ event: ServerEvent, _ counts: inout TokenCounts) -> AnswerEvent {
        if event.data.readableBytesView.elementsEqual("[DONE]".utf8) { return .end }
        guard let chunk: Chunk = decoded(event.data) else { return .unknown }
        if let usage = chunk.usage { counts.take(usage.counts) }
        if let error = chunk.error { return .failure(type: error.type ?? error.code?.text ?? "error") }
        let choice = chunk.choices?.first
        let isRoleOnly =
            (choice?.delta?.content ?? "").isEmpty && choice?.finish_reason == nil && choice?.delta?.tool_calls == nil
            && choice?.delta?.role != nil
        return isRoleOnly ? .startup : .content(text: choice?.delta?.content, isLast: false)
    }

    func read(_ answer: ByteBuffer, _ counts: inout TokenCounts) -> String? {
        guard let answer: Chunk = decoded(answer) else { return nil }
        if let usage = answer.usage { counts.take(usage.counts) }
        return (answer.choices ?? []).compactMap(\.message?.content).joined()
    }
}

/// https://cloud.google.com/vertex-ai/docs/reference/rest/v1/GenerateContentResponse
struct GenerateReading: AnswerReading {
    private struct Chunk: Decodable {
        struct Part: Decodable { var text: String? }
        struct Content: Decodable { var parts: [Part]? }
        struct Candidate: Decodable {
            var content: Content?
            var finishReason: String?
        }
        struct Usage: Decodable {
            var promptTokenCount: ProviderCount?
            var candidatesTokenCount: ProviderCount?
        }
        struct Failure: Decodable { var status: String? }

        var candidates: [Candidate]?
        var usageMetadata: Usage?
        var error: Failure?

        var text: String? {
            let texts = (candidates ?? []).flatMap { $0.content?.parts ?? [] }.compactMap(\.text)
            return texts.isEmpty ? nil : texts.joined()
        }
    }

    func read(_ event: ServerEvent, _ counts: inout TokenCounts) -> AnswerEvent {
        guard let chunk: Chunk = decoded(event.data) else { return .unknown }
        take(chunk, &counts)
        if let error = chunk.error { return .failure(type: error.status ?? "error") }
        return .content(text: chunk.text, isLast: chunk.candidates?.contains { $0.finishReason != nil } ?? false)
    }

    func read(_ answer: ByteBuffer, _ counts: inout TokenCounts) -> String? {
        guard let answer: Chunk = decoded(answer) else { return nil }
        take(answer, &counts)
        return answer.text ?? ""
    }

    private func take(_ chunk: Chunk, _ counts: inout TokenCounts) {
        guard let usage = chunk.usageMetadata else { return }
        counts.take(TokenCounts(usage.promptTokenCount, usage.candidatesTokenCount))
    }
}

/// `nil` for what is no JSON of that shape: a provider's line proves nothing by being odd.
private func decoded<Value: Decodable>(_ data: ByteBuffer) -> Value? {
    try? JSONDecoder().decode(Value.self, from: Data(buffer: data, byteTransferStrategy: .noCopy))
}
