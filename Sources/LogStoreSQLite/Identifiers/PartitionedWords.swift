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
        var sorter = WordSorter(sizes.max() ?? 0)
        for (part, size) in sizes.enumerated() where size > 0 {
            var words = sorter.words
            // Some hundred thousand numbers at most, looked through for each part: lists of places would take several times their memory.
            for index in spilled.indices where spilled[index] == part {
                try readSpill(index, into: words)
                words += PartitionedWords.bufferCount
            }
            words.update(from: buffers + part * PartitionedWords.bufferCount, count: filled[part])
            try take(sorter.sorted(size))
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

/// A radix sort by the 33 bits between the top nine (equal within a part) and the row (ascending already, and the sort
/// is stable).
private struct WordSorter: ~Copyable {
    private static let digitBits: UInt64 = 11
    private(set) var words: UnsafeMutablePointer<UInt64>
    private var others: UnsafeMutablePointer<UInt64>
    private let starts: UnsafeMutablePointer<Int>

    /// For so many words at a time.
    init(_ capacity: Int) {
        words = .allocate(capacity: capacity)
        others = .allocate(capacity: capacity)
        starts = .allocate(capacity: 1 << 11)
    }

    deinit {
        words.deallocate()
        others.deallocate()
        starts.deallocate()
    }

    mutating func sorted(_ count: Int) -> UnsafeBufferPointer<UInt64> {
        if count < 2048 {
            var few = UnsafeMutableBufferPointer(start: words, count: count)
            few.sort()
            return UnsafeBufferPointer(few)
        }
        for shift in stride(from: IdentifierHash.rowBits, to: 55, by: 11) { pass(count, shift: shift) }
        return UnsafeBufferPointer(start: words, count: count)
    }

    private mutating func pass(_ count: Int, shift: UInt64) {
        let mask: UInt64 = (1 << WordSorter.digitBits) - 1
        starts.update(repeating: 0, count: 1 << 11)
        for index in 0..<count { starts[Int(truncatingIfNeeded: (words[index] >> shift) & mask)] &+= 1 }
        var sum = 0
        for digit in 0..<(1 << 11) {
            let size = starts[digit]
            starts[digit] = sum
            sum &+= size
        }
        for index in 0..<count {
            let word = words[index]
            let digit = Int(truncatingIfNeeded: (word >> shift) & mask)
            others[starts[digit]] = word
            starts[digit] &+= 1
        }
        swap(&words, &others)
    }
}
