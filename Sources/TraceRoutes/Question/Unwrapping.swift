import LogRecords

/// Undoes the escapes that a text gets on its way through JSON, addresses, pages and terminals.
enum Unwrapping {
    /// A text that was wrapped more often stays wrapped.
    static let mostRounds = 3

    /// The text that was escaped; the text itself where nothing was.
    static func plain(_ text: String) -> String {
        var text = text
        for _ in 0..<mostRounds {
            guard text.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "&") })
            else { return text }
            let bytes = Array(text.utf8)
            let plain = String(decoding: undone(bytes), as: UTF8.self)
            guard plain != text else { return text }
            text = plain
        }
        return text
    }

    private static func undone(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.first {
            let found: (bytes: [UInt8], length: Int)? =
                switch byte {
                case UInt8(ascii: "\\"): backslash(rest)
                case UInt8(ascii: "%"): percent(rest)
                case UInt8(ascii: "&"): entity(rest)
                default: nil
                }
            plain += found?.bytes ?? [byte]
            rest = rest.dropFirst(found?.length ?? 1)
        }
        return plain
    }

    /// Escapes of JSON, and those of shells and programs for an escape character.
    /// https://www.rfc-editor.org/rfc/rfc8259#section-7
    private static func backslash(_ rest: ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)? {
        guard let kind = rest.dropFirst().first else { return nil }
        switch kind {
        case UInt8(ascii: "n"), UInt8(ascii: "r"): return ([10], 2)
        case UInt8(ascii: "t"): return ([32], 2)
        case UInt8(ascii: "e"):
            return rest.dropFirst(2).first == UInt8(ascii: "[") ? ([0x1B], 2) : nil
        case UInt8(ascii: "0") where rest.dropFirst(2).starts(with: "33[".utf8): return ([0x1B], 4)
        case UInt8(ascii: "x"): return number(rest.dropFirst(2), digits: 2).map { ([UInt8(truncatingIfNeeded: $0)], 4) }
        case UInt8(ascii: "u"): return number(rest.dropFirst(2), digits: 4).map { (character($0), 6) }
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: return ([kind], 2)
        default: return nil
        }
    }

    /// `%2D`; several in a row are one character of several bytes. https://www.rfc-editor.org/rfc/rfc3986#section-2.1
    private static func percent(_ rest: ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)? {
        guard let first = number(rest.dropFirst(), digits: 2) else { return nil }
        var bytes = [UInt8(truncatingIfNeeded: first)]
        while bytes.count < 4, let next = rest.dropFirst(3 * bytes.count).first, next == UInt8(ascii: "%"), first >= 0x80,
            let more = number(rest.dropFirst(3 * bytes.count + 1), digits: 2), more & 0xC0 == 0x80
        { bytes.append(UInt8(truncatingIfNeeded: more)) }
        // A percent sign before an id is no escape: `%a3...`.
        return String(validating: bytes, as: UTF8.self) == nil ? nil : (bytes, 3 * bytes.count)
    }

    /// `&nbsp;`, `&#45;`, `&#x2d;`. https://html.spec.whatwg.org/multipage/named-characters.html
    private static func entity(_ rest: ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)? {
        guard let end = rest.dropFirst().prefix(10).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = rest[rest.index(after: rest.startIndex)..<end]
        let length = rest.distance(from: rest.startIndex, to: end) + 1
        if name.first == UInt8(ascii: "#") {
            let digits = String(decoding: name.dropFirst(), as: UTF8.self)
            let isHexadecimal = digits.lowercased().hasPrefix("x")
            guard let value = UInt32(isHexadecimal ? String(digits.dropFirst()) : digits, radix: isHexadecimal ? 16 : 10) else {
                return nil
            }
            return (character(value), length)
        }
        return entities[String(decoding: name, as: UTF8.self)].map { (Array($0.utf8), length) }
    }

    private static let entities = [
        "nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "quot": "\"", "apos": "'", "amp": "&", "lt": "<", "gt": ">",
        "colon": ":", "equals": "=", "hyphen": "-", "dash": "-", "ndash": "-", "mdash": "-", "lowbar": "_", "hellip": "…",
        "Tab": " ", "NewLine": "\n", "shy": "", "zwj": "", "zwnj": "", "ldquo": "\"", "rdquo": "\"", "laquo": "\"", "raquo": "\"",
        "middot": "·", "bull": "•", "sol": "/", "lpar": "(", "rpar": ")", "lsqb": "[", "rsqb": "]", "comma": ",", "semi": ";",
    ]

    private static func character(_ value: UInt32) -> [UInt8] {
        Array(String(Unicode.Scalar(value).map(Character.init) ?? " ").utf8)
    }

    private static func number(_ bytes: ArraySlice<UInt8>, digits: Int) -> UInt32? {
        let text = bytes.prefix(digits)
        guard text.count == digits, text.allSatisfy({ hexadecimalDigit($0) != nil }) else { return nil }
        return UInt32(String(decoding: text, as: UTF8.self), radix: 16)
    }
}
