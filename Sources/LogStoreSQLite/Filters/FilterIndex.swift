import Glibc
import LogRecords

/// The layout of the file `filters`; `waybill-store(5)` describes the same for others. Numbers are little-endian.
///
/// | byte | holds |
/// |---|---|
/// | 0 | `WAYBFLT1` |
/// | 8 | version |
/// | 16 | offset of the index |
/// | 24 | entries of the index |
/// | 32 | XXH3-64 of the index |
/// | 40 | zeros |
/// | 56 | XXH3-64 of the bytes 0 to 55 |
/// | 1024 | pages of filters, and indexes |
///
/// An entry has 72 bytes: the segment's name with its day's folder, zeros up to byte 48, its seed, the offset of its
/// filter's first page, and how many blocks that has. Entries are in the order of their names.
///
/// The file grows at its end and nothing in it is written over but the header, so whoever reads it while it is written
/// reads what was there before.
struct FilterIndex: Equatable {
    /// Where a segment's filter lies.
    struct Entry: Equatable {
        var name: String
        var filter: IdentifierFilter
        var offset: Int
    }

    static let headerSize = 64
    private static let magic: UInt64 = 0x3154_4c46_4259_4157  // "WAYBFLT1"
    private static let version: UInt64 = 1
    private static let nameSize = 48
    private static let numbersSize = 24
    private static let entrySize = nameSize + numbersSize
    /// Sixteen segments a day for two hundred years.
    private static let mostEntries = 1 << 20

    /// By their names.
    private(set) var entries: [String: Entry]

    init(_ entries: [Entry] = []) {
        self.entries = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    }

    /// Reads the index that the header of a file names; `nil` where it is none that was written.
    init?(of file: OpenFile) throws(StoreError) {
        let size = file.size
        guard size >= FilterIndex.headerSize else { return nil }
        let header = try file.bytes(FilterIndex.headerSize, at: 0)
        let words = header.withUnsafeBytes { [UInt64]($0.bindMemory(to: UInt64.self)) }
        let sum = header.dropLast(8).withUnsafeBytes(IdentifierFile.checksum)
        guard words.count == 8, words[0] == FilterIndex.magic, words[1] == FilterIndex.version, words[7] == sum,
            let offset = Int(exactly: words[2]), let count = Int(exactly: words[3]), (0...FilterIndex.mostEntries).contains(count),
            (FilterIndex.headerSize...size).contains(offset), count * FilterIndex.entrySize <= size - offset
        else { return nil }
        let index = try file.bytes(count * FilterIndex.entrySize, at: offset)
        guard index.withUnsafeBytes(IdentifierFile.checksum) == words[4] else { return nil }
        entries = [:]
        entries.reserveCapacity(count)
        for number in 0..<count {
            guard let entry = FilterIndex.entry(index[(number * FilterIndex.entrySize)...], fileSize: size) else { return nil }
            entries[entry.name] = entry
        }
    }

    private static func entry(_ bytes: ArraySlice<UInt8>, fileSize: Int) -> Entry? {
        let numbers = bytes.dropFirst(nameSize).prefix(numbersSize).withUnsafeBytes { numbers in
            (0..<numbers.count / 8).map { numbers.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self) }
        }
        guard numbers.count == 3, let offset = Int(exactly: numbers[1]), let blocks = Int(exactly: numbers[2]),
            (1...IdentifierFilter.mostBlocks).contains(blocks)
        else { return nil }
        let filter = IdentifierFilter(seed: numbers[0], blocks: blocks)
        guard (headerSize...fileSize).contains(offset), filter.size <= fileSize - offset else { return nil }
        let name = String(decoding: bytes.prefix(nameSize).prefix { $0 != 0 }, as: UTF8.self)
        return Entry(name: name, filter: filter, offset: offset)
    }

    /// The entries as they lie in the file.
    private var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * FilterIndex.entrySize)
        for entry in entries.values.sorted(by: { $0.name < $1.name }) {
            let name = Array(entry.name.utf8.prefix(FilterIndex.nameSize))
            bytes += name + [UInt8](repeating: 0, count: FilterIndex.nameSize - name.count)
            for number in [entry.filter.seed, UInt64(entry.offset), UInt64(entry.filter.blocks)] {
                withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
            }
        }
        return bytes
    }

    /// Writes the index, durably, and with it all that was written before.
    func write(to file: OpenFile, at offset: Int) throws(StoreError) {
        try file.write(array: encoded, at: offset)
        try file.sync()
    }

    /// Has the header name the index that was written at this place.
    func writeHeader(to file: OpenFile, naming offset: Int) throws(StoreError) {
        let index = encoded
        var header = [UInt64](repeating: 0, count: FilterIndex.headerSize / 8)
        (header[0], header[1], header[2]) = (FilterIndex.magic, FilterIndex.version, UInt64(offset))
        (header[3], header[4]) = (UInt64(entries.count), index.withUnsafeBytes(IdentifierFile.checksum))
        header[7] = header.dropLast().withUnsafeBytes(IdentifierFile.checksum)
        try file.write(array: header, at: 0)
        try file.sync()
    }
}
