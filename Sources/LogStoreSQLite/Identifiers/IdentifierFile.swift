import CXXHash
import LogRecords

/// The layout of an `.ids` file; `waybill-store(5)` describes the same for others. Numbers are little-endian.
///
/// | byte | holds |
/// |---|---|
/// | 0 | `WAYBIDS1` |
/// | 8 | version (4 bytes; before version 3 a ray with its colo is hashed as a text), 0 (4) |
/// | 16 | rows of the segment |
/// | 24 | seed of the hashes |
/// | 32 | size of the file |
/// | 40 | XXH3-64 of the seals; in version 1, of everything from byte 192 on |
/// | 48, 80, 112 | for ids, instances, records: offset of the words, their count, offset of the fan-out, its bits (8 each) |
/// | 144 | offset of the seals, which reach to the end of the file; in version 1 zeros from here on |
/// | 152 | how many blocks are sealed |
/// | 160 | how many pages are sealed |
/// | 168 | 1 if rows were taken over from a segment without seals, else 0 |
/// | 176 | zeros |
/// | 184 | XXH3-64 of the bytes 0 to 183 |
/// | 192 | words and fan-outs, section after section, each begun at a multiple of 64; then the seals |
///
/// A fan-out of `b` bits has `2^b + 1` entries of 4 bytes: entry `i` is the index of the first word whose top `b` bits
/// are `i` or more. The seals are the XXH3-64 of each block of 4 KiB of this file between header and seals, then of
/// each page of the `.sqlite` file.
enum IdentifierFile {
    static let magic: UInt64 = 0x3153_4449_4259_4157  // "WAYBIDS1"
    static let version: UInt32 = 3
    static let headerSize = 192
    static let blockSize = 4096

    /// The sorted lists of a file, in the order in which they lie.
    enum Section: Int, CaseIterable, Sendable {
        case ids, instances, records
    }

    /// Where a section lies, and how many words it has.
    struct SectionPlace: Sendable {
        var words = 0
        var count = 0
        var fanOut = 0
        var fanOutBits = 0
    }

    /// Where the seals of the pages lie.
    struct SealPlace: Sendable {
        var offset = 0
        var blocks = 0
        var pages = 0
        /// Nobody can tell whether a row that was taken over had been changed before.
        var isTakenOver = false
    }

    /// So that a bucket holds some 128 words, a quarter of a page.
    static func fanOutBits(for count: Int) -> Int {
        count < 256 ? 0 : min(18, Int.bitWidth - 1 - (count / 128).leadingZeroBitCount)
    }

    /// Of a block of what lies before the seals; the first begins behind the header.
    static func seal(ofBlock block: Int, in content: UnsafeRawBufferPointer) -> UInt64 {
        let start = max(headerSize, block * blockSize)
        return checksum(UnsafeRawBufferPointer(rebasing: content[start..<min(content.count, (block + 1) * blockSize)]))
    }

    static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        XXH_INLINE_XXH3_64bits_withSeed(bytes.baseAddress, bytes.count, 0)
    }
}
