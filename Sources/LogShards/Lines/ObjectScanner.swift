/// Finds where a JSON object ends that may go on over many lines of text, and may arrive in pieces.
///
/// It counts braces outside strings and nothing else: whether the object is JSON is for its reader to find out.
struct ObjectScanner {
    /// What the bytes that were looked at say of the object.
    enum Finding: Equatable {
        /// The object's last brace is the byte before this index.
        case ends(Int)
        /// It did not end: its bytes stop before `end`, and what comes next begins at `next`.
        case broken(end: Int, next: Int)
        case goesOn
    }

    /// Whether the line of text must hold all of it. One whose first brace is the last of its line may go on all the
    /// same.
    private var endsAtNewline: Bool
    private var isBare = true
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var isAtLineStart = false

    init(endsAtNewline: Bool = false) {
        self.endsAtNewline = endsAtNewline
    }

    /// Goes on from where the last call stopped; `from` is the first byte not seen yet.
    mutating func scan(_ bytes: UnsafeRawBufferPointer, from: Int) -> Finding {
        var index = from
        while index < bytes.count {
            let byte = bytes[index]
            if isAtLineStart {
                // An object laid out over several lines is indented. Without this, one `{` left by a writer that died would eat the rest.
                if byte == .openBrace { return .broken(end: index - 1, next: index) }
                isAtLineStart = false
            }
            if byte < 0x20, endsObject(byte) { return .broken(end: index, next: index) }
            if isBare, !byte.isBlank, depth > 0 { isBare = false }
            take(byte)
            index += 1
            if depth == 0, byte == .closeBrace, !isInString { return .ends(index) }
        }
        return .goesOn
    }

    /// Whether no object goes on behind this byte: JSON has neither NULs nor record separators.
    private mutating func endsObject(_ byte: UInt8) -> Bool {
        if byte == .newline, isBare { endsAtNewline = false }
        return byte == 0 || byte == .recordSeparator || byte == .newline && endsAtNewline
    }

    private mutating func take(_ byte: UInt8) {
        if byte == .newline {
            // A JSON string cannot contain one: a quote that was never closed ends with its line of text.
            isInString = false
            isEscaped = false
            isAtLineStart = true
        } else if isEscaped {
            isEscaped = false
        } else if isInString {
            if byte == .backslash { isEscaped = true }
            if byte == .quote { isInString = false }
        } else if byte == .quote {
            isInString = true
        } else if byte == .openBrace {
            depth += 1
        } else if byte == .closeBrace {
            depth = max(0, depth - 1)
        }
    }
}

extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let recordSeparator: UInt8 = 0x1E
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")

    /// White space of JSON.
    var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}
