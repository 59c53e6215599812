import CXXHash
import Glibc
import LogRecords

/// Writes an `.ids` file from front to back; its header last, so that a file cut short is none.
struct IdentifierFileWriter: ~Copyable {
    private static let bufferSize = 1 << 18

    private let file: OpenFile
    private let buffer: UnsafeMutableRawPointer
    private var buffered = 0
    private var position = IdentifierFile.headerSize
    private let checksum: OpaquePointer?
    private var sections: [IdentifierFile.SectionPlace] = []

    init(_ path: String) throws(StoreError) {
        file = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
        buffer = .allocate(byteCount: IdentifierFileWriter.bufferSize, alignment: 16)
        checksum = XXH_INLINE_XXH3_createState()
        _ = XXH_INLINE_XXH3_64bits_reset_withSeed(checksum, 0)
    }

    deinit {
        buffer.deallocate()
        _ = XXH_INLINE_XXH3_freeState(checksum)
    }

    /// Writes a section with all the words; sections come in the order of `IdentifierFile.Section`.
    mutating func write(_ words: PartitionedWords) throws(StoreError) {
        let bits = IdentifierFile.fanOutBits(for: words.count)
        var place = IdentifierFile.SectionPlace(words: try align(), count: words.count, fanOut: 0, fanOutBits: bits)
        var fanOut = [UInt32](repeating: 0, count: (1 << bits) + 1)
        let shift = UInt64(64 - bits)
        try words.drain { (sorted: UnsafeBufferPointer<UInt64>) throws(StoreError) in
            for word in sorted {
                // With no bits this shifts by 64, which gives 0 in Swift.
                fanOut[Int(truncatingIfNeeded: word >> shift) &+ 1] &+= 1
            }
            try put(UnsafeRawBufferPointer(sorted))
        }
        for index in 1..<fanOut.count { fanOut[index] &+= fanOut[index - 1] }
        place.fanOut = try align()
        try put(array: fanOut)
        sections.append(place)
    }

    /// Writes the header, syncs, and gives the file's size.
    mutating func finish(rows: Int, seed: UInt64) throws(StoreError) -> Int {
        _ = try align()
        try flush()
        var header = [UInt64](repeating: 0, count: IdentifierFile.headerSize / 8)
        header[0] = IdentifierFile.magic
        header[1] = UInt64(IdentifierFile.version)
        header[2] = UInt64(rows)
        header[3] = seed
        header[4] = UInt64(position)
        header[5] = XXH_INLINE_XXH3_64bits_digest(checksum)
        for (number, section) in sections.enumerated() {
            let words = [section.words, section.count, section.fanOut, section.fanOutBits]
            for (offset, word) in words.enumerated() { header[6 + 4 * number + offset] = UInt64(word) }
        }
        let last = header.count - 1
        header[last] = header.withUnsafeBytes { IdentifierFile.checksum(UnsafeRawBufferPointer(rebasing: $0[..<(last * 8)])) }
        try file.write(array: header, at: 0)
        try file.sync()
        return position
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
        _ = XXH_INLINE_XXH3_64bits_update(checksum, bytes.baseAddress, bytes.count)
        try file.write(bytes, at: position - buffered)
        file.beginWriteBack(bytes.count, at: position - buffered)
        buffered = 0
    }
}
