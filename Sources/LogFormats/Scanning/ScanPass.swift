import LogRecords

/// One pass over one line, all of its state in locals.
///
/// What it costs is measured in RATIONALE.md. Every method is inlined into `run`, so that the place in the line and the open container
/// stay in registers; what is rare is a function of its own that gets what it needs by value.
struct ScanPass {
    private enum Step {
        /// A value begins at `place`.
        case value
        /// A key, or an array's next value, begins there.
        case member
        /// The open container's bracket is there.
        case close
        case valueEnded, bad, deep
    }

    private let tables: ScanTables
    private let start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private var place: UnsafePointer<UInt8>
    private var depth = 0
    /// The innermost open container.
    private var frame = ScanFrame()
    /// The node of the value that comes next; -1: nobody wants it.
    private var node: Int32 = -1
    /// Added to that value's slot.
    private var offset: Int32 = 0

    init(from start: UnsafePointer<UInt8>, count: Int, _ tables: ScanTables) {
        self.tables = tables
        self.start = start
        end = start + count
        place = start
    }

    mutating func run() -> ScanOutcome {
        skipSpace()
        guard place < end else { return .blank }
        let isObject = place.pointee == UInt8(ascii: "{")
        node = isObject ? 0 : -1
        var step = Step.value
        while true {
            switch step {
            case .value: step = value()
            case .member: step = frame.isArray ? element() : key()
            case .close: step = close()
            case .bad: return .notJSON
            case .deep: return .tooDeep
            case .valueEnded:
                skipSpace()
                guard depth > 0 else { return place < end ? .notJSON : isObject ? .object : .notAnObject }
                step = next()
            }
        }
    }

    @inline(__always)
    private mutating func skipSpace() {
        place = JSONText.skipSpace(place, end)
    }

    /// What follows a value within a container.
    @inline(__always)
    private mutating func next() -> Step {
        guard place < end else { return .bad }
        if place.pointee == UInt8(ascii: ",") {
            place += 1
            skipSpace()
            return .member
        }
        return place.pointee == (frame.isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) ? .close : .bad
    }

    @inline(__always)
    private mutating func value() -> Step {
        guard place < end else { return .bad }
        switch place.pointee {
        case UInt8(ascii: "\""):
            let content = place + 1
            let (quote, hasEscapes) = JSONText.closingQuote(content, end)
            guard let quote else { return .bad }
            place = quote + 1
            store(hasEscapes ? .escapedString : .string, from: content, to: quote)
            return .valueEnded
        case UInt8(ascii: "{"): return open(isArray: false)
        case UInt8(ascii: "["): return open(isArray: true)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: "t"): return word("true", .flag)
        case UInt8(ascii: "f"): return word("false", .flag)
        case UInt8(ascii: "n"): return word("null", .null)
        // Python's json.dumps writes these three, and no reader of ours has a use for them.
        case UInt8(ascii: "N"): return word("NaN", .null)
        case UInt8(ascii: "I"): return word("Infinity", .null)
        case UInt8(ascii: "-"): return end - place > 1 && place[1] == UInt8(ascii: "I") ? word("-Infinity", .null) : number()
        default: return .bad
        }
    }

    @inline(__always)
    private mutating func number() -> Step {
        guard let after = JSONText.number(place, end) else { return .bad }
        store(.number, from: place, to: after)
        place = after
        return .valueEnded
    }

    @inline(__always)
    private mutating func word(_ word: StaticString, _ kind: Slot.Kind) -> Step {
        guard let after = JSONText.word(place, end, word) else { return .bad }
        store(kind, from: place, to: after)
        place = after
        return .valueEnded
    }

    @inline(__always)
    private mutating func open(isArray: Bool) -> Step {
        guard depth < LineScanner.deepest else { return .deep }
        tables.frames[depth] = frame
        depth += 1
        var opened = ScanFrame()
        opened.isArray = isArray
        opened.start = UInt32(truncatingIfNeeded: place - start)
        opened.offset = offset
        if node >= 0 {
            let entry = tables.nodes[Int(node)]
            clearIfSeen(entry)
            if entry.slot >= 0 { opened.slot = entry.slot &+ offset }
            if isArray ? entry.element >= 0 : entry.guesses >= 0 { opened.node = node }
        }
        frame = opened
        place += 1
        skipSpace()
        guard place < end else { return .bad }
        return place.pointee == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) ? .close : .member
    }

    @inline(__always)
    private mutating func close() -> Step {
        place += 1
        if frame.slot >= 0 {
            fill(
                frame.slot, frame.isArray ? .array : .object, frame.start,
                UInt32(truncatingIfNeeded: place - start) &- frame.start, count: frame.count)
        }
        depth &-= 1
        frame = tables.frames[depth]
        return .valueEnded
    }

    @inline(__always)
    private mutating func element() -> Step {
        node = -1
        if frame.node >= 0, frame.count < UInt32(RecordBatch.mostAttempts) {
            let array = tables.nodes[Int(frame.node)]
            node = array.element
            offset = Int32(truncatingIfNeeded: frame.count) &* array.width
        }
        frame.count &+= 1
        return .value
    }

    @inline(__always)
    private mutating func key() -> Step {
        guard place < end, place.pointee == JSONText.quoteByte else { return .bad }
        place += 1
        if frame.node >= 0 {
            guard namedKey() else { return .bad }
        } else {
            guard let quote = JSONText.closingQuote(place, end).quote else { return .bad }
            place = quote + 1
            node = -1
        }
        frame.count &+= 1
        skipSpace()
        guard place < end, place.pointee == UInt8(ascii: ":") else { return .bad }
        place += 1
        skipSpace()
        return .value
    }

    /// Finds the key's node: the guess, or the table.
    @inline(__always)
    private mutating func namedKey() -> Bool {
        let ordinal = min(Int(frame.count), KeyTree.Guess.most - 1)
        let guess = tables.guesses + (Int(tables.nodes[Int(frame.node)].guesses) + ordinal)
        offset = frame.offset
        if guess.pointee.matches(place, end) {
            place += Int(guess.pointee.length)
            node = guess.pointee.child
            return true
        }
        let (quote, hasEscapes) = JSONText.closingQuote(place, end)
        guard let quote else { return false }
        node = tables.child(of: frame.node, UnsafeRawBufferPointer(start: place, count: quote - place), hasEscapes, guess)
        place = quote + 1
        return true
    }

    @inline(__always)
    private func store(_ kind: Slot.Kind, from content: UnsafePointer<UInt8>, to last: UnsafePointer<UInt8>) {
        guard node >= 0 else { return }
        let entry = tables.nodes[Int(node)]
        if entry.belowCount > 0 { clearIfSeen(entry) }
        guard entry.slot >= 0 else { return }
        fill(
            entry.slot &+ offset, kind, UInt32(truncatingIfNeeded: content - start), UInt32(truncatingIfNeeded: last - content),
            count: 0)
    }

    @inline(__always)
    private func fill(_ slot: Int32, _ kind: Slot.Kind, _ start: UInt32, _ length: UInt32, count: UInt32) {
        tables.slots[Int(slot)] = Slot(start: start, length: length, generation: tables.generation, kind: kind, count: count)
        guard slot < tables.recognitionCount else { return }
        let bit: UInt64 = 1 << UInt64(slot & 63)
        if kind == .null { tables.presence[Int(slot >> 6)] &= ~bit } else { tables.presence[Int(slot >> 6)] |= bit }
    }

    /// Of a key that a line has twice the last value counts, with all that lies under it.
    @inline(__always)
    private func clearIfSeen(_ entry: KeyTree.Node) {
        guard entry.belowCount > 0 else { return }
        let now = UInt64(tables.generation) << 32 | UInt64(UInt32(bitPattern: offset))
        if entry.seen == now { tables.clear(below: entry, offset: offset) }
        tables.nodes[Int(node)].seen = now
    }
}
