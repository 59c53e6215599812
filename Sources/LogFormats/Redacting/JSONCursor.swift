import CScan
import LogRecords

/// Steps over JSON text, value by value, and refuses what is no JSON. https://www.rfc-editor.org/rfc/rfc8259
///
/// For the few lines that a person looks at; the scanner of whole shards is another one.
struct JSONCursor {
    /// The text is no JSON, or nested too deep. Nothing of it can be shown, because nothing in it has a place.
    struct Broken: Error {}

    /// What a value is, by its first byte.
    enum Kind: Int, CaseIterable { case object, array, string, number, flag, null }

    static let mostDepth = 512

    let bytes: UnsafeRawBufferPointer
    private(set) var index = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { index >= bytes.count }

    mutating func skipSpace() {
        while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    }

    /// Steps over the byte if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(Broken) {
        guard take(character) else { throw Broken() }
    }

    /// What the next value is, without stepping.
    func kind() throws(Broken) -> Kind {
        guard index < bytes.count else { throw Broken() }
        switch bytes[index] {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .flag
        case UInt8(ascii: "n"): return .null
        default: return .number
        }
    }

    /// Steps over a string and gives what is between its quotes, escapes and all.
    mutating func string() throws(Broken) -> UnsafeRawBufferPointer {
        try expect("\"")
        let start = index
        while true {
            skipPlainBytes()
            guard index < bytes.count else { throw Broken() }
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return UnsafeRawBufferPointer(rebasing: bytes[start..<index - 1])
            case UInt8(ascii: "\\"): index += 2
            case 0..<0x20: throw Broken()
            default: index += 1
            }
        }
    }

    /// Steps over bytes that mean themselves in a string, as long as sixteen are left to look at.
    private mutating func skipPlainBytes() {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        while bytes.count - index >= 16 {
            let special = scan_special_bytes(start + index)
            index += special == 0 ? 16 : special.trailingZeroBitCount
            if special != 0 { return }
        }
    }

    /// Steps over a number, `true`, `false`, `null`, or Python's `NaN` and `Infinity`.
    mutating func word() throws(Broken) -> UnsafeRawBufferPointer {
        let start = index
        while index < bytes.count, isOfWord(bytes[index]) { index += 1 }
        let word = UnsafeRawBufferPointer(rebasing: bytes[start..<index])
        guard let first = word.first else { throw Broken() }
        let isNumber = first == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        let literals: [StaticString] = ["true", "false", "null", "NaN", "Infinity", "-Infinity"]
        guard isNumber && word.allSatisfy(isOfNumber) || literals.contains(where: { equalBytes(word, $0) }) else { throw Broken() }
        return word
    }

    /// Steps through an object: gives each key as the text that it spells, with the cursor at its value, which must be
    /// stepped over.
    mutating func members(_ take: (String, inout JSONCursor) throws(Broken) -> Void) throws(Broken) {
        skipSpace()
        try expect("{")
        skipSpace()
        if self.take("}") { return }
        repeat {
            skipSpace()
            let raw = try string()
            skipSpace()
            try expect(":")
            skipSpace()
            try take(
                hasEscapes(raw) ? String(decoding: unescaped(raw) ?? [], as: UTF8.self) : String(decoding: raw, as: UTF8.self),
                &self)
            skipSpace()
        } while self.take(",")
        try expect("}")
    }

    /// Steps over any value; of an array, says how many elements it has.
    mutating func skipValue() throws(Broken) -> Int {
        var open: [UInt8] = []
        var elements = 0
        repeat {
            skipSpace()
            let depth = open.count
            try skipOpening(&open)
            if open.count > depth {
                if depth == 0 { elements = 1 }
                continue
            }
            while let bracket = open.last {
                skipSpace()
                let isObject = bracket == UInt8(ascii: "{")
                if take(",") {
                    if isObject { try skipKey() }
                    if open.count == 1 { elements += 1 }
                    break
                }
                try expect(isObject ? "}" : "]")
                open.removeLast()
            }
        } while !open.isEmpty
        return elements
    }

    /// Steps over a scalar or an empty container; of another container only as far as its first value, and notes its
    /// bracket.
    private mutating func skipOpening(_ open: inout [UInt8]) throws(Broken) {
        let kind = try kind()
        switch kind {
        case .string: _ = try string()
        case .number, .flag, .null: _ = try word()
        case .object, .array:
            let bracket = bytes[index]
            index += 1
            skipSpace()
            if take(kind == .object ? "}" : "]") { return }
            guard open.count < JSONCursor.mostDepth else { throw Broken() }
            open.append(bracket)
            if kind == .object { try skipKey() }
        }
    }

    private mutating func skipKey() throws(Broken) {
        skipSpace()
        _ = try string()
        skipSpace()
        try expect(":")
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private func isOfWord(_ byte: UInt8) -> Bool {
        isOfNumber(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private func isOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
            UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
