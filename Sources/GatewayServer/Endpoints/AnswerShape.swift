import Clocks
import Foundation
import LogRecords
import NIOCore
import NIOFoundationCompat

/// How an answer looks to the client of an endpoint.
enum AnswerShape: Sendable {
    /// As the provider gave it.
    case relay
    /// `/v2/code/...`, and `/v2/completions`.
    case completions(language: String)
    /// `/v3/code/completions`.
    case suggestions(language: String)
    /// `/v4/code/suggestions`: the same as server-sent events.
    case events(language: String)
    case chat
    case prompt

    /// What an answer tells of who made it.
    struct Facts: Sendable {
        var region: String
        var target: Target
        var requestID: String
        var time: Instant = .now

        fileprivate var seconds: Int64 { time.nanoseconds / Instant.second }

        fileprivate func model(_ language: String) -> Model {
            Model(engine: target.provider.kind.engine, name: target.model, lang: language)
        }
    }

    fileprivate struct Model: Encodable {
        var engine: String
        var name: String
        var lang: String
        var region: String?
    }

    fileprivate struct Choice: Encodable {
        var text: String
        var index = 0
        var finish_reason = "stop"
    }

    fileprivate struct Metadata: Encodable {
        var model: Model
        var timestamp: Int64
        var enabled_feature_flags: [String] = []
        var region: String
    }

    private struct Completions: Encodable {
        var id: String
        var object = "text_completion"
        var created: Int64
        var model: Model
        var choices: [Choice]
    }

    private struct Suggestions: Encodable {
        var choices: [Choice]
        var metadata: Metadata
    }

    private struct Chat: Encodable {
        struct Metadata: Encodable {
            var provider: String
            var model: String
            var timestamp: Int64
        }
        var response: String
        var metadata: Metadata
    }

    private struct Prompt: Encodable { var content: String }

    private struct Start: Encodable { var metadata: Metadata }

    private struct Chunk: Encodable {
        struct Delta: Encodable { var content: String }
        struct Choice: Encodable {
            var index = 0
            var delta: Delta
        }
        var choices: [Choice]
    }

    /// The body of an answer that comes as one piece; `nil`: the provider's own.
    func body(_ text: String, _ facts: Facts) -> ByteBuffer? {
        switch self {
        case .relay: return nil
        case .completions(let language):
            var model = facts.model(language)
            model.region = facts.region
            return encoded(
                Completions(id: facts.requestID, created: facts.seconds, model: model, choices: [Choice(text: text)]))
        case .suggestions(let language), .events(let language):
            return encoded(Suggestions(choices: [Choice(text: text)], metadata: metadata(language, facts)))
        case .chat:
            let metadata = Chat.Metadata(
                provider: facts.target.provider.kind.engine, model: facts.target.model, timestamp: facts.seconds)
            return encoded(Chat(response: text, metadata: metadata))
        case .prompt: return encoded(Prompt(content: text))
        }
    }

    /// What a stream begins with.
    func start(_ facts: Facts) -> ByteBuffer? {
        guard case .events(let language) = self else { return nil }
        return event("stream_start", encoded(Start(metadata: metadata(language, facts))))
    }

    /// What the client gets of some bytes and the words in them.
    func chunk(_ bytes: ByteBuffer, _ text: String) -> ByteBuffer? {
        switch self {
        case .relay: bytes
        case .events: text.isEmpty ? nil : event("content_chunk", encoded(Chunk(choices: [.init(delta: .init(content: text))])))
        default: text.isEmpty ? nil : ByteBuffer(string: text)
        }
    }

    /// What a stream ends with.
    var end: ByteBuffer? {
        guard case .events = self else { return nil }
        return event("stream_end", ByteBuffer(string: "null"))
    }

    private func metadata(_ language: String, _ facts: Facts) -> Metadata {
        Metadata(model: facts.model(language), timestamp: facts.seconds, region: facts.region)
    }

    private func event(_ name: String, _ data: ByteBuffer) -> ByteBuffer {
        var buffer = ByteBuffer(string: "event: \(name)\ndata: ")
        buffer.writeImmutableBuffer(data)
        buffer.writeString("\n\n")
        return buffer
    }

    private func encoded(_ value: some Encodable) -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return ByteBuffer(data: (try? encoder.encode(value)) ?? Data())  // texts and numbers can always be encoded
    }
}

extension ProviderSettings.Kind {
    /// The word that GitLab's clients know.
    fileprivate var engine: String {
        switch self {
        case .anthropic: "anthropic"
        case .openai: "openai"
        case .vertexAI: "vertex-ai"
        }
    }
}
