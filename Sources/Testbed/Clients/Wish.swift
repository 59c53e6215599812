/// What one request of a client asks for.
struct Wish: Sendable {
    /// The endpoint that is asked.
    enum Kind: CaseIterable, Sendable {
        case messages, chatCompletions, codeCompletion
    }

    var number: Int
    var colo: String
    var isIndirect: Bool
    var isStream: Bool
    var kind: Kind

    /// Each request is decided by its number, so that a run can be repeated.
    init(_ number: Int, _ settings: TopologyConfiguration) {
        self.number = number
        let (connection, stream) = (Wish.share(number, 1), Wish.share(number, 2))
        isIndirect = connection < settings.traffic.indirect
        isStream = stream < settings.traffic.stream
        colo = isIndirect ? settings.monolithColo ?? "" : settings.colos[number % settings.colos.count]
        let kinds: [Kind] = settings.models["gpt"] == nil ? [.messages, .codeCompletion] : Kind.allCases
        kind = kinds[number / settings.colos.count % kinds.count]
    }

    /// From 0 to below 1, evenly over the numbers.
    private static func share(_ number: Int, _ salt: UInt64) -> Double {
        let mixed = (UInt64(truncatingIfNeeded: number) &+ salt << 32) &* 0x9E37_79B9_7F4A_7C15
        return Double(((mixed ^ mixed >> 29) &* 0xBF58_476D_1CE4_E5B9) >> 11) / Double(1 << 53)
    }

    private static let file =
        #""current_file":{"file_name":"a.py","content_above_cursor":"def f","content_below_cursor":""}"#

    var path: String {
        switch (isIndirect, kind) {
        case (true, .codeCompletion): "/api/v4/code_suggestions/completions"
        case (true, _): "/api/v4/chat/completions"
        case (false, .messages): "/v1/proxy/anthropic/v1/messages"
        case (false, .chatCompletions): "/v1/proxy/openai/v1/chat/completions"
        case (false, .codeCompletion): "/v2/code/completions"
        }
    }

    var body: String {
        let messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"stream\":\(isStream)"
        return switch (isIndirect, kind) {
        case (_, .codeCompletion): "{\(Wish.file),\"stream\":\(isStream)}"
        case (true, _): #"{"content":"hello"}"#
        case (false, .messages): "{\"model\":\"claude\",\"max_tokens\":64,\(messages)}"
        case (false, .chatCompletions): "{\"model\":\"gpt\",\(messages)}"
        }
    }

    /// The provider's last word in a stream; without it a stream was cut off, whatever the connection says.
    var lastWord: String? {
        guard isStream, !isIndirect else { return nil }
        return switch kind {
        case .messages: "message_stop"
        case .chatCompletions: "[DONE]"
        case .codeCompletion: nil
        }
    }
}
