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

/// A hash for tables in memory: multiply and fold, eight bytes at a time. Never stored, never for identifiers.
@inline(__always)
package func wordHash(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
    var hash = (UInt64(truncatingIfNeeded: bytes.count) &+ seed) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 <= bytes.count {
        hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index &+= 1
    }
    return fold(hash ^ rest)
}

@inline(__always)
private func fold(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0x2D35_8DCC_AA6C_78A5).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
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
    while index < left.count {
        guard left[index] == right[index] else { return false }
        index &+= 1
    }
    return true
}
