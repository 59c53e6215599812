import LogRecords

/// What stands between the objects of a log, and is no part of them.
///
/// White space of JSON, commas, the record separator (https://datatracker.ietf.org/doc/html/rfc7464#section-2.1), byte
/// order marks that files bring with them which were joined, the line ends of Unicode
/// (https://www.unicode.org/reports/tr14/#BK), and those that somebody escaped
/// (https://github.com/serverless/serverless/issues/2916).
enum Framing {
    /// Of the longest of them.
    static let mostBytes = 3
    /// So many NULs are the end of a line to some writers; more are bytes in whose place there was something.
    static let mostNULsBetween = 1
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// U+2028, U+2029 and U+0085, and a backslash with a letter.
    private static let lineEnds: [[UInt8]] = [
        [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xA9], [0xC2, 0x85], Array(#"\n"#.utf8), Array(#"\r"#.utf8),
    ]

    /// How many bytes of framing begin here; 0 where none do. `bytes` must reach `mostBytes` further, or be all there
    /// are.
    static func length(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        let byte = bytes[index]
        if byte.isBlank || byte == .comma || byte == .recordSeparator { return 1 }
        guard mayGoOn(byte) else { return 0 }
        let rest = bytes[index...]
        if rest.starts(with: byteOrderMark) { return byteOrderMark.count }
        return lineEnds.first { rest.starts(with: $0) }?.count ?? 0
    }

    /// So many blanks are looked behind at most.
    private static let mostBlanks = 64

    /// Whether objects follow a bracket, with blanks between them at most; `nil`: more bytes would tell.
    static func opensArray(_ bytes: UnsafeRawBufferPointer, at bracket: Int) -> Bool? {
        let rest = bytes[(bracket + 1)...]
        guard let next = rest.prefix(mostBlanks).first(where: { !$0.isBlank }) else { return rest.count < mostBlanks ? nil : false }
        return next == .openBrace
    }

    /// Where the elements begin of a batch that is one object and begins at `start`, if objects are what it holds. It
    /// must open before `limit`.
    static func batch(_ bytes: UnsafeRawBufferPointer, at start: Int, before limit: Int) -> Int? {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes.prefix(limit))
        guard let end = BatchOpening.end(bytes, at: start), opensArray(bytes, at: end - 1) == true else { return nil }
        return end
    }

    /// Whether more bytes tell whether this one is framing.
    static func mayGoOn(_ byte: UInt8) -> Bool { byte >= 0x80 || byte == .backslash }

    /// Whether framing may begin with a byte, or NULs do.
    static func begins(with byte: UInt8) -> Bool {
        byte == 0 || byte.isBlank || byte == .comma || byte == .recordSeparator || byte == 0xEF || byte == 0xE2 || byte == 0xC2
            || byte == .backslash
    }

    /// Where the NULs end that begin here.
    static func endOfNULs(_ bytes: UnsafeRawBufferPointer, from start: Int, upTo end: Int) -> Int {
        var index = start
        while index < end, bytes[index] == 0 { index += 1 }
        return index
    }
}
