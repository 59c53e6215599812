import LogRecords

/// The first 192 bytes of an `.ids` file.
struct IdentifierHeader {
    var version = IdentifierFile.version
    var rows: Int
    var seed: UInt64
    var size: Int
    var checksum: UInt64
    var sections: [IdentifierFile.SectionPlace]
    /// `nil` in a file of version 1.
    var seals: IdentifierFile.SealPlace?

    private static let words = IdentifierFile.headerSize / 8

    /// Whether a ray with its colo is entered as the ray.
    var knowsRaysWithColos: Bool { version > 2 }

    /// Where the words and fan-outs end.
    var contentEnd: Int { seals?.offset ?? size }

    /// The bytes as they lie in the file.
    var encoded: [UInt64] {
        var words = [UInt64](repeating: 0, count: IdentifierHeader.words)
        words[0] = IdentifierFile.magic
        words[1] = UInt64(version)
        (words[2], words[3], words[4], words[5]) = (UInt64(rows), seed, UInt64(size), checksum)
        for (number, section) in sections.enumerated() {
            let numbers = [section.words, section.count, section.fanOut, section.fanOutBits]
            for (offset, value) in numbers.enumerated() { words[6 + 4 * number + offset] = UInt64(value) }
        }
        if let seals {
            let numbers = [seals.offset, seals.blocks, seals.pages, seals.isTakenOver ? 1 : 0]
            for (offset, number) in numbers.enumerated() { words[18 + offset] = UInt64(number) }
        }
        let last = words.count - 1
        words[last] = words.withUnsafeBytes { IdentifierFile.checksum(UnsafeRawBufferPointer(rebasing: $0[..<(last * 8)])) }
        return words
    }

    /// Reads the header of a file that is mapped as a whole, and refuses one in which a look-up could leave the file.
    init(_ bytes: UnsafeRawBufferPointer, of path: String) throws(StoreError) {
        guard bytes.count >= IdentifierFile.headerSize else { throw StoreError.damaged(file: path, what: "it is cut short") }
        let words = UnsafeRawBufferPointer(rebasing: bytes[..<IdentifierFile.headerSize]).bindMemory(to: UInt64.self)
        let last = IdentifierHeader.words - 1
        let sum = IdentifierFile.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<(last * 8)]))
        guard words[0] == IdentifierFile.magic, words[last] == sum else {
            throw StoreError.damaged(file: path, what: "its header is not that of an .ids file")
        }
        guard (1...UInt64(IdentifierFile.version)).contains(words[1]) else {
            throw StoreError.newerSchema(
                file: path, version: Int(truncatingIfNeeded: words[1]), known: Int(IdentifierFile.version))
        }
        func number(_ place: Int) -> Int { Int(truncatingIfNeeded: words[place]) }
        version = UInt32(truncatingIfNeeded: words[1])
        (rows, seed, size, checksum) = (number(2), words[3], number(4), words[5])
        sections = (0..<IdentifierFile.Section.allCases.count).map { section in
            let first = 6 + 4 * section
            return IdentifierFile.SectionPlace(
                words: number(first), count: number(first + 1), fanOut: number(first + 2), fanOutBits: number(first + 3))
        }
        if version > 1 {
            seals = IdentifierFile.SealPlace(offset: number(18), blocks: number(19), pages: number(20), isTakenOver: words[21] != 0)
        }
        guard isInside(bytes.count) else { throw StoreError.damaged(file: path, what: "its size is not the one in its header") }
    }

    init(
        rows: Int, seed: UInt64, size: Int, checksum: UInt64, sections: [IdentifierFile.SectionPlace],
        seals: IdentifierFile.SealPlace, version: UInt32 = IdentifierFile.version
    ) {
        self.version = version
        (self.rows, self.seed, self.size, self.checksum) = (rows, seed, size, checksum)
        (self.sections, self.seals) = (sections, seals)
    }

    private func isInside(_ count: Int) -> Bool {
        guard size == count, (0...IdentifierHash.mostRows).contains(rows) else { return false }
        guard let seals else { return sections.allSatisfy { isInside($0, limit: count) } }
        let (offset, most) = (seals.offset, count / 8)
        return (IdentifierFile.headerSize...count).contains(offset) && offset % 8 == 0
            && seals.blocks == IdentifierHeader.blocks(before: offset) && (0...most).contains(seals.pages)
            && offset + 8 * (seals.blocks + seals.pages) == count && sections.allSatisfy { isInside($0, limit: offset) }
    }

    /// Blocks that words and fan-outs take which end there, the one that the header begins included.
    static func blocks(before offset: Int) -> Int {
        (offset + IdentifierFile.blockSize - 1) / IdentifierFile.blockSize
    }

    private func isInside(_ place: IdentifierFile.SectionPlace, limit: Int) -> Bool {
        (0...20).contains(place.fanOutBits) && (0...limit / 8).contains(place.count) && (0...limit).contains(place.words)
            && (0...limit).contains(place.fanOut) && place.words % 8 == 0 && place.fanOut % 4 == 0
            && place.words + 8 * place.count <= limit && place.fanOut + 4 * ((1 << place.fanOutBits) + 1) <= limit
    }
}
