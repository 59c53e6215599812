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
    /// Whether an object was the last that was not framing.
    private var isBehindObject = false

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        end = bytes.count
        tail = bytes.lastIndex { !($0.isBlank || $0 == .comma || $0 == .openBracket || $0 == .closeBracket) }.map { $0 + 1 } ?? 0
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
            index = endOfLine(from: start)
            return .line(start..<withoutFraming(from: start, upTo: index))
        }
        return nil
    }

    /// Framing, and the brackets of an array of objects. A bracket may also begin a line of some other log: only
    /// objects make it an array.
    private func framingLength() -> Int {
        guard index < tail else { return 1 }
        switch bytes[index] {
        case .openBracket where Framing.opensArray(bytes, at: index) == true: return 1
        case .closeBracket where isBehindObject: return 1
        default: return Framing.length(bytes, at: index)
        }
    }

    private mutating func endOfLine(from start: Int) -> Int {
        isBehindObject = false
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
        return bytes[start...].firstIndex { $0 == 0 || $0 == .recordSeparator } ?? end
    }

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
        guard case .line(let range) = piece else { continue }
        let isAlone = range.lowerBound == 0 && line[range.upperBound...].allSatisfy(\.isBlank)
        return isAlone || line[range.lowerBound] != .openBrace ? line : UnsafeRawBufferPointer(rebasing: line[range])
    }
    return nil
}
