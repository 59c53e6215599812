/// Walks once over a JSON object, byte by byte, and says whether it is well-formed and where its own members lie.
/// Nothing is built: what it needs does not grow with the text. https://www.rfc-editor.org/rfc/rfc8259
///
/// It can stop at any byte and go on later, so that a long text keeps nobody else waiting.
struct JSONWalk {
    /// Objects and arrays within one another.
    static let mostDepth = 512
    /// Members of the outermost object; no protocol has a tenth of them.
    static let mostMembers = 2048

    /// The text is not JSON, or no object, or goes beyond a limit.
    struct Refused: Error {}

    /// Where the name and the value of a member lie.
    struct Member {
        /// With the quotation marks.
        var name: Range<Int>
        var value: Range<Int>
    }

    private enum State {
        case value, valueOrEnd, nameOrEnd, name, colon, next
        case inText(isName: Bool)
    }

    private(set) var members: [Member] = []
    private var index = 0
    private var state = State.value
    /// Whether each open container is an object.
    private var open: [Bool] = []
    private var nameStart = 0
    private var nameEnd = 0
    private var valueStart = 0
    private var hasEnded = false

    /// Goes on up to about `limit`; `true`: it has come to the end, and all of it is well-formed.
    mutating func advance(_ bytes: UnsafeRawBufferPointer, upTo limit: Int) throws(Refused) -> Bool {
        while index < bytes.count {
            guard index < limit else { return false }
            if case .inText(let isName) = state {
                var text = JSONTextWalk(bytes, index)
                let hasEnd = try text.advance(upTo: limit)
                index = text.index
                if hasEnd { try endText(isName) }
                continue
            }
            switch bytes[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            case let byte: try take(byte, bytes)
            }
        }
        guard hasEnded else { throw Refused() }
        return true
    }

    private mutating func take(_ byte: UInt8, _ bytes: UnsafeRawBufferPointer) throws(Refused) {
        guard !hasEnded else { throw Refused() }
        switch (state, byte) {
        case (.nameOrEnd, UInt8(ascii: "}")), (.valueOrEnd, UInt8(ascii: "]")): try close(byte)
        case (.nameOrEnd, UInt8(ascii: "\"")), (.name, UInt8(ascii: "\"")):
            if open.count == 1 { nameStart = index }
            index += 1
            state = .inText(isName: true)
        case (.colon, UInt8(ascii: ":")):
            index += 1
            state = .value
        case (.next, UInt8(ascii: ",")):
            index += 1
            state = open.last == true ? .name : .value
        case (.next, UInt8(ascii: "}")), (.next, UInt8(ascii: "]")): try close(byte)
        case (.value, _), (.valueOrEnd, _): try begin(byte, bytes)
        default: throw Refused()
        }
    }

    private mutating func begin(_ byte: UInt8, _ bytes: UnsafeRawBufferPointer) throws(Refused) {
        if open.count == 1 { valueStart = index }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard open.count < JSONWalk.mostDepth, !open.isEmpty || byte == UInt8(ascii: "{") else { throw Refused() }
            open.append(byte == UInt8(ascii: "{"))
            state = byte == UInt8(ascii: "{") ? .nameOrEnd : .valueOrEnd
            index += 1
        case UInt8(ascii: "\""):
            guard !open.isEmpty else { throw Refused() }
            state = .inText(isName: false)
            index += 1
        default:
            guard !open.isEmpty, let end = JSONWalk.endOfWord(bytes, index) else { throw Refused() }
            index = end
            try endValue()
        }
    }

    private mutating func close(_ byte: UInt8) throws(Refused) {
        guard let isObject = open.popLast(), isObject == (byte == UInt8(ascii: "}")) else { throw Refused() }
        index += 1
        if open.isEmpty { hasEnded = true } else { try endValue() }
    }

    private mutating func endText(_ isName: Bool) throws(Refused) {
        guard isName else { return try endValue() }
        if open.count == 1 { nameEnd = index }
        state = .colon
    }

    private mutating func endValue() throws(Refused) {
        state = .next
        guard open.count == 1, open[0] else { return }
        guard members.count < JSONWalk.mostMembers else { throw Refused() }
        members.append(Member(name: nameStart..<nameEnd, value: valueStart..<index))
    }

    /// Behind a number, `true`, `false` or `null`; `nil`: it is none of them.
    /// https://www.rfc-editor.org/rfc/rfc8259#section-6
    private static func endOfWord(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        switch bytes[start] {
        case UInt8(ascii: "t"): return end(of: "true", bytes, start)
        case UInt8(ascii: "f"): return end(of: "false", bytes, start)
        case UInt8(ascii: "n"): return end(of: "null", bytes, start)
        default: return endOfNumber(bytes, start)
        }
    }

    private static func end(of word: StaticString, _ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        let count = word.utf8CodeUnitCount
        guard start + count <= bytes.count else { return nil }
        for offset in 0..<count where bytes[start + offset] != word.utf8Start[offset] { return nil }
        return start + count
    }

    private static func endOfNumber(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        var index = bytes[start] == UInt8(ascii: "-") ? start + 1 : start
        guard let first = byte(bytes, index), let whole = endOfDigits(bytes, index) else { return nil }
        index = first == UInt8(ascii: "0") ? index + 1 : whole
        if byte(bytes, index) == UInt8(ascii: ".") {
            guard let end = endOfDigits(bytes, index + 1) else { return nil }
            index = end
        }
        guard let mark = byte(bytes, index), mark | 0x20 == UInt8(ascii: "e") else { return index }
        let sign = byte(bytes, index + 1)
        return endOfDigits(bytes, index + (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? 2 : 1))
    }

    private static func byte(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

    /// `nil`: there is no digit.
    private static func endOfDigits(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 { index += 1 }
        return index > start ? index : nil
    }
}
