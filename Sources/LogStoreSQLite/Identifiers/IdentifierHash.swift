import CXXHash
import LogRecords

/// Makes the 64-bit words that `.ids` files are sorted by.
///
/// | section | word, from its top bit |
/// |---|---|
/// | ids | 42 bits of XXH3-64 of the canonical identifier, 22 bits row |
/// | instances | 25 bits of XXH3-64 of the customer instance's text, 17 bits second of the UTC day, 22 bits row |
/// | instances | a monolith's row again: 25 bits of XXH3-64 of the user's text, 86,400 and half the second of the UTC day, 22 bits row |
/// | instances | a row of a session again: 25 bits of XXH3-64 of the session's text, 129,600 and the minute of the UTC day, 22 bits row |
/// | records | 42 bits of the record's identity, 22 bits row |
///
/// The canonical identifier is hashed as 8 or 16 bytes, most significant first, or as its exact bytes. Short hashes
/// only cost a look at the row, which decides. The seed is random for each segment, so that identifiers cannot be
/// crafted to collide.
struct IdentifierHash: Sendable {
    static let rowBits: UInt64 = 22
    static let secondBits: UInt64 = 17
    static let mostRows = 1 << 22

    let seed: UInt64

    @inline(__always)
    func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        XXH_INLINE_XXH3_64bits_withSeed(bytes.baseAddress, bytes.count, seed)
    }

    @inline(__always)
    func hash(_ word: UInt64) -> UInt64 {
        var bytes = word.bigEndian
        return withUnsafeBytes(of: &bytes) { hash($0) }
    }

    @inline(__always)
    func hash(_ id: ID128) -> UInt64 {
        var bytes = (id.high.bigEndian, id.low.bigEndian)
        return withUnsafeBytes(of: &bytes) { hash($0) }
    }

    func hash(_ identifier: CanonicalIdentifier) -> UInt64 {
        switch identifier {
        case .bits64(let word): hash(word)
        case .bits128(let id): hash(id)
        case .bytes(let bytes): bytes.withUnsafeBytes { hash($0) }
        }
    }

    /// The hash of a text's canonical form; allocates nothing.
    @inline(__always)
    func hash(canonical text: UnsafeRawBufferPointer) -> UInt64 {
        switch CanonicalIdentifier.fixed(text) {
        case .bits64(let word): hash(word)
        case .bits128(let id): hash(id)
        case .bytes, nil: hash(text)
        }
    }

    @inline(__always)
    static func word(_ hash: UInt64, row: Int) -> UInt64 {
        (hash >> rowBits) << rowBits | UInt64(truncatingIfNeeded: row)
    }

    @inline(__always)
    static func instanceWord(_ hash: UInt64, second: UInt64, row: Int) -> UInt64 {
        (hash >> (rowBits + secondBits)) << (rowBits + secondBits) | second << rowBits | UInt64(truncatingIfNeeded: row)
    }

    @inline(__always)
    static func row(of word: UInt64) -> Int {
        Int(word & ((1 << rowBits) - 1))
    }

    /// The second of its UTC day that a moment lies in: 0 to 86,399.
    @inline(__always)
    static func secondOfDay(_ nanoseconds: Int64) -> UInt64 {
        let inDay = nanoseconds % Instant.day
        return UInt64((inDay < 0 ? inDay + Instant.day : inDay) / Instant.second)
    }

    /// What stands for a second of the day in the word of a monolith's user: beyond every second of a day, so that no
    /// instance meets a user.
    @inline(__always)
    static func userSecond(_ second: UInt64) -> UInt64 { 86_400 + second / 2 }

    /// What stands for a second of the day in the word of a session: beyond every one that stands for a second of a
    /// user's.
    @inline(__always)
    static func sessionSecond(_ second: UInt64) -> UInt64 { 129_600 + second / 60 }
}
