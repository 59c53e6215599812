import LogRecords

/// Names before which any text stands as the id of a request, without what parts their words.
private let idLabels: Set<String> = [
    "requestid", "xrequestid", "correlationid", "xcorrelationid", "xgitlabcorrelationid", "apimrequestid", "clientrequestid",
    "xclientrequestid", "xmsrequestid", "xmsclientrequestid", "xamznrequestid", "metacorrelationid", "anthropicrequestid",
]

/// Whether any text behind this name is the id of a request.
func isIDLabel(_ label: String) -> Bool {
    idLabels.contains(label.filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != "." })
}

/// What stands behind an id's name, exactly: to the quote that ends it or the end of the line, and its first word.
/// Empty for what has no such name, or does not begin here.
func exactTexts(after token: IDToken, _ run: Run, in text: String) -> [String] {
    guard isIDLabel(token.label) else { return [] }
    // The value may begin with other characters than an id's own: `x-request-id: #1/a`.
    let bytes = Array(text.utf8.prefix(min(text.utf8.count, run.place.upperBound + 2 * RecordBatch.longestText)))
    var start = run.place.lowerBound
    while start > 0, !isBetweenNameAndValue(bytes[start - 1]) { start -= 1 }
    let opening = start > 0 ? bytes[start - 1] : 32
    let isNamed = bytes[..<start].suffix(4).contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }
    let looksLikeOne = token.text.utf8.count >= 8 && token.text.contains { $0.isNumber } && token.text.contains { $0.isLetter }
    guard isNamed || looksLikeOne else { return [] }
    let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let isQuoted = opening == UInt8(ascii: "\"") || opening == UInt8(ascii: "'")
    let whole = isQuoted ? line.prefix { $0 != opening } : line
    let word = line.prefix { !" \"',;{}[]<>()|".utf8.contains($0) }
    // In an address.
    let parameter = whole.prefix { $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "#") }
    let plain = word.prefix { $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "#") }
    // A member of an object that is no string: a number, or nothing.
    let isBare = !isQuoted && bytes[..<start].suffix(3).contains(UInt8(ascii: "\""))
    if isBare, word.first.map({ !(48...57).contains($0) }) ?? true { return [] }
    var texts: [String] = []
    for value in isNamed && !isBare ? [whole, word, parameter, plain] : [word] {
        let text = String(decoding: value, as: UTF8.self).trimming(" ")
        for text in [text, text.trimming(".,;!?")]
        where (1...RecordBatch.longestText).contains(text.utf8.count) && !texts.contains(text) {
            texts.append(text)
        }
    }
    return texts
}

private func isBetweenNameAndValue(_ byte: UInt8) -> Bool {
    switch byte {
    case 32, 9, 10, 13, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ":"), UInt8(ascii: "="): true
    default: false
    }
}

/// A trace or span that OTLP's JSON of another encoder has in base 64, under its name, as hexadecimal digits.
/// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
func base64ID(after token: IDToken, _ run: Run, in text: String) -> String? {
    let label = token.label.filter { $0 != "_" && $0 != "-" }
    guard label.hasSuffix("traceid") || label.hasSuffix("spanid"), run.gap.hasSuffix("\"") else { return nil }
    let value = text.utf8.dropFirst(run.place.lowerBound).prefix(25).prefix { $0 != UInt8(ascii: "\"") }
    let digits = value.prefix { $0 != UInt8(ascii: "=") }
    guard value.count == 24 && digits.count == 22 || value.count == 12 && digits.count == 11 else { return nil }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var (bits, held, bytes): (UInt32, Int, [UInt8]) = (0, 0, [])
    for digit in digits {
        guard let number = alphabet.firstIndex(of: digit) else { return nil }
        bits = (bits << 6 | UInt32(number)) & 0xFFFF
        held += 6
        guard held >= 8 else { continue }
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
    }
    return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
