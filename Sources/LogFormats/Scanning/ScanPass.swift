import LogRecords

/// One pass over one line.
///
/// What it costs is measured in RATIONALE.md. `run` is one function, though a long one: split up, its state lived in memory, and a key with
/// its value took 225 instructions. What is rare is a function of its own that gets what it needs by value.
struct ScanPass {
    private let tables: ScanTables
    private let start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(from start: UnsafePointer<UInt8>, count: Int, _ tables: ScanTables) {
        self.tables = tables
        self.start = start
        end = start + count
    }

    func run() -> ScanOutcome {
        let (tables, start, end) = (tables, start, end)
        var place = JSONText.skipSpace(start, end)
        guard place < end else { return .blank }
        let isObject = place.pointee == UInt8(ascii: "{")
        /// The node of the value that comes next; -1: nobody wants it. The offset is added to its slot.
        var (node, offset): (Int32, Int32) = (isObject ? 0 : -1, 0)
        /// The innermost open container.
        var (frame, depth) = (ScanFrame(), 0)
        while true {
            // A value begins at `place`.
            guard place < end else { return .notJSON }
            var isFirstMember = false
            switch place.pointee {
            case UInt8(ascii: "\""):
                let content = place + 1
                let (quote, hasEscapes) = JSONText.closingQuote(content, end)
                guard let quote else { return .notJSON }
                tables.store(hasEscapes ? .escapedString : .string, node, offset, content - start, quote - content)
                place = quote + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard let after = JSONText.number(place, end) else { return .notJSON }
                tables.store(.number, node, offset, place - start, after - place)
                place = after
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard depth < LineScanner.deepest else { return .tooDeep }
                tables.frames[depth] = frame
                depth += 1
                frame = tables.opened(node, offset, isArray: place.pointee == UInt8(ascii: "["), place - start)
                place = JSONText.skipSpace(place + 1, end)
                isFirstMember = place < end && place.pointee != frame.bracket
            default:
                guard let (kind, after) = JSONText.rareValue(place, end) else { return .notJSON }
                tables.store(kind, node, offset, place - start, after - place)
                place = after
            }
            // A value ended: brackets close, until a comma says that the open container goes on.
            while !isFirstMember {
                place = JSONText.skipSpace(place, end)
                guard depth > 0 else { return place < end ? .notJSON : isObject ? .object : .notAnObject }
                guard place < end else { return .notJSON }
                if place.pointee == UInt8(ascii: ",") {
                    place = JSONText.skipSpace(place + 1, end)
                    break
                }
                guard place.pointee == frame.bracket else { return .notJSON }
                place += 1
                if frame.slot >= 0 { tables.fill(frame, place - start) }
                depth &-= 1
                frame = tables.frames[depth]
            }
            // An array's next value, or a key.
            node = -1
            if frame.isArray {
                if frame.node >= 0, frame.count < UInt32(RecordBatch.mostAttempts) {
                    node = tables.nodes[Int(frame.node)].element
                    offset = Int32(truncatingIfNeeded: frame.count) &* tables.nodes[Int(frame.node)].width
                }
                frame.count &+= 1
                continue
            }
            guard place < end, place.pointee == JSONText.quoteByte else { return .notJSON }
            place += 1
            if frame.node >= 0 {
                let guess = tables.guess(frame)
                offset = frame.offset
                if guess.pointee.matches(place, end) {
                    place += Int(guess.pointee.length)
                    node = guess.pointee.child
                } else {
                    guard let (child, after) = tables.child(of: frame.node, at: place, end, guess) else { return .notJSON }
                    (node, place) = (child, after)
                }
            } else {
                guard let after = JSONText.afterQuote(place, end) else { return .notJSON }
                place = after
            }
            frame.count &+= 1
            place = JSONText.skipSpace(place, end)
            guard place < end, place.pointee == UInt8(ascii: ":") else { return .notJSON }
            place = JSONText.skipSpace(place + 1, end)
        }
    }
}
