import CXXHash
import LogRecords

/// What the identifiers of a segment leave in some eleven bits each: it says which ones the segment cannot have.
///
/// A split block Bloom filter: a block is eight words of 32 bits, and an identifier sets one bit in each word of one
/// block.
/// https://parquet.apache.org/docs/file-format/bloomfilter/
/// Parquet takes the bits from the lower half of a hash. Words of `.ids` files have the upper 42 bits alone, so they
/// are taken from bits 22 to 53 here; the block is chosen by the upper half, as there.
///
/// A page is 1 KiB: a seal of 8 bytes, 24 zeros, and 31 blocks. The seal is the XXH3-64 of what is behind it, seeded
/// with the segment's seed and the page's number, so that no page is believed of another segment or in another place.
struct IdentifierFilter: Equatable {
    static let pageSize = 1024
    private static let blockSize = 32
    private static let blocksOfPage = pageSize / blockSize - 1
    /// One of a hundred identifiers that a segment does not have is let through.
    private static let wordsOfBlock = 24
    /// More than the longest `.ids` file has words for.
    static let mostBlocks = 1 << 28

    private static let salts = SIMD8<UInt32>(
        0x47b6_137b, 0x4497_4d91, 0x8824_ad5b, 0xa2b7_289d, 0x7054_95c7, 0x2df1_424b, 0x9efc_4947, 0x5c6b_fb31)

    /// The segment's own.
    let seed: UInt64
    let blocks: Int

    init(seed: UInt64, blocks: Int) {
        (self.seed, self.blocks) = (seed, blocks)
    }

    init(seed: UInt64, words: Int) {
        self.init(seed: seed, blocks: max(1, (words + IdentifierFilter.wordsOfBlock - 1) / IdentifierFilter.wordsOfBlock))
    }

    var pages: Int { (blocks + IdentifierFilter.blocksOfPage - 1) / IdentifierFilter.blocksOfPage }

    var size: Int { pages * IdentifierFilter.pageSize }

    /// The block of a hash, or of the word that begins with it.
    @inline(__always)
    private func block(of hash: UInt64) -> Int {
        Int(truncatingIfNeeded: ((hash >> 32) &* UInt64(truncatingIfNeeded: blocks)) >> 32)
    }

    @inline(__always)
    private static func bits(of hash: UInt64) -> SIMD8<UInt32> {
        SIMD8(repeating: 1) &<< ((SIMD8(repeating: UInt32(truncatingIfNeeded: hash >> IdentifierHash.rowBits)) &* salts) &>> 27)
    }

    private func seal(ofPage number: Int, _ page: UnsafeRawBufferPointer) -> UInt64 {
        let behind = UnsafeRawBufferPointer(rebasing: page[8...])
        return XXH_INLINE_XXH3_64bits_withSeed(behind.baseAddress, behind.count, seed ^ UInt64(truncatingIfNeeded: number))
    }

    // MARK: Asking

    /// The page that tells of a hash.
    func page(of hash: UInt64) -> Int { block(of: hash) / IdentifierFilter.blocksOfPage }

    /// Whether the page is as it was written.
    func isSealed(_ number: Int, _ page: UnsafeRawBufferPointer) -> Bool {
        page.count == IdentifierFilter.pageSize && page.loadUnaligned(as: UInt64.self) == seal(ofPage: number, page)
    }

    /// Whether the segment may have what has this hash, by its page.
    func mayHave(_ hash: UInt64, _ page: UnsafeRawBufferPointer) -> Bool {
        let place = IdentifierFilter.blockSize * (1 + block(of: hash) % IdentifierFilter.blocksOfPage)
        let bits = IdentifierFilter.bits(of: hash)
        return page.loadUnaligned(fromByteOffset: place, as: SIMD8<UInt32>.self) & bits == bits
    }

    // MARK: Making

    /// Makes the pages of these words, which are in ascending order, so that a page is finished before the next one
    /// begins; `false` and no further page where they are not, as somebody else's file may have them.
    ///
    /// Some 4 ns a word.
    func makePages(
        of words: UnsafeBufferPointer<UInt64>, _ take: (UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) -> Bool {
        let page = UnsafeMutableRawBufferPointer.allocate(byteCount: IdentifierFilter.pageSize, alignment: 64)
        defer { page.deallocate() }
        page.initializeMemory(as: UInt8.self, repeating: 0)
        var (number, end) = (0, IdentifierFilter.blocksOfPage)
        for word in words {
            let block = block(of: word)
            while block >= end {
                try finish(number, page, take)
                (number, end) = (number + 1, end + IdentifierFilter.blocksOfPage)
            }
            let place = IdentifierFilter.pageSize - IdentifierFilter.blockSize * (end - block)
            guard place >= IdentifierFilter.blockSize else { return false }
            let bits = page.loadUnaligned(fromByteOffset: place, as: SIMD8<UInt32>.self) | IdentifierFilter.bits(of: word)
            page.storeBytes(of: bits, toByteOffset: place, as: SIMD8<UInt32>.self)
        }
        while number < pages {
            try finish(number, page, take)
            number += 1
        }
        return true
    }

    private func finish(
        _ number: Int, _ page: UnsafeMutableRawBufferPointer, _ take: (UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        page.storeBytes(of: seal(ofPage: number, UnsafeRawBufferPointer(page)), as: UInt64.self)
        try take(UnsafeRawBufferPointer(page))
        page.initializeMemory(as: UInt8.self, repeating: 0)
    }
}
