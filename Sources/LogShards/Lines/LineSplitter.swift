import LogRecords

/// Cuts the content into lines, and holds no more of it than a block and one longest line.
///
/// A unit is what becomes a line: a line of text, or an object over several. The buffer is laid out as
/// `consumed | unit, scanned so far | not scanned yet | room`; consumed bytes go when the next are wanted.
final class LineSplitter {
    /// What the bytes at `unitStart` are part of.
    enum Unit {
        /// Before the first byte that is not white space: a shard that begins with `[` is an array.
        case leading
        case line
        case object
        /// Between the elements of an array.
        case between
        /// Something between the elements of an array that is no object.
        case stray
        /// Behind the array of a batch that is one object.
        case closing
        /// Behind an object or array, on the same line of text.
        case remnant
        /// In a line of text that is longer than a line may be, or whose last object goes on behind it, where an object
        /// may begin.
        case pieces
        /// Something in such a line that is no object.
        case text
    }

    /// What an object over several lines, or beside others, lies in.
    enum Surroundings {
        case lines, array, longLine
    }

    /// So many lines end a block early: a block of blank lines must not cost fifty times its size.
    static let mostLinesInBlock = 1 << 16
    /// `\r\n`
    static let longestEnd = 2

    let longestLine: Int
    let content = RunningDigest()
    let storage: UnsafeMutableRawBufferPointer
    var filled = 0
    var unitStart = 0
    var scanned = 0
    var unit = Unit.leading
    var object = ObjectScanner()
    var surroundings = Surroundings.lines
    /// What a batch lies in whose elements are given one by one; `nil`: none is open.
    var batch: Surroundings?
    /// In the line that is taken apart: whether an object was the last that was not framing.
    var isBehindObject = false
    /// And whether a bracket behind one was: then the brace of a batch may follow that an earlier line opened.
    var isClosing = false
    /// NULs that were no part of a line, behind `countedFrom`.
    private(set) var skipped = SkippedBytes()
    /// What lies before this place in the content was counted with another shard.
    private let countedFrom: Int64
    private(set) var firstLineHash: UInt64 = 0

    private let blockBytes: Int
    private var hashed = 0
    /// Where `storage` begins in the content.
    private var base: Int64 = 0
    /// Bytes of the unit that were not kept.
    private(set) var dropped: Int64 = 0
    /// The last two bytes of those: a line's end may have gone with them.
    private var lastDropped: (UInt8, UInt8) = (0, 0)
    private var number: Int64 = 0
    private var hasFirstLine = false
    /// Where the NULs begin in the content in which the unit begins; `nil`: it begins with something else.
    private var nulsFrom: Int64?
    private var lines: UnsafeMutableBufferPointer<ShardLine>
    private(set) var lineCount = 0

    init(longestLine: Int, blockBytes: Int, countingFrom: Int64 = 0) {
        self.longestLine = longestLine
        countedFrom = countingFrom
        self.blockBytes = max(blockBytes, Framing.byteOrderMark.count)
        // What is carried over is at most a longest line and its `\r\n`; a block's room is always left behind it.
        storage = .allocate(byteCount: longestLine + LineSplitter.longestEnd + 2 * self.blockBytes, alignment: 64)
        lines = .allocate(capacity: 1024)
    }

    deinit {
        storage.deallocate()
        lines.deallocate()
    }

    /// Whether the last block ended early, with bytes not looked at yet.
    var isWaiting: Bool { lineCount == LineSplitter.mostLinesInBlock && scanned < filled }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[..<filled]) }

    /// Room for one block's bytes. Lines given before are gone.
    func makeRoom() -> UnsafeMutableRawBufferPointer {
        if unitStart > 0 {
            storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[unitStart..<filled]))
            base += Int64(unitStart)
            filled -= unitStart
            scanned -= unitStart
            hashed -= unitStart
            unitStart = 0
        }
        return UnsafeMutableRawBufferPointer(rebasing: storage[filled..<filled + blockBytes])
    }

    /// Says that so many bytes of the room were filled.
    func grow(by count: Int) {
        if base == 0, filled == 0, count >= 3, storage.prefix(3).elementsEqual(Framing.byteOrderMark) {
            unitStart = 3
            scanned = 3
        }
        filled += count
    }

    /// The lines that are whole. At the end of the content the rest is one too, unless it was cut off there.
    func split(atEnd: Bool, dropsUnfinished: Bool) -> UnsafeBufferPointer<ShardLine> {
        lineCount = 0
        countNULs()
        while lineCount < LineSplitter.mostLinesInBlock, step(atEnd: atEnd) || (atEnd && dropsUnfinished && takesPieces()) {}
        if lineCount < LineSplitter.mostLinesInBlock { finishBlock(atEnd: atEnd, dropsUnfinished: dropsUnfinished) }
        hashConsumed()
        return UnsafeBufferPointer(start: lines.baseAddress, count: lineCount)
    }

    /// Whether bytes of an unfinished line were left out at the end.
    private(set) var leftOutBytes = false

    private func finishBlock(atEnd: Bool, dropsUnfinished: Bool) {
        if atEnd {
            finishNULs()
            if dropsUnfinished {
                leftOutBytes = dropped > 0 || unitStart < filled
                if dropped > 0 { content.rewind() }
            } else {
                finishUnit()
            }
        } else if filled - unitStart > longestLine + LineSplitter.longestEnd {
            drop()
        }
    }

    private func finishUnit() {
        switch unit {
        case .leading, .line, .object, .stray, .text:
            if dropped > 0 || unitStart < filled { emit(upTo: filled, next: filled) }
        case .between, .closing, .remnant, .pieces:
            unitStart = filled
        }
        scanned = filled
    }

    /// Takes the NULs at the end of the content for padding. The digest ends before them: whoever made room for a log
    /// in advance writes over them, and what it has by then begins with what was loaded.
    private func finishNULs() {
        if let from = nulsFrom {
            hashConsumed()
            content.rewind()
            skipped.addPadding(counted(from: from, upTo: base &+ Int64(unitStart)))
            nulsFrom = nil
        }
        let end = storage[unitStart..<filled].lastIndex { $0 != 0 }.map { $0 + 1 } ?? unitStart
        skipped.addPadding(counted(from: base &+ Int64(end), upTo: base &+ Int64(filled)))
        filled = end
        scanned = min(scanned, filled)
    }

    /// Passes over the NULs at the unit's beginning. Whether they are padding is known when something else comes, or
    /// nothing.
    func passNULs() {
        if nulsFrom == nil {
            hashConsumed()
            content.mark()
            nulsFrom = base &+ Int64(unitStart)
        }
        unitStart = Framing.endOfNULs(bytes, from: unitStart, upTo: filled)
        scanned = unitStart
        countNULs()
    }

    /// Counts the NULs that something else follows. It may come with a later block.
    private func countNULs() {
        guard let from = nulsFrom, unitStart < filled, storage[unitStart] != 0 else { return }
        skipped.add(counted(from: from, upTo: base &+ Int64(unitStart)))
        nulsFrom = nil
    }

    /// One NUL alone is what some writers end a line with. https://github.com/elastic/beats/issues/27061
    private func counted(from start: Int64, upTo end: Int64) -> Int64 {
        end &- start <= Framing.mostNULsBetween ? 0 : max(0, end &- max(start, countedFrom))
    }

    /// Forgets what is held of a unit that is too long already.
    private func drop() {
        hashConsumed()
        if dropped == 0 { content.mark() }
        guard filled > unitStart else { return }
        lastDropped = (filled - unitStart > 1 ? storage[filled - 2] : lastDropped.1, storage[filled - 1])
        dropped += Int64(filled - unitStart)
        unitStart = filled
        scanned = filled
    }

    private func hashConsumed() {
        content.update(UnsafeRawBufferPointer(rebasing: storage[hashed..<unitStart]))
        hashed = unitStart
    }

    /// Gives the unit as a line that ends before `end`; the next unit begins at `next`.
    @inline(__always)
    func emit(upTo end: Int, next: Int) {
        var last = end
        var length = dropped &+ Int64(end &- unitStart)
        if endsInCarriageReturn(end) {
            last = end &- 1
            length &-= 1
        }
        number &+= 1
        let isTooLong = length > Int64(longestLine)
        let kept = isTooLong || last <= unitStart ? storage[unitStart..<unitStart] : storage[unitStart..<last]
        append(
            ShardLine(
                bytes: UnsafeRawBufferPointer(rebasing: kept), number: number, offset: base &+ Int64(unitStart) &- dropped,
                length: length, isTooLong: isTooLong, isElement: batch != nil))
        dropped = 0
        unitStart = next
        scanned = next
    }

    /// Whether the byte before `end` is one, kept or not; an object that was broken off may end before what is kept
    /// begins.
    @inline(__always)
    private func endsInCarriageReturn(_ end: Int) -> Bool {
        if end > unitStart { return storage[end &- 1] == .carriageReturn }
        guard dropped > 0 else { return false }
        return (end == unitStart ? lastDropped.1 : lastDropped.0) == .carriageReturn
    }

    @inline(__always)
    private func append(_ line: ShardLine) {
        if lineCount == lines.count { growLines() }
        lines.initializeElement(at: lineCount, to: line)
        lineCount &+= 1
        if !hasFirstLine, let first = firstObject(of: line.bytes) {
            hasFirstLine = true
            firstLineHash = hash64(first)
        }
    }

    private func growLines() {
        let larger = UnsafeMutableBufferPointer<ShardLine>.allocate(capacity: lines.count * 4)
        _ = larger.moveInitialize(fromContentsOf: lines)
        lines.deallocate()
        lines = larger
    }
}
