import NIOCore
import SettingsFiles

/// What a client wants of a model, before it is decided who is asked.
enum ModelCall: Sendable {
    /// The client speaks a provider's protocol itself; what it said goes on as it is, but for the model's name.
    case relay(RelayCall)
    /// The gateway asks in the client's name.
    case text(TextPrompt)

    var isStream: Bool {
        switch self {
        case .relay(let call): call.isStream
        case .text(let prompt): prompt.isStream
        }
    }

    /// Whether the client gets the provider's own answer.
    var isRelayed: Bool {
        if case .relay = self { true } else { false }
    }

    /// Whether a target speaks the client's protocol.
    func canBeServed(by target: Target) -> Bool {
        if case .relay(let call) = self { call.surface.isSpoken(by: target) } else { true }
    }

    /// How to ask a target; its body may be as large as the request's, so it is made when the target is asked and not
    /// before.
    func outgoing(to target: Target) -> OutgoingCall {
        switch self {
        case .relay(let call):
            return OutgoingCall(call.surface, to: target, body: call.body(for: target), isStream: call.isStream, more: call.headers)
        case .text(let prompt):
            let surface = Surface.forText(at: target)
            return OutgoingCall(surface, to: target, body: prompt.body(surface, at: target), isStream: prompt.isStream, more: [])
        }
    }
}

/// A request in a provider's own protocol.
struct RelayCall: Sendable {
    var surface: Surface
    var members: JSONMembers
    var isStream: Bool
    /// Headers of the protocol that go on: versions and beta features.
    var headers: [(String, String)]

    /// Anthropic names the model in the body, Vertex AI in the path.
    /// https://docs.anthropic.com/en/api/claude-on-vertex-ai
    func body(for target: Target) -> ByteBuffer {
        switch (surface, target.provider.kind) {
        case (.messages, .vertexAI):
            let version = members.string("anthropic_version") ?? ""
            let kept = version.hasPrefix("vertex-") ? version : "vertex-2023-10-16"
            return members.replacing([("model", nil), ("anthropic_version", json(kept)), ("stream", isStream ? "true" : nil)])
        case (.messages, _):
            return members.replacing([
                ("model", json(target.model)), ("anthropic_version", nil),
                ("stream", isStream ? "true" : members.value("stream").map { String(buffer: $0) }),
            ])
        case (.generateContent, _): return members.replacing([])
        default:
            return members.replacing([
                ("model", json(target.model)), ("stream", members.value("stream").map { String(buffer: $0) }),
            ])
        }
    }
}
