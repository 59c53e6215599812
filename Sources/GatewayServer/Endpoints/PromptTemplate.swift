/// A prompt of the configuration with places for a request's inputs: `{name}`.
struct PromptTemplate {
    private let text: Substring
    /// A longer prompt is refused: the configuration may name an input many times, and a request may make it long.
    static let longestPrompt = 32 << 20

    init(_ text: String) { self.text = text[...] }

    /// The text with the inputs in their places, read once from its beginning: what an input says is not looked at again, or inputs that
    /// name each other would grow without end. A place without an input stays as it is. `nil`: it would be too long.
    func filled(_ inputs: [String: String]) -> String? {
        var filled = ""
        var rest = text
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            if let value = inputs[String(rest[rest.index(after: open)..<close])] {
                filled += value
                rest = rest[rest.index(after: close)...]
            } else {
                filled += "{"
                rest = rest.dropFirst()
            }
            if filled.utf8.count > PromptTemplate.longestPrompt { return nil }
        }
        return filled + rest
    }
}
