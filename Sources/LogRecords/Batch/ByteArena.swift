/// Bytes that stay where they are put until the arena goes.
package struct ByteArena: ~Copyable {
    private static let chunkSize = 1 << 16
    private var chunks: [UnsafeMutableRawPointer] = []
    private var room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// How many bytes were put in.
    package private(set) var byteCount = 0

    package init() {}

    deinit {
        for chunk in chunks { chunk.deallocate() }
    }

    /// A copy of the bytes that lives as long as the arena.
    package mutating func copy(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        if room.count < bytes.count {
            let size = max(ByteArena.chunkSize, bytes.count)
            let chunk = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
            chunks.append(chunk)
            room = UnsafeMutableRawBufferPointer(start: chunk, count: size)
        }
        let place = UnsafeMutableRawBufferPointer(rebasing: room[0..<bytes.count])
        if !bytes.isEmpty { place.copyMemory(from: bytes) }
        room = UnsafeMutableRawBufferPointer(rebasing: room[bytes.count...])
        byteCount += bytes.count
        return UnsafeRawBufferPointer(place)
    }
}

/// What a hash is keyed with, so that nobody can choose texts of one hash who does not know it.
package struct HashKey: Sendable {
    let state: UInt64
    let factor: UInt64

    init(state: UInt64, factor: UInt64) {
        (self.state, self.factor) = (state, factor)
    }

    /// A key that nobody knows.
    package static func secret() -> HashKey {
        HashKey(state: .random(in: .min ... .max), factor: .random(in: .min ... .max) | 1)
    }

    /// A key that everybody knows, for tables that foreign text is looked up in and never added to.
    package static let known = HashKey(state: 0x2D35_8DCC_AA6C_78A5, factor: 0xA076_1D64_78BD_642F)
}

/// A hash for tables in memory: multiply and fold, eight bytes at a time. Never stored, never for identifiers.
///
/// Both the state that a word is mixed into and the factor are of the key: no word takes the state to one that can be
/// foreseen.
@inline(__always)
package func wordHash(_ bytes: UnsafeRawBufferPointer, seed: UInt64, _ key: HashKey) -> UInt64 {
    var hash = (UInt64(truncatingIfNeeded: bytes.count) &+ seed) &* 0x9E37_79B9_7F4A_7C15 ^ key.state
    var index = 0
    while index &+ 8 <= bytes.count {
        hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self), key)
        index &+= 8
    }
    return index < bytes.count ? fold(hash ^ lastBytes(bytes), key) : hash
}

/// Up to seven bytes at the end, with bytes before them where there are some: loads of fixed size, no loop.
@inline(__always)
private func lastBytes(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 8 { return bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self) }
    if count >= 4 {
        return UInt64(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)) << 32
            | UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
    }
    return count == 0
        ? 0 : UInt64(bytes[0]) << 16 | UInt64(bytes[count >> 1]) << 8 | UInt64(bytes[count &- 1])
}

@inline(__always)
private func fold(_ word: UInt64, _ key: HashKey) -> UInt64 {
    let product = word.multipliedFullWidth(by: key.factor)
    return product.high ^ product.low ^ key.state
}

/// Whether two runs of bytes are the same.
@inline(__always)
package func equalBytes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var index = 0
    while index &+ 8 <= left.count {
        guard
            left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        else { return false }
        index &+= 8
    }
    return index == left.count || lastBytes(left) == lastBytes(right)
}

/// Whether bytes spell a word of ours.
package func equalBytes(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    equalBytes(bytes, UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
}
