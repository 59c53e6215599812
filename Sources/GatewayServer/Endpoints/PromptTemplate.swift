/// A prompt of the configuration with places for a request's inputs: `{name}`.
struct PromptTemplate {
    private let text: Substring

    init(_ text: String) { self.text = text[...] }

    /// The text with the inputs in their places, read once from its beginning: what an input says is not looked at
    /// again, or inputs that name each other would grow without end. A place without an input stays as it is. `nil`: it
    /// would have more than so many bytes.
    func filled(mostBytes: Int, _ input: (String) -> JSONString?) -> JSONString? {
        var filled = JSONString()
        var rest = text
        while let open = rest.firstIndex(of: "{") {
            filled.append(rest[..<open])
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            if let value = input(String(rest[rest.index(after: open)..<close])) {
                filled.append(value)
                rest = rest[rest.index(after: close)...]
            } else {
                filled.append("{")
                rest = rest.dropFirst()
            }
            if filled.byteCount > mostBytes { return nil }
        }
        filled.append(rest)
        return filled.byteCount <= mostBytes ? filled : nil
    }
}
