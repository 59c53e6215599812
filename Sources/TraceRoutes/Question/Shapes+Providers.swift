/// How the ids begin that providers give their answers, and how long what follows is at least.
///
/// https://docs.anthropic.com/en/api/errors#request-id
/// https://platform.openai.com/docs/api-reference/debugging-requests
/// https://platform.openai.com/docs/api-reference/responses/object
private let providerPrefixes: [(name: String, fewest: Int)] = [
    ("req_", 8), ("msg_", 12), ("resp_", 12), ("chatcmpl-", 12), ("cmpl-", 12),
]

/// A provider's id of a request or an answer: its case counts.
func providerRequest(_ text: String) -> Shape? {
    guard let prefix = providerPrefix(text), text.utf8.count >= prefix.utf8.count + providerFewest(prefix) else { return nil }
    return .providerRequest(text)
}

/// The beginning by which a text is known as a provider's id.
func providerPrefix(_ text: String) -> String? {
    providerPrefixes.first { text.hasPrefix($0.name) }?.name
}

private func providerFewest(_ prefix: String) -> Int {
    providerPrefixes.first { $0.name == prefix }?.fewest ?? .max
}
