import Foundation
import NIOCore
import NIOFoundationCompat

/// A question of the gateway's own to a model, in words that every protocol can carry.
struct TextPrompt: Sendable {
    var system: String?
    var user: String
    var maxTokens = 2048
    var stop: [String] = []
    var isStream = false

    /// The body in which a target is asked.
    func body(_ surface: Surface, at target: Target) -> ByteBuffer {
        let body: any Encodable =
            switch surface {
            case .messages: Messages(self, target)
            case .generateContent: Generate(self)
            default: Chat(self, target)
            }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return ByteBuffer(data: (try? encoder.encode(body)) ?? Data())  // texts and numbers can always be encoded
    }

    private struct Turn: Encodable {
        var role: String
        var content: String
    }

    private struct Messages: Encodable {
        var anthropic_version: String?
        var max_tokens: Int
        var messages: [Turn]
        var model: String?
        var stop_sequences: [String]?
        var stream: Bool?
        var system: String?

        init(_ prompt: TextPrompt, _ target: Target) {
            let isVertex = target.provider.kind == .vertexAI
            anthropic_version = isVertex ? "vertex-2023-10-16" : nil
            max_tokens = prompt.maxTokens
            messages = [Turn(role: "user", content: prompt.user)]
            model = isVertex ? nil : target.model
            stop_sequences = prompt.stop.isEmpty ? nil : prompt.stop
            stream = prompt.isStream ? true : nil
            system = prompt.system
        }
    }

    private struct Chat: Encodable {
        struct Options: Encodable { var include_usage = true }

        var max_tokens: Int
        var messages: [Turn]
        var model: String
        var stop: [String]?
        var stream: Bool?
        var stream_options: Options?

        init(_ prompt: TextPrompt, _ target: Target) {
            max_tokens = prompt.maxTokens
            messages =
                (prompt.system.map { [Turn(role: "system", content: $0)] } ?? []) + [Turn(role: "user", content: prompt.user)]
            model = target.model
            stop = prompt.stop.isEmpty ? nil : prompt.stop
            stream = prompt.isStream ? true : nil
            stream_options = prompt.isStream ? Options() : nil
        }
    }

    private struct Generate: Encodable {
        struct Part: Encodable { var text: String }
        struct Content: Encodable {
            var role: String?
            var parts: [Part]
        }
        struct Settings: Encodable {
            var maxOutputTokens: Int
            var stopSequences: [String]?
        }

        var contents: [Content]
        var generationConfig: Settings
        var systemInstruction: Content?

        init(_ prompt: TextPrompt) {
            contents = [Content(role: "user", parts: [Part(text: prompt.user)])]
            generationConfig = Settings(
                maxOutputTokens: prompt.maxTokens, stopSequences: prompt.stop.isEmpty ? nil : prompt.stop)
            systemInstruction = prompt.system.map { Content(role: nil, parts: [Part(text: $0)]) }
        }
    }
}
