import LogRecords

/// One pass over one line.
///
/// What it costs is measured in RATIONALE.md. `run` is one function, though a long one: split up, its state lived in
/// memory, and a key with its value took 225 instructions. What is rare is a function of its own that gets what it
/// needs by value.
struct ScanPass {
    private let tables: ScanTables
    private let start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(from start: UnsafePointer<UInt8>, count: Int, _ tables: ScanTables) {
        self.tables = tables
        self.start = start
        end = start + count
    }

    // long: its state stays in registers.
    func run() -> ScanOutcome {
        let (tables, start, end) = (tables, start, end)
        var place = JSONText.skipSpace(start, end)
        guard place < end else { return .blank }
        let isObject = place.pointee == UInt8(ascii: "{")
        /// The node of the value that comes next, -1: nobody wants it; its `plainSlot`; what is added to its slot.
        var (node, slot, offset): (Int32, Int32, Int32) = (isObject ? 0 : -1, -1, 0)
        /// The innermost open container; at the outermost none is.
        let outermost = tables.frames
        var frame = outermost
        frame.initialize(to: ScanFrame())
        /// What stands before the next value, probably, while `frame` is an object that is wanted.
        var guess: UnsafeMutablePointer<KeyGuess>?
        values: while true {
            guard place < end else { return .notJSON }
            var isFirst = false
            switch place.pointee {
            case UInt8(ascii: "\""):
                let content = place + 1
                let (quote, hasEscapes) = JSONText.closingQuote(content, end)
                guard let quote else { return .notJSON }
                tables.store(hasEscapes ? .escapedString : .string, node, slot, offset, content - start, quote - content)
                place = quote + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard let after = JSONText.number(place, end) else { return .notJSON }
                tables.store(.number, node, slot, offset, place - start, after - place)
                place = after
            case UInt8(ascii: "n"):
                guard let after = JSONText.word(place, end, "null") else { return .notJSON }
                tables.storeNull(node, slot, offset)
                place = after
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard frame - outermost < LineScanner.deepest else { return .tooDeep }
                frame.pointee.guess = guess
                frame += 1
                tables.open(frame, node, offset, isArray: place.pointee == UInt8(ascii: "["), place - start)
                guess = frame.pointee.guess
                place = JSONText.skipSpace(place + 1, end)
                isFirst = place < end && place.pointee != frame.pointee.bracket
            case 0...0x20:
                // A guess was right, and more white space follows than did before.
                let after = JSONText.skipSpace(place, end)
                guard after > place else { return .notJSON }
                place = after
                continue values
            default:
                guard let (kind, after) = JSONText.rareValue(place, end) else { return .notJSON }
                tables.store(kind, node, slot, offset, place - start, after - place)
                place = after
            }
            // A value ended, or a container began that is not empty.
            while true {
                if let right = guess, KeyGuess.matches(right, place, end) {
                    (node, slot, offset) = (right.pointee.child, right.pointee.slot, frame.pointee.offset)
                    place += Int(right.pointee.length)
                    if right != frame.pointee.lastGuess { guess = right + 1 }
                    continue values
                }
                let before = place
                if !isFirst {
                    place = JSONText.skipSpace(place, end)
                    guard frame > outermost else { return place < end ? .notJSON : isObject ? .object : .notAnObject }
                    guard place < end else { return .notJSON }
                    if place.pointee != UInt8(ascii: ",") {
                        guard place.pointee == frame.pointee.bracket else { return .notJSON }
                        place += 1
                        if frame.pointee.slot >= 0 { tables.fill(frame, place - start) }
                        frame -= 1
                        guess = frame.pointee.guess
                        continue
                    }
                    place = JSONText.skipSpace(place + 1, end)
                }
                (node, slot) = (-1, -1)
                if frame.pointee.isArray {
                    if frame.pointee.node >= 0, frame.pointee.count < UInt32(RecordBatch.mostAttempts) {
                        let array = tables.nodes + Int(frame.pointee.node)
                        node = array.pointee.element
                        slot = tables.nodes[Int(node)].plainSlot
                        offset = Int32(truncatingIfNeeded: frame.pointee.count) &* array.pointee.width
                    }
                    frame.pointee.count &+= 1
                    continue values
                }
                guard place < end, place.pointee == JSONText.quoteByte else { return .notJSON }
                if let wrong = guess {
                    guard let (child, after) = tables.child(of: frame.pointee.node, at: place + 1, end) else { return .notJSON }
                    (node, offset, place) = (child, frame.pointee.offset, after)
                    if node >= 0 { slot = tables.nodes[Int(node)].plainSlot }
                    guard let value = JSONText.afterColon(place, end) else { return .notJSON }
                    place = value
                    wrong.pointee.learn(from: before, to: place, child: node, slot: slot)
                    if wrong != frame.pointee.lastGuess { guess = wrong + 1 }
                } else {
                    guard let after = JSONText.afterQuote(place + 1, end), let value = JSONText.afterColon(after, end) else {
                        return .notJSON
                    }
                    place = value
                }
                continue values
            }
        }
    }
}
