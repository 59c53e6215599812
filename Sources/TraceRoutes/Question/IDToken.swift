import LogRecords

/// A run of characters that may be an id, and what stood before it.
struct IDToken {
    /// Lower case: the header's or key's name, or the last word before the token; empty where there is none.
    var label: String
    /// The last words before it on its line, lower case: `die ray-id lautet`.
    var words: [String]
    var text: String
    var shapes: [Shape]
    /// Dots stand behind it: it goes on.
    var isCut: Bool
    /// What stands behind the dots, where they stand for the middle of an id.
    var ending = ""
    /// Nothing else stands in the paste but a label.
    var isAlone = false
    var line: Int
    /// What stands behind an id's name, exactly as it stands there.
    var exactTexts: [String] = []

    /// Whether it is an id by its shape alone.
    var isIntact: Bool { shapes.contains(where: \.isIntact) }

    func isUnder(_ name: String) -> Bool {
        label.contains(name) || words.contains { $0.contains(name) }
    }
}

/// The runs of a text that may be ids, with their labels.
///
/// A label is the nearest run before the token that is no id by shape, on the same line: a header's name, a JSON key,
/// `Ray ID`.
func idTokens(in text: String) -> [IDToken] {
    let runs = runs(in: text).rejoined()
    var tokens: [IDToken] = []
    var words: [String] = []
    var index = 0
    while index < runs.count, tokens.count < Question.mostTokens {
        let run = runs[index]
        if index == 0 || run.line != runs[index - 1].line { words = [] }
        let next = index + 1 < runs.count ? runs[index + 1] : nil
        index += 1
        let bare = run.bare
        guard !bare.isEmpty else { continue }
        var token = IDToken(
            label: label(of: words), words: Array(words.suffix(4)), text: bare, shapes: [], isCut: isCut(next?.gap, run, in: text),
            line: run.line)
        if token.isCut, let next, ["…", "..."].contains(next.gap), next.line == run.line {
            token.ending = next.bare.lowercased()
            index += 1
        }
        if let encoded = base64ID(after: token, run, in: text) {
            token.text = encoded
            token.shapes = shapes(of: encoded)
        } else if let next, let shape = cloudTrace(bare, next) {
            token.text += "/" + next.bare
            token.shapes = [shape]
            index += 1
        } else if words.last == "traces", run.gap == "/", let trace = fixed128(bare), bare.utf8.count == 32 {
            token.shapes = [.cloudTrace(trace: trace, spans: [])]
        } else if mayBeID(bare) {
            token.shapes = shapes(of: bare)
            if token.shapes.isEmpty, let inner = innerID(bare) { (token.text, token.shapes) = inner }
            if bare.isDecimal, token.isUnder("datadog") || words.contains("dd"), let number = UInt64(bare) {
                token.shapes = [.span(number)]
            }
        }
        token.exactTexts = exactTexts(after: token, run, in: text)
        if token.shapes.isEmpty, token.exactTexts.isEmpty {
            words.append(bare.lowercased())
        } else {
            tokens.append(token)
            if !token.exactTexts.isEmpty { words = [] }
        }
    }
    return tokens
}

/// `Ray ID` is one name.
private func label(of words: [String]) -> String {
    guard let last = words.last else { return "" }
    return last == "id" && words.count > 1 ? words[words.count - 2] + " id" : last
}

/// At least eight characters with a digit among them.
private func mayBeID(_ text: String) -> Bool {
    (IdentifierBeginning.fewestDigits...512).contains(text.utf8.count) && text.utf8.contains { (48...57).contains($0) }
}

/// Whether dots or the character for them stand behind a run.
private func isCut(_ gap: String?, _ run: Run, in text: String) -> Bool {
    let behind = gap ?? String(decoding: text.utf8.dropFirst(run.place.upperBound).prefix(8), as: UTF8.self)
    let dots = behind.drop { "\"'`)]".contains($0) }
    return dots.hasPrefix("…") || dots.hasPrefix("...") || dots.hasPrefix("[...]") || dots.hasPrefix("[…]") || dots.hasPrefix("*")
}

/// An id that a name was tied to with a dash or an underscore: `ray_8c38fb2918f135d2-IAD`.
private func innerID(_ text: String) -> (text: String, shapes: [Shape])? {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == "_" })
    guard parts.count > 1, parts.count < 16 else { return nil }
    for length in [5, 2, 1] {
        for first in parts.indices where first + length <= parts.count {
            let pieces = parts[first..<first + length]
            guard let start = pieces.first?.startIndex, let end = pieces.last?.endIndex else { continue }
            let piece = String(text[start..<end])
            let found = shapes(of: piece).filter(\.isIntact)
            if !found.isEmpty, length != 2 || pieces.last?.allSatisfy(\.isLetter) == true { return (piece, found) }
        }
    }
    return nil
}

extension String {
    /// Without these characters at both ends.
    package func trimming(_ characters: String) -> String {
        var part = self[...]
        while let first = part.first, characters.contains(first) { part = part.dropFirst() }
        while let last = part.last, characters.contains(last) { part = part.dropLast() }
        return String(part)
    }

    /// Whether there is anything, and nothing but hexadecimal digits.
    var isHexadecimal: Bool {
        !isEmpty && utf8.allSatisfy { hexadecimalDigit($0) != nil }
    }

    var isDecimal: Bool {
        !isEmpty && utf8.allSatisfy { (48...57).contains($0) }
    }
}
