import NIOCore

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

    /// Why the first of an answer's choices ended. An answer that goes on as it is is not decoded for it, which takes a
    /// tenth of what all else does, and not looked through where it is long. Within a text the quotes of such a key
    /// have backslashes, so what is found is a key.
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
