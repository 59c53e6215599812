import Glibc

extension LineSplitter {
    /// Gets one unit further; false when that needs more bytes.
    ///
    /// NDJSON stays in `stepLine`: one `memchr` a line (1.2 KB: 40 ns) and two comparisons.
    func step(atEnd: Bool) -> Bool {
        switch unit {
        case .line: stepLine()
        case .leading: stepLeading(atEnd: atEnd)
        case .object: stepObject()
        case .between: stepBetween(atEnd: atEnd)
        case .closing: stepClosing(atEnd: atEnd)
        case .stray: stepText(inArray: true)
        case .remnant: stepRemnant(atEnd: atEnd)
        case .pieces: stepPieces(atEnd: atEnd)
        case .text: stepText(inArray: false)
        }
    }

    private func stepLine() -> Bool {
        guard let end = newline(from: scanned) else {
            scanned = filled
            // Whatever comes, it is longer than a line may be and the carriage return at its end.
            guard filled &- unitStart > longestLine &+ 1 else { return false }
            takeApart()
            return true
        }
        if opensObject(upTo: end) {
            beginObject(in: .lines)
        } else if isTooLong(upTo: end) || endsInBrace(end) {
            takeApart()
        } else {
            emit(upTo: end, next: end &+ 1)
        }
        return true
    }

    /// Whether a line is longer than a line may be, without the carriage return at its end.
    @inline(__always)
    private func isTooLong(upTo end: Int) -> Bool {
        end &- unitStart > longestLine && (end &- unitStart > longestLine &+ 1 || storage[end &- 1] != .carriageReturn)
    }

    /// Whether the last object on a line goes on over the following ones, behind others.
    @inline(__always)
    private func endsInBrace(_ end: Int) -> Bool {
        guard end > unitStart else { return false }
        var last = end &- 1
        if storage[last] == .carriageReturn, last > unitStart { last &-= 1 }
        return storage[last] == .openBrace
    }

    /// From here on objects are looked for in the line itself, and no more than one of them is held.
    private func takeApart() {
        unit = .pieces
        (isBehindObject, isClosing) = (false, false)
        scanned = unitStart
    }

    /// Of a shard that was cut off: whether its last line, which has no end, has objects one after another, and those
    /// that are whole serve.
    func takesPieces() -> Bool {
        if unit == .line || unit == .object, opensBatch() { return true }
        guard unit == .line, unitStart < filled, storage[unitStart] == .openBrace else { return false }
        var first = ObjectScanner(endsAtNewline: true)
        guard case .ends(let end) = first.scan(bytes, from: unitStart), end < filled else { return false }
        takeApart()
        return true
    }

    private func stepLeading(atEnd: Bool) -> Bool {
        while unitStart < filled, !storage[unitStart].isBlank {
            if storage[unitStart] == 0 {
                passNULs()
            } else if storage[unitStart] == .recordSeparator {
                moveUnit(to: unitStart + 1)
            } else {
                break
            }
        }
        let firstNewline = newline(from: unitStart)
        let lineEnd = firstNewline ?? filled
        guard let first = notBlank(from: unitStart, upTo: lineEnd) else {
            guard let firstNewline else {
                guard filled - unitStart > longestLine + 1 else { return false }
                unit = .line
                return true
            }
            if isTooLong(upTo: firstNewline) {
                unit = .line
            } else {
                emit(upTo: firstNewline, next: firstNewline + 1)
            }
            return true
        }
        guard storage[first] == .openBracket, first - unitStart <= longestLine else {
            unit = .line
            return true
        }
        guard let second = notBlank(from: first + 1, upTo: filled) else {
            // Not decided yet; if there is too much white space to wait, or nothing else, it is a line like any other.
            guard atEnd || filled - unitStart > longestLine else { return false }
            unit = .line
            return true
        }
        // A bracket may also begin a line of some other log: only objects make it an array. How far is looked must not hang on the block.
        let isNear = second - unitStart <= longestLine
        if isNear, storage[second] == .openBrace || storage[second] == .closeBracket {
            moveUnit(to: first + 1)
            unit = .between
            surroundings = .array
        } else {
            unit = .line
        }
        return true
    }

    private func stepObject() -> Bool {
        switch object.scan(bytes, from: scanned) {
        case .ends(let end):
            if end &- unitStart > longestLine, opensBatch() { return true }
            emit(upTo: end, next: end)
            unit = surroundings.behindObject
            isBehindObject = true
        case .broken(let end, let next):
            if end &- unitStart > longestLine, opensBatch() { return true }
            emit(upTo: end, next: next)
            unit = surroundings == .array || end == next && surroundings == .longLine ? surroundings.behindObject : .line
            isBehindObject = false
        case .goesOn:
            scanned = filled
            return filled &- unitStart > longestLine + LineSplitter.longestEnd && opensBatch()
        }
        return true
    }

    /// Goes on with the elements of a batch that is one object, where the object would be too long or is cut off. Its
    /// wrapper is what its beginning says: a record of that length would be no line either.
    private func opensBatch() -> Bool {
        guard batch == nil, dropped == 0, let start = Framing.batch(bytes, at: unitStart, before: unitStart &+ longestLine) else {
            return false
        }
        batch = unit == .object ? surroundings : .lines
        moveUnit(to: start)
        unit = .between
        surroundings = .array
        return true
    }

    private func stepClosing(atEnd: Bool) -> Bool {
        guard let byte = passFraming(stopsAtNewline: false, atEnd: atEnd) else { return false }
        if byte == .closeBrace { moveUnit(to: unitStart + 1) }
        surroundings = batch ?? .lines
        batch = nil
        unit = surroundings.behindObject
        isBehindObject = true
        return true
    }

    private func stepBetween(atEnd: Bool) -> Bool {
        guard let byte = passFraming(stopsAtNewline: false, atEnd: atEnd) else { return false }
        switch byte {
        case .openBrace: beginObject(in: .array)
        case .closeBracket:
            moveUnit(to: unitStart + 1)
            unit = batch == nil ? .remnant : .closing
        default: unit = .stray
        }
        return true
    }

    /// Text between the elements of an array, or in a long line.
    private func stepText(inArray: Bool) -> Bool {
        while scanned < filled {
            switch storage[scanned] {
            case .newline, 0, .recordSeparator: break
            case .comma where inArray, .openBrace where inArray, .closeBracket where inArray: break
            default:
                scanned += 1
                continue
            }
            emit(upTo: scanned, next: scanned)
            (isBehindObject, isClosing) = (false, false)
            unit = inArray ? .between : .pieces
            return true
        }
        return false
    }

    private func stepRemnant(atEnd: Bool) -> Bool {
        guard let byte = passFraming(stopsAtNewline: true, atEnd: atEnd) else { return false }
        if byte == .newline { moveUnit(to: unitStart + 1) }
        unit = surroundings == .array ? .leading : .line
        surroundings = .lines
        return true
    }

    private func stepPieces(atEnd: Bool) -> Bool {
        guard let byte = passFraming(stopsAtNewline: true, atEnd: atEnd) else { return false }
        switch byte {
        case .newline:
            moveUnit(to: unitStart + 1)
            unit = .line
            surroundings = .lines
        case .openBrace: beginObject(in: .longLine)
        case .openBracket:
            guard let opens = Framing.opensArray(bytes, at: unitStart) ?? (atEnd ? false : nil) else { return false }
            passBracket(opens)
        case .closeBracket:
            isClosing = isBehindObject
            passBracket(isBehindObject)
        case .closeBrace where isClosing:
            isClosing = false
            moveUnit(to: unitStart + 1)
        default: unit = .text
        }
        return true
    }

    /// A bracket of an array of objects parts them as in `LinePieces`; any other begins a text.
    private func passBracket(_ isFraming: Bool) {
        if isFraming { moveUnit(to: unitStart + 1) } else { unit = .text }
    }

    /// Passes over what parts objects, and over NULs; gives the first byte of something else, or `nil` when more bytes
    /// are needed.
    private func passFraming(stopsAtNewline: Bool, atEnd: Bool) -> UInt8? {
        while unitStart < filled {
            let byte = storage[unitStart]
            if byte == 0 {
                passNULs()
                continue
            }
            if stopsAtNewline, byte == .newline { return byte }
            if Framing.mayGoOn(byte), filled - unitStart < Framing.mostBytes, !atEnd { return nil }
            let length = Framing.length(bytes, at: unitStart)
            guard length > 0 else { return byte }
            moveUnit(to: unitStart + length)
        }
        return nil
    }

    private func beginObject(in surroundings: Surroundings) {
        isClosing = false
        unit = .object
        object = ObjectScanner(endsAtNewline: surroundings == .longLine)
        self.surroundings = surroundings
        scanned = unitStart
    }

    private func moveUnit(to index: Int) {
        unitStart = index
        scanned = index
    }

    /// Whether the line is a brace alone: an object goes on over the following lines.
    @inline(__always)
    private func opensObject(upTo end: Int) -> Bool {
        guard end > unitStart, end &- unitStart <= longestLine else { return false }
        let first = storage[unitStart]
        if first == .openBrace, end &- unitStart > 1, !storage[unitStart &+ 1].isBlank { return false }
        if first != .openBrace, !first.isBlank { return opensObjectBehindFraming(upTo: end) }
        guard let brace = notBlank(from: unitStart, upTo: end), storage[brace] == .openBrace else { return false }
        return notBlank(from: brace + 1, upTo: end) == nil
    }

    /// The same where the brace has something in front of it that is no part of the object; then the unit begins at the
    /// brace.
    private func opensObjectBehindFraming(upTo end: Int) -> Bool {
        guard Framing.begins(with: storage[unitStart]) else { return false }
        let line = UnsafeRawBufferPointer(rebasing: storage[..<end])
        var brace = unitStart
        while brace < end, line[brace] != .openBrace {
            let length = line[brace] == 0 ? 1 : Framing.length(line, at: brace)
            guard length > 0 else { return false }
            brace += length
        }
        guard brace < end, notBlank(from: brace + 1, upTo: end) == nil else { return false }
        while unitStart < brace {
            if storage[unitStart] == 0 { passNULs() } else { moveUnit(to: unitStart + 1) }
        }
        return true
    }

    @inline(__always)
    private func newline(from start: Int) -> Int? {
        guard start < filled, let address = storage.baseAddress,
            let found = memchr(address + start, Int32(UInt8.newline), filled &- start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(address)
    }

    private func notBlank(from start: Int, upTo end: Int) -> Int? {
        var index = start
        while index < end {
            if !storage[index].isBlank { return index }
            index += 1
        }
        return nil
    }
}

extension LineSplitter.Surroundings {
    /// What comes behind an object that lies in these.
    fileprivate var behindObject: LineSplitter.Unit {
        switch self {
        case .lines: .remnant
        case .array: .between
        case .longLine: .pieces
        }
    }
}
