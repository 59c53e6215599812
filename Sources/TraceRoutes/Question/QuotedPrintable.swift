import LogRecords

/// A mail's body as it was sent: `=3D` for the equals sign, and lines that end in `=` go on in the next.
/// https://www.rfc-editor.org/rfc/rfc2045#section-6.7
enum QuotedPrintable {
    /// What was encoded; `nil` where no equals sign stands as that encoding has it. Others' spelling of it has small
    /// digits.
    static func decoded(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "=")) else { return nil }
        var plain: [UInt8] = []
        var rest = Array(text.utf8)[...]
        var isEncoded = false
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                plain.append(byte)
                continue
            }
            if let end = lineEnd(rest) {
                rest = rest.dropFirst(end)
                isEncoded = true
            } else if let high = rest.first.flatMap(hexadecimalDigit), let low = rest.dropFirst().first.flatMap(hexadecimalDigit) {
                plain.append(high << 4 | low)
                rest = rest.dropFirst(2)
                isEncoded = true
            } else {
                plain.append(byte)
            }
        }
        return isEncoded ? String(decoding: plain, as: UTF8.self) : nil
    }

    /// The length of a line's end, of blanks before it and of what quotes the next line: `> `.
    private static func lineEnd(_ rest: ArraySlice<UInt8>) -> Int? {
        let blanks = rest.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }.count
        let behind = rest.dropFirst(blanks)
        guard behind.first == UInt8(ascii: "\n") else { return nil }
        let quoting = behind.dropFirst().prefix { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: " ") }
        return blanks + 1 + (quoting.contains(UInt8(ascii: ">")) ? quoting.count : 0)
    }
}
