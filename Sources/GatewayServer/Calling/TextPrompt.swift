import NIOCore

/// A question of the gateway's own to a model, in words that every protocol can carry.
///
/// The words are slices of the request's body as they stand there; a target's body is the one copy of them that is
/// made.
struct TextPrompt: Sendable {
    var system: JSONString?
    var user: JSONString
    var maxTokens = 2048
    var isStream = false

    /// The body in which a target is asked.
    func body(_ surface: Surface, at target: Target) -> ByteBuffer {
        var body = ByteBuffer()
        body.reserveCapacity(user.byteCount + (system?.byteCount ?? 0) + 512)
        switch surface {
        case .messages: writeMessages(target, to: &body)
        case .generateContent: writeGenerate(to: &body)
        default: writeChat(target, to: &body)
        }
        return body
    }

    private func writeMessages(_ target: Target, to body: inout ByteBuffer) {
        let isVertex = target.provider.kind == .vertexAI
        body.writeString(isVertex ? #"{"anthropic_version":"vertex-2023-10-16","# : "{")
        body.writeString(#""max_tokens":\#(maxTokens),"messages":["#)
        write("user", user, to: &body)
        body.writeString("]")
        if !isVertex { body.writeString(#","model":\#(json(target.model))"#) }
        if isStream { body.writeString(#","stream":true"#) }
        if let system {
            body.writeString(#","system":"#)
            body.writeJSON(system)
        }
        body.writeString("}")
    }

    private func writeChat(_ target: Target, to body: inout ByteBuffer) {
        body.writeString(#"{"max_tokens":\#(maxTokens),"messages":["#)
        if let system {
            write("system", system, to: &body)
            body.writeString(",")
        }
        write("user", user, to: &body)
        body.writeString(#"],"model":\#(json(target.model))"#)
        if isStream { body.writeString(#","stream":true,"stream_options":{"include_usage":true}"#) }
        body.writeString("}")
    }

    private func write(_ role: String, _ content: JSONString, to body: inout ByteBuffer) {
        body.writeString(#"{"content":"#)
        body.writeJSON(content)
        body.writeString(#","role":"\#(role)"}"#)
    }

    private func writeGenerate(to body: inout ByteBuffer) {
        body.writeString(#"{"contents":[{"parts":[{"text":"#)
        body.writeJSON(user)
        body.writeString(#"}],"role":"user"}],"generationConfig":{"maxOutputTokens":\#(maxTokens)}"#)
        if let system {
            body.writeString(#","systemInstruction":{"parts":[{"text":"#)
            body.writeJSON(system)
            body.writeString("}]}")
        }
        body.writeString("}")
    }
}
