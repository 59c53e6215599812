import LogRecords

/// A run of characters that may be an id, and the name that stood before it.
struct IDToken {
    /// Lower case: the header's or key's name, or the last words before the token; empty where there is none.
    var label: String
    var text: String
    /// Nothing else stands in the paste but a label.
    var isAlone: Bool
}

/// The runs of a paste that may be ids, with their labels.
///
/// A label is the nearest run before the token that is no id by shape, on the same line: a header's name, a JSON key, `Ray ID`.
func idTokens(in text: String) -> [IDToken] {
    var tokens: [IDToken] = []
    for line in text.split(separator: "\n") {
        var label = ""
        for run in line.split(whereSeparator: isSeparator) {
            let bare = String(run).trimming(".!?'*`_-/")
            guard !bare.isEmpty else { continue }
            if looksLikeID(bare) {
                tokens.append(IDToken(label: label, text: bare, isAlone: false))
                if tokens.count == 4 * Question.mostReadings { return tokens }
            } else if isIDLabel(label), bare.utf8.count <= RecordBatch.longestText, line.contains(":") || line.contains("=") {
                tokens.append(IDToken(label: label, text: bare, isAlone: false))
                label = ""
            } else {
                let lower = bare.lowercased()
                label = lower == "id" && !label.isEmpty ? label + " id" : lower
            }
        }
    }
    if tokens.count == 1 {
        tokens[0].isAlone = text.split(whereSeparator: { $0 == "\n" || $0 == " " }).count <= 4
    }
    return tokens
}

private func isSeparator(_ character: Character) -> Bool {
    switch character {
    case " ", "\t", "\"", ",", "{", "}", "[", "]", "<", ">", "(", ")", ";", "=", "|", ":": true
    default: false
    }
}

/// At least twelve characters with a digit among them, and a shape that names something.
private func looksLikeID(_ text: String) -> Bool {
    let count = text.utf8.count
    guard count >= 12, count <= 512, text.utf8.contains(where: { (48...57).contains($0) }) else { return false }
    return !shapes(of: text).isEmpty
}

/// Names before which any text stands as the id of a request.
func isIDLabel(_ label: String) -> Bool {
    switch label {
    case "x-request-id", "request-id", "request_id", "requestid", "correlation_id", "correlation-id", "x-correlation-id",
        "correlationid", "correlation id", "request id", "x-gitlab-correlation-id", "apim-request-id":
        true
    default: false
    }
}

extension String {
    /// Without these characters at both ends.
    func trimming(_ characters: String) -> String {
        var part = self[...]
        while let first = part.first, characters.contains(first) { part = part.dropFirst() }
        while let last = part.last, characters.contains(last) { part = part.dropLast() }
        return String(part)
    }

    /// Whether there is anything, and nothing but hexadecimal digits.
    var isHexadecimal: Bool {
        !isEmpty && utf8.allSatisfy { (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0) }
    }

    var isDecimal: Bool {
        !isEmpty && utf8.allSatisfy { (48...57).contains($0) }
    }
}
