/// What a line of text consists of that is not JSON as a whole: objects one after another, with or without something
/// between them, beside NULs.
///
/// An object is looked for only where the line begins, and behind another object or a NUL: one that lies within other
/// text may be a part of it.
package struct LinePieces {
    /// What a part of a line is.
    package enum Piece: Equatable {
        /// To be read as a line of its own.
        case line(Range<Int>)
        /// NULs in whose place there was something.
        case skipped(Range<Int>)
    }

    private let bytes: UnsafeRawBufferPointer
    private let end: Int
    /// From here on there are only brackets and framing.
    private let tail: Int
    private var index = 0
    /// Where the last piece begins.
    private var last = 0
    /// Whether a batch's array goes on, and whether its object's last brace may follow.
    private var batch: (isOpen: Bool, isClosing: Bool) = (false, false)
    /// Whether an object was the last that was not framing.
    private var isBehindObject = false

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        end = bytes.count
        tail = bytes.lastIndex { !($0.isBlank || $0 == .comma || $0 == .openBracket || $0 == .closeBracket) }.map { $0 + 1 } ?? 0
    }

    /// Begins behind the first piece's opening, which is a batch.
    package init(ofBatch bytes: UnsafeRawBufferPointer) {
        self.init(bytes)
        while index < end, bytes[index] != .openBrace { index += 1 }
        last = index
        open()
    }

    /// Goes on within the piece that was given last, if that is a batch of objects in one object; one level of it.
    @discardableResult package mutating func open() -> Bool {
        guard !batch.isOpen, let start = Framing.batch(bytes, at: last, before: end) else { return false }
        index = start
        batch = (true, false)
        isBehindObject = false
        return true
    }

    /// The next piece, in the order of the line; `nil` at its end.
    package mutating func next() -> Piece? {
        while index < end {
            let start = index
            if bytes[start] == 0 {
                index = Framing.endOfNULs(bytes, from: start, upTo: end)
                if index - start <= Framing.mostNULsBetween { continue }
                return .skipped(start..<index)
            }
            let length = framingLength()
            guard length == 0 else {
                index += length
                continue
            }
            last = start
            index = endOfLine(from: start)
            return .line(start..<withoutFraming(from: start, upTo: index))
        }
        return nil
    }

    /// Framing, and the brackets of an array of objects. A bracket may also begin a line of some other log: only
    /// objects make it an array.
    private mutating func framingLength() -> Int {
        guard index < tail else { return 1 }
        switch bytes[index] {
        case .openBracket where Framing.opensArray(bytes, at: index) == true: return 1
        case .closeBracket where batch.isOpen || isBehindObject:
            // An earlier line may have opened the batch.
            batch = (false, true)
            return 1
        case .closeBrace where batch.isClosing:
            batch.isClosing = false
            return 1
        default: return Framing.length(bytes, at: index)
        }
    }

    private mutating func endOfLine(from start: Int) -> Int {
        isBehindObject = false
        batch.isClosing = false
        if bytes[start] == .openBrace {
            var object = ObjectScanner(endsAtNewline: false)
            switch object.scan(bytes, from: start) {
            case .ends(let end):
                isBehindObject = true
                return end
            case .broken(let end, _): return end
            case .goesOn: return end
            }
        }
        return bytes[start...].firstIndex { $0 == 0 || $0 == .recordSeparator || batch.isOpen && endsElement($0) } ?? end
    }

    private func endsElement(_ byte: UInt8) -> Bool { byte == .comma || byte == .openBrace || byte == .closeBracket }

    /// Text is given without what parts it from what follows.
    private func withoutFraming(from start: Int, upTo end: Int) -> Int {
        var end = end
        while end > start + 1, bytes[end - 1].isBlank || bytes[end - 1] == .comma { end -= 1 }
        return end
    }
}

/// The bytes of the first object, where more than blanks follow it on its line or something stands before it; else the
/// line. `nil`: nothing is there.
///
/// By these a shard is known again that has grown since: of objects one after another, the line is another one then.
func firstObject(of line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    var pieces = LinePieces(line)
    while let piece = pieces.next() {
        guard case .line(let range) = piece, !pieces.open() else { continue }
        let isAlone = range.lowerBound == 0 && line[range.upperBound...].allSatisfy(\.isBlank)
        return isAlone || line[range.lowerBound] != .openBrace ? line : UnsafeRawBufferPointer(rebasing: line[range])
    }
    return nil
}
