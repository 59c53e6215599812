import Glibc
import LogRecords

/// Looks words up in an `.ids` file that is mapped into memory: two touched blocks an identifier, some 0.01 ms.
///
/// The header and the size are checked at each opening, and each block before something in it is believed, once.
/// Whatever a file without seals holds, no look-up leaves it.
final class IdentifierFileReader {
    let path: String
    let header: IdentifierHeader
    let hash: IdentifierHash
    private let bytes: UnsafeRawBufferPointer
    /// A bit for each block that was found to be as it was written.
    private let checked: UnsafeMutableBufferPointer<UInt64>

    var rows: Int { header.rows }

    init(_ path: String) throws(StoreError) {
        self.path = path
        let file = try OpenFile(path, O_RDONLY | O_NOFOLLOW)
        let size = file.size
        guard size >= IdentifierFile.headerSize else { throw StoreError.damaged(file: path, what: "it is cut short") }
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, file.descriptor, 0), start != MAP_FAILED else {
            throw StoreError.file(path: path, action: "map the file into memory", code: errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
        do throws(StoreError) { header = try IdentifierHeader(bytes, of: path) } catch {
            munmap(start, size)
            throw error
        }
        hash = IdentifierHash(seed: header.seed)
        checked = .allocate(capacity: (header.seals?.blocks ?? 0) / 64 + 1)
        checked.initialize(repeating: 0)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        checked.deallocate()
    }

    /// All words of identifiers. Nothing of them is checked: whoever takes them asks for `damage` first.
    var idWords: UnsafeBufferPointer<UInt64> {
        let place = header.sections[IdentifierFile.Section.ids.rawValue]
        let start = bytes.baseAddress.map { ($0 + place.words).assumingMemoryBound(to: UInt64.self) }
        return UnsafeBufferPointer(start: start, count: place.count)
    }

    /// The words of a section from `low` to `high`, both included.
    func words(
        _ section: IdentifierFile.Section, from low: UInt64, to high: UInt64
    ) throws(StoreError) -> Slice<UnsafeBufferPointer<UInt64>> {
        let place = header.sections[section.rawValue]
        let first = try firstIndex(place, near: low) { $0 >= low }
        let end = max(first, try firstIndex(place, near: high) { $0 > high })
        try check(place.words + 8 * first..<place.words + 8 * end)
        let start = bytes.baseAddress.map { ($0 + place.words).assumingMemoryBound(to: UInt64.self) }
        return UnsafeBufferPointer(start: start, count: place.count)[first..<end]
    }

    /// The index of the first word that is far enough; it lies in, or right behind, the bucket of `near`.
    private func firstIndex(
        _ place: IdentifierFile.SectionPlace, near: UInt64, _ isFar: (UInt64) -> Bool
    ) throws(StoreError) -> Int {
        let bucket = Int(truncatingIfNeeded: near >> UInt64(64 - place.fanOutBits))
        let entry = place.fanOut + 4 * bucket
        try check(entry..<entry + 8)
        // Clamped, because a file of version 1 is not checked as it is read.
        var low = min(place.count, Int(bytes.loadUnaligned(fromByteOffset: entry, as: UInt32.self)))
        var high = min(place.count, Int(bytes.loadUnaligned(fromByteOffset: entry + 4, as: UInt32.self)))
        while low < high {
            let middle = low + (high - low) / 2
            let offset = place.words + 8 * middle
            try check(offset..<offset + 8)
            if isFar(bytes.load(fromByteOffset: offset, as: UInt64.self)) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: Seals

    /// Whether the rows, too, are known to be those that were read from shards.
    var isSealed: Bool { header.seals.map { !$0.isTakenOver } ?? false }

    /// The seals of the pages of the `.sqlite` file, in their order; `nil` where there are none.
    var pageSeals: UnsafeBufferPointer<UInt64>? {
        header.seals.map { UnsafeBufferPointer(rebasing: seals($0)[$0.blocks...]) }
    }

    private func seals(_ place: IdentifierFile.SealPlace) -> UnsafeBufferPointer<UInt64> {
        UnsafeRawBufferPointer(rebasing: bytes[place.offset...]).bindMemory(to: UInt64.self)
    }

    /// Refuses bytes that lie in a block which is not as it was written.
    @inline(__always)
    private func check(_ range: Range<Int>) throws(StoreError) {
        guard let place = header.seals, !range.isEmpty else { return }
        for block in range.lowerBound / IdentifierFile.blockSize...(range.upperBound - 1) / IdentifierFile.blockSize
        where checked[block / 64] & (1 << UInt64(block % 64)) == 0 {
            guard isAsWritten(block, place) else {
                throw StoreError.damaged(file: path, what: "block \(block) is not as it was written")
            }
            checked[block / 64] |= 1 << UInt64(block % 64)
        }
    }

    private func isAsWritten(_ block: Int, _ place: IdentifierFile.SealPlace) -> Bool {
        seals(place)[block] == IdentifierFile.seal(ofBlock: block, in: UnsafeRawBufferPointer(rebasing: bytes[..<place.offset]))
    }

    /// Writes the same file with seals, durably, as a new one, and gives its size.
    func writeSealed(to path: String, pageSeals: [UInt64]) throws(StoreError) -> Int {
        var place = IdentifierFile.SealPlace(offset: header.contentEnd, pages: pageSeals.count)
        place.blocks = IdentifierHeader.blocks(before: place.offset)
        let content = UnsafeRawBufferPointer(rebasing: bytes[..<place.offset])
        let seals = (0..<place.blocks).map { IdentifierFile.seal(ofBlock: $0, in: content) } + pageSeals
        let file = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
        try file.write(content, at: 0)
        try file.write(array: seals, at: place.offset)
        let header = IdentifierHeader(
            rows: header.rows, seed: header.seed, size: place.offset + 8 * seals.count,
            checksum: seals.withUnsafeBytes(IdentifierFile.checksum), sections: header.sections, seals: place,
            // Its words stay those of its writer.
            version: max(2, header.version))
        try file.write(array: header.encoded, at: 0)
        try file.sync()
        return header.size
    }

    /// What behind the header is not what was written; `nil` where all is.
    var damage: String? {
        guard let place = header.seals else {
            let content = UnsafeRawBufferPointer(rebasing: bytes[IdentifierFile.headerSize...])
            return header.checksum == IdentifierFile.checksum(content) ? nil : "its checksum does not agree"
        }
        guard header.checksum == IdentifierFile.checksum(UnsafeRawBufferPointer(seals(place))) else {
            return "its seals are not as they were written"
        }
        let blocks = (0..<place.blocks).filter { !isAsWritten($0, place) }
        return blocks.first.map { "\(blocks.count) of \(place.blocks) blocks are not as they were written, block \($0) for one" }
    }
}
