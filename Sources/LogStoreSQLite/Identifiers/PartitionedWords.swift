import Glibc
import LogRecords

/// Words that come in by row and go out sorted, in little memory: parted by their top nine bits into buffers, which
/// spill into an unlinked file; each part is then read back and sorted for itself.
///
/// 40 million words take 4 s, where one SQL row a word takes 27.
final class PartitionedWords {
    private static let partBits: UInt64 = 9
    private static let parts = 1 << 9
    private static let bufferCount = 256
    /// Full buffers that are written at once: one by one they were thirty thousand writes of two kilobytes in a night
    /// of a million.
    private static let mostStaged = 32

    private let buffers: UnsafeMutablePointer<UInt64>
    private let filled: UnsafeMutablePointer<Int>
    /// Full buffers that are not in the spill file yet.
    private let staged: UnsafeMutablePointer<UInt64>
    private var stagedCount = 0
    /// Whose the buffers in the spill file are, one behind the other, and those behind them that are staged.
    private var spilled: [UInt16] = []
    private var spillFile: OpenFile?
    private let folder: String
    /// How many words there are.
    var count: Int {
        (0..<PartitionedWords.parts).reduce(spilled.count * PartitionedWords.bufferCount) { $0 + filled[$1] }
    }

    /// `folder` is where words spill to: the store's own, because `/tmp` is often small or memory.
    init(spillingTo folder: String) {
        self.folder = folder
        buffers = .allocate(capacity: PartitionedWords.parts * PartitionedWords.bufferCount)
        filled = .allocate(capacity: PartitionedWords.parts)
        filled.initialize(repeating: 0, count: PartitionedWords.parts)
        staged = .allocate(capacity: PartitionedWords.mostStaged * PartitionedWords.bufferCount)
    }

    deinit {
        buffers.deallocate()
        filled.deallocate()
        staged.deallocate()
    }

    @inline(__always)
    func add(_ word: UInt64) throws(StoreError) {
        let part = Int(truncatingIfNeeded: word >> (64 - PartitionedWords.partBits))
        buffers[part &* PartitionedWords.bufferCount &+ filled[part]] = word
        filled[part] &+= 1
        if filled[part] == PartitionedWords.bufferCount { try spill(part) }
    }

    @inline(never)
    private func spill(_ part: Int) throws(StoreError) {
        if stagedCount == PartitionedWords.mostStaged { try writeStaged() }
        (staged + stagedCount * PartitionedWords.bufferCount).update(
            from: buffers + part * PartitionedWords.bufferCount, count: PartitionedWords.bufferCount)
        stagedCount += 1
        spilled.append(UInt16(truncatingIfNeeded: part))
        filled[part] = 0
    }

    private func writeStaged() throws(StoreError) {
        let file: OpenFile = if let spillFile { spillFile } else { try makeSpillFile() }
        let bytes = PartitionedWords.bufferCount * 8
        try file.write(UnsafeRawBufferPointer(start: staged, count: stagedCount * bytes), at: (spilled.count - stagedCount) * bytes)
        stagedCount = 0
    }

    private func makeSpillFile() throws(StoreError) -> OpenFile {
        // O_TMPFILE: a file without a name, gone when it is closed, however the process ends.
        let file = try OpenFile(folder, O_TMPFILE_ | O_RDWR)
        spillFile = file
        return file
    }

    /// Gives all words, part after part, each sorted; then there are none.
    func drain(_ take: (UnsafeBufferPointer<UInt64>) throws(StoreError) -> Void) throws(StoreError) {
        // By value: what a class holds is checked for exclusive access at each touch.
        let spilled = spilled
        var sizes = (0..<PartitionedWords.parts).map { filled[$0] }
        for part in spilled { sizes[Int(part)] += PartitionedWords.bufferCount }
        let sorter = WordSorter(sizes.max() ?? 0)
        for (part, size) in sizes.enumerated() where size > 0 {
            var words = sorter.words
            // Some hundred thousand numbers at most, looked through for each part: lists of places would take several times their memory.
            for index in spilled.indices where spilled[index] == part {
                try readSpill(index, into: words)
                words += PartitionedWords.bufferCount
            }
            words.update(from: buffers + part * PartitionedWords.bufferCount, count: filled[part])
            try take(sorter.sorted(size, sharing: PartitionedWords.partBits))
            filled[part] = 0
        }
        self.spilled = []
        stagedCount = 0
        spillFile = nil
    }

    private func readSpill(_ spill: Int, into words: UnsafeMutablePointer<UInt64>) throws(StoreError) {
        let place = spill - (spilled.count - stagedCount)
        guard place < 0 else {
            words.update(from: staged + place * PartitionedWords.bufferCount, count: PartitionedWords.bufferCount)
            return
        }
        let bytes = PartitionedWords.bufferCount * 8
        try spillFile?.read(into: UnsafeMutableRawBufferPointer(start: words, count: bytes), at: spill * bytes)
    }
}

/// Glibc's macro is too complicated to be imported: `__O_TMPFILE | O_DIRECTORY`.
/// https://man7.org/linux/man-pages/man2/open.2.html
private let O_TMPFILE_ = Int32(0o20000000) | O_DIRECTORY

/// Deals words to drawers by the bits behind those that all words of a part share, and sorts each drawer: hashes lie so
/// evenly that it gets a word or two. Words of one instance lie in one drawer, and in the order of their time already.
private struct WordSorter: ~Copyable {
    private static let mostBits: UInt64 = 11

    let words: UnsafeMutablePointer<UInt64>
    private let dealt: UnsafeMutablePointer<UInt64>
    /// Where the next word of each drawer goes.
    private let places = UnsafeMutablePointer<Int>.allocate(capacity: 1 << mostBits)

    /// For so many words at a time.
    init(_ capacity: Int) {
        words = .allocate(capacity: capacity)
        dealt = .allocate(capacity: capacity)
    }

    deinit {
        words.deallocate()
        dealt.deallocate()
        places.deallocate()
    }

    /// The first so many of `words` in order, until the next call.
    func sorted(_ count: Int, sharing sharedBits: UInt64) -> UnsafeBufferPointer<UInt64> {
        let bits = min(WordSorter.mostBits, UInt64(truncatingIfNeeded: Int.bitWidth - count.leadingZeroBitCount))
        let (shift, mask) = (64 - sharedBits - bits, (UInt64(1) << bits) - 1)
        let drawers = 1 << Int(truncatingIfNeeded: bits)
        places.update(repeating: 0, count: drawers)
        for index in 0..<count { places[Int(truncatingIfNeeded: (words[index] >> shift) & mask)] &+= 1 }
        var start = 0
        for drawer in 0..<drawers {
            let size = places[drawer]
            places[drawer] = start
            start &+= size
        }
        for index in 0..<count {
            let drawer = Int(truncatingIfNeeded: (words[index] >> shift) & mask)
            dealt[places[drawer]] = words[index]
            places[drawer] &+= 1
        }
        start = 0
        for drawer in 0..<drawers {
            sort(start, places[drawer])
            start = places[drawer]
        }
        return UnsafeBufferPointer(start: dealt, count: count)
    }

    private func sort(_ start: Int, _ end: Int) {
        if end - start > 32 {
            var many = UnsafeMutableBufferPointer(start: dealt + start, count: end - start)
            many.sort()
            return
        }
        var next = start &+ 1
        while next < end {
            let word = dealt[next]
            var place = next
            while place > start, dealt[place &- 1] > word {
                dealt[place] = dealt[place &- 1]
                place &-= 1
            }
            dealt[place] = word
            next &+= 1
        }
    }
}
