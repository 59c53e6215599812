import Glibc
import LogRecords

/// Writes an `.ids` file from front to back; its header last, so that a file cut short is none.
struct IdentifierFileWriter: ~Copyable {
    /// Whole blocks, so that each is sealed as it leaves.
    private static let bufferSize = 64 * IdentifierFile.blockSize

    private let file: OpenFile
    private let buffer: UnsafeMutableRawPointer
    /// The header's place is kept free in the first buffer.
    private var buffered = IdentifierFile.headerSize
    private var position = IdentifierFile.headerSize
    private var sections: [IdentifierFile.SectionPlace] = []
    private var blockSeals: [UInt64] = []

    init(_ path: String) throws(StoreError) {
        file = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
        buffer = .allocate(byteCount: IdentifierFileWriter.bufferSize, alignment: 64)
        buffer.initializeMemory(as: UInt8.self, repeating: 0, count: IdentifierFile.headerSize)
    }

    deinit {
        buffer.deallocate()
    }

    /// Writes a section with all the words; sections come in the order of `IdentifierFile.Section`.
    mutating func write(_ words: PartitionedWords) throws(StoreError) {
        let bits = IdentifierFile.fanOutBits(for: words.count)
        var place = IdentifierFile.SectionPlace(words: try align(), count: words.count, fanOut: 0, fanOutBits: bits)
        var fanOut = [UInt32](repeating: 0, count: (1 << bits) + 1)
        let shift = UInt64(64 - bits)
        try words.drain { (sorted: UnsafeBufferPointer<UInt64>) throws(StoreError) in
            fanOut.withUnsafeMutableBufferPointer { fanOut in
                // With no bits this shifts by 64, which gives 0 in Swift.
                for word in sorted { fanOut[Int(truncatingIfNeeded: word >> shift) &+ 1] &+= 1 }
            }
            try put(UnsafeRawBufferPointer(sorted))
        }
        for index in 1..<fanOut.count { fanOut[index] &+= fanOut[index - 1] }
        place.fanOut = try align()
        try put(array: fanOut)
        sections.append(place)
    }

    /// Writes the seals, those of the pages among them, and the header, syncs, and gives the file's size.
    mutating func finish(rows: Int, seed: UInt64, pageSeals: [UInt64], isTakenOver: Bool) throws(StoreError) -> Int {
        let offset = try align()
        try flush()
        let seals = blockSeals + pageSeals
        try file.write(array: seals, at: offset)
        let header = IdentifierHeader(
            rows: rows, seed: seed, size: offset + 8 * seals.count, checksum: seals.withUnsafeBytes(IdentifierFile.checksum),
            sections: sections,
            seals: IdentifierFile.SealPlace(
                offset: offset, blocks: blockSeals.count, pages: pageSeals.count, isTakenOver: isTakenOver))
        try file.write(array: header.encoded, at: 0)
        try file.sync()
        return header.size
    }

    private mutating func align() throws(StoreError) -> Int {
        let rest = position % 64
        if rest != 0 { try put(array: [UInt8](repeating: 0, count: 64 - rest)) }
        return position
    }

    private mutating func put<Element: BitwiseCopyable>(array: [Element]) throws(StoreError) {
        var failure: StoreError?
        array.withUnsafeBytes { bytes in
            do throws(StoreError) { try put(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = min(rest.count, IdentifierFileWriter.bufferSize - buffered)
            (buffer + buffered).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: rest).baseAddress ?? UnsafeRawPointer(buffer), byteCount: count)
            buffered += count
            position += count
            rest = rest.dropFirst(count)
            if buffered == IdentifierFileWriter.bufferSize { try flush() }
        }
    }

    private mutating func flush() throws(StoreError) {
        let bytes = UnsafeRawBufferPointer(start: buffer, count: buffered)
        let place = position - buffered
        for start in stride(from: 0, to: buffered, by: IdentifierFile.blockSize) {
            let first = place + start == 0 ? IdentifierFile.headerSize : start
            let end = min(buffered, start + IdentifierFile.blockSize)
            blockSeals.append(IdentifierFile.checksum(UnsafeRawBufferPointer(rebasing: bytes[first..<end])))
        }
        try file.write(bytes, at: place)
        file.beginWriteBack(bytes.count, at: place)
        buffered = 0
    }
}
