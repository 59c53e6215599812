import Foundation
import NIOCore
import NIOFoundationCompat

/// What an event of a provider's stream means for the gateway.
enum AnswerEvent: Sendable {
    /// Before the first words, and pings: may be held back.
    case startup
    /// Words, or anything else that a client must get; the last may say so itself.
    case content(text: String?, isLast: Bool)
    /// After the words: why they ended, what they cost. A client must get it.
    case closing
    /// The provider's own word that it is done.
    case end
    /// An error under a status of 200.
    case failure(type: String)
    /// Not understood; passed on.
    case unknown
}

/// Reads events and answers of one protocol.
protocol AnswerReading: Sendable {
    /// What an event means; what it says of the answer is added.
    func read(_ event: ServerEvent, _ facts: inout AnswerFacts) -> AnswerEvent

    /// The words of an answer that came as one piece, and what it says of itself; `nil`: it is no answer of this protocol.
    func read(_ answer: ByteBuffer, _ facts: inout AnswerFacts) -> String?
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

    func read(_ event: ServerEvent, _ facts: inout AnswerFacts) -> AnswerEvent {
        if event.data.readableBytesView.elementsEqual("[DONE]".utf8) { return .end }
        guard let chunk: Chunk = decoded(event.data) else { return .unknown }
        if let usage = chunk.usage { facts.counts.take(usage.counts) }
        if let error = chunk.error { return .failure(type: error.type ?? error.code?.text ?? "error") }
        let choice = chunk.choices?.first
        facts.take(finishReason: choice?.finish_reason)
        let isEmpty = (choice?.delta?.content ?? "").isEmpty && choice?.delta?.tool_calls == nil
        if isEmpty, choice == nil || choice?.finish_reason != nil { return .closing }
        return isEmpty && choice?.delta?.role != nil ? .startup : .content(text: choice?.delta?.content, isLast: false)
    }

    func read(_ answer: ByteBuffer, _ facts: inout AnswerFacts) -> String? {
        guard let answer: Chunk = decoded(answer) else { return nil }
        if let usage = answer.usage { facts.counts.take(usage.counts) }
        facts.take(finishReason: answer.choices?.first?.finish_reason)
        return (answer.choices ?? []).compactMap(\.message?.content).joined()
    }

    /// Why the first of an answer's choices ended. An answer that goes on as it is is not decoded for it, which takes a tenth of what all else does,
    /// and not looked through where it is long. Within a text the quotes of such a key have backslashes, so what is found is a key.
    static func finishReason(ofChoices choices: ByteBuffer) -> String? {
        let key: StaticString = "\"finish_reason\""
        let quote = UInt8(ascii: "\"")
        return choices.withUnsafeReadableBytes { bytes in
            guard bytes.count <= 64 << 10, let place = ServerEvent.place(of: key, in: bytes) else { return nil }
            let value = bytes.dropFirst(place + key.utf8CodeUnitCount).drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
            guard value.first == quote, let end = value.dropFirst().firstIndex(of: quote) else { return nil }
            let reason = value[..<end].dropFirst()
            return reason.contains(UInt8(ascii: "\\")) ? nil : String(decoding: reason, as: UTF8.self)
        }
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

    func read(_ event: ServerEvent, _ facts: inout AnswerFacts) -> AnswerEvent {
        guard let chunk: Chunk = decoded(event.data) else { return .unknown }
        take(chunk, &facts)
        if let error = chunk.error { return .failure(type: error.status ?? "error") }
        return .content(text: chunk.text, isLast: chunk.candidates?.contains { $0.finishReason != nil } ?? false)
    }

    func read(_ answer: ByteBuffer, _ facts: inout AnswerFacts) -> String? {
        guard let answer: Chunk = decoded(answer) else { return nil }
        take(answer, &facts)
        return answer.text ?? ""
    }

    private func take(_ chunk: Chunk, _ facts: inout AnswerFacts) {
        facts.take(finishReason: chunk.candidates?.lazy.compactMap(\.finishReason).first)
        guard let usage = chunk.usageMetadata else { return }
        facts.counts.take(TokenCounts(usage.promptTokenCount, usage.candidatesTokenCount))
    }
}

/// A text. Anything else is as if it were absent.
private struct ProviderWord: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
        text = try? decoder.singleValueContainer().decode(String.self)  // said above
    }
}

/// `nil` for what is no JSON of that shape: a provider's line proves nothing by being odd.
private func decoded<Value: Decodable>(_ data: ByteBuffer) -> Value? {
    try? JSONDecoder().decode(Value.self, from: Data(buffer: data, byteTransferStrategy: .noCopy))
}
