/// A text as its reader will take it: escapes and full-width forms undone, letters in lower case.
///
/// Whoever wrote the line chose the spelling, so `jane%40corp.example`, `jane\u0040corp.example` and
/// `jane＠corp.example` are one text here. Each scalar remembers where its spelling begins, so that what is found can be
/// replaced in the text itself.
struct Spelling {
    private(set) var scalars: [Unicode.Scalar] = []
    /// The byte at which the spelling of each scalar begins; behind the last one the end of the text.
    private(set) var starts: [Int] = []

    /// Escapes within escapes (`%5Cu0040`, `&amp;#64;`) are undone so often.
    private static let mostLayers = 4

    init(_ text: String) {
        var raw = RawText(text)
        for _ in 0..<Self.mostLayers {
            let next = raw.unescaped
            guard next.scalars.count < raw.scalars.count else { break }
            raw = next
        }
        scalars.reserveCapacity(raw.scalars.count)
        starts.reserveCapacity(raw.starts.count)
        for (scalar, start) in zip(raw.scalars, raw.starts) {
            guard let plain = Spelling.plain(scalar) else { continue }
            scalars.append(plain)
            starts.append(start)
        }
        starts.append(text.utf8.count)
    }

    /// The scalar without its dress; `nil` for one that nobody sees, a space for one that parts words.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0..<0x80: return scalar.lowered
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0)?.lowered
        // Stops, colons and hyphens that stand for the plain ones. https://www.unicode.org/reports/tr46/#Notation
        case 0x3002, 0xFF61, 0x2024, 0xFE52: return "."
        case 0xFE6B: return "@"
        case 0xFE55, 0xA789, 0x2236: return ":"
        case 0x2010...0x2013: return "-"
        default: break
        }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return nil }
        if properties.numericType == .decimal, let digit = properties.numericValue { return Unicode.Scalar(UInt8(48 + digit)) }
        switch properties.generalCategory {
        case .format: return nil
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .enclosingMark, .letterNumber, .otherNumber, .decimalNumber:
            return scalar
        default: return " "
        }
    }
}

/// The scalars of a text, the bytes at which their spellings begin, and what the escapes among them mean.
private struct RawText {
    private(set) var scalars: [Unicode.Scalar] = []
    private(set) var starts: [Int] = []

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        starts.reserveCapacity(scalars.count)
        var offset = 0
        for scalar in scalars {
            starts.append(offset)
            offset += UTF8.width(scalar)
        }
    }

    private init(capacity: Int) {
        scalars.reserveCapacity(capacity)
        starts.reserveCapacity(capacity)
    }

    /// With one layer of escapes undone; each makes the text shorter.
    var unescaped: RawText {
        var text = RawText(capacity: scalars.count)
        var index = 0
        while index < scalars.count {
            let (scalar, next) = meant(at: index)
            text.scalars.append(scalar)
            text.starts.append(starts[index])
            index = next
        }
        return text
    }

    /// The scalar that is meant here, and where the next one's spelling begins.
    private func meant(at index: Int) -> (Unicode.Scalar, next: Int) {
        switch scalars[index] {
        case "%": percentEncoded(at: index) ?? ("%", index + 1)
        case "\\": backslashed(at: index)
        case "&": entity(at: index) ?? ("&", index + 1)
        default: (scalars[index], index + 1)
        }
    }

    /// `%40`, and `%u0040` of old browsers. https://www.rfc-editor.org/rfc/rfc3986#section-2.1
    private func percentEncoded(at index: Int) -> (Unicode.Scalar, next: Int)? {
        let read = at(index + 1).lowered == "u" ? hexadecimal(index + 2, digits: 4...4) : hexadecimal(index + 1, digits: 2...2)
        guard let (value, next) = read, let scalar = Unicode.Scalar(value) else { return nil }
        // A zone may look like a control that was encoded: `fe80::1%10`.
        if value < 0x20 { return [0x09, 0x0A, 0x0D].contains(value) ? (" ", next) : nil }
        // Bytes beyond ASCII are no scalars by themselves.
        return value < 0x7F || next - index > 3 ? (scalar, next) : nil
    }

    /// `\u0040`, `\u{40}`, `\U00000040` and `\x40`, behind any number of backslashes: JSON in JSON doubles them.
    private func backslashed(at index: Int) -> (Unicode.Scalar, next: Int) {
        var next = index
        while at(next) == "\\" { next += 1 }
        let read: (value: UInt32, next: Int)? =
            // A field that is kept in upper case has its escapes in upper case too.
            switch at(next).lowered {
            case "u" where at(next + 1) == "{":
                hexadecimal(next + 2, digits: 1...6).flatMap { at($0.next) == "}" ? ($0.value, $0.next + 1) : nil }
            case "u": (at(next) == "U" ? hexadecimal(next + 1, digits: 8...8) : nil) ?? hexadecimal(next + 1, digits: 4...4)
            case "x": hexadecimal(next + 1, digits: 2...2)
            default: nil
            }
        return read.flatMap { read in Unicode.Scalar(read.value).map { ($0, read.next) } } ?? ("\\", next)
    }

    /// `&#64;`, `&#x40;`, `&commat;`. https://html.spec.whatwg.org/multipage/named-characters.html
    private func entity(at index: Int) -> (Unicode.Scalar, next: Int)? {
        let next = index + 1
        let names: [(String, Unicode.Scalar)] = [("amp;", "&"), ("commat;", "@"), ("period;", "."), ("colon;", ":")]
        for (name, scalar) in names where holds(name, at: next) { return (scalar, next + name.utf8.count) }
        guard at(next) == "#" else { return nil }
        let number = at(next + 1).lowered == "x" ? hexadecimal(next + 2, digits: 1...6) : decimal(next + 1)
        guard let number, at(number.next) == ";", let scalar = Unicode.Scalar(number.value) else { return nil }
        return (scalar, number.next + 1)
    }

    private func at(_ index: Int) -> Unicode.Scalar { index < scalars.count ? scalars[index] : "\0" }

    private func holds(_ word: String, at index: Int) -> Bool {
        scalars[min(index, scalars.count)...].starts(with: word.unicodeScalars) { $0.lowered == $1 }
    }

    private func hexadecimal(_ index: Int, digits: ClosedRange<Int>) -> (value: UInt32, next: Int)? {
        var (value, next): (UInt32, Int) = (0, index)
        while next - index < digits.upperBound, let digit = at(next).hexadecimalValue {
            value = value << 4 | digit
            next += 1
        }
        return digits.contains(next - index) ? (value, next) : nil
    }

    /// Seven digits at most, so that nothing overflows.
    private func decimal(_ index: Int) -> (value: UInt32, next: Int)? {
        var (value, next): (UInt32, Int) = (0, index)
        while next - index < 7, at(next).isPlainDigit, let digit = at(next).hexadecimalValue {
            value = value * 10 + digit
            next += 1
        }
        return next > index ? (value, next) : nil
    }
}
