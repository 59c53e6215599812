import CXXHash

/// The hash of a record's own identity: 64-bit XXH3 over the format's name and the raw texts that identify it, parted by a byte that no
/// JSON string holds.
struct RecordIdentity: ~Copyable {
    private static let separator: UInt8 = 0x1F
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 16)
    private var count = 0

    deinit {
        buffer.deallocate()
    }

    mutating func begin(_ name: UnsafeRawBufferPointer) {
        count = 0
        append(name)
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        if count + bytes.count + 1 > buffer.count { grow(bytes.count + 1) }
        if let start = bytes.baseAddress {
            buffer.baseAddress?.advanced(by: count).copyMemory(from: start, byteCount: bytes.count)
        }
        count += bytes.count
        buffer[count] = RecordIdentity.separator
        count += 1
    }

    func hash() -> Int64 {
        Int64(bitPattern: XXH_INLINE_XXH3_64bits(buffer.baseAddress, count))
    }

    private mutating func grow(_ needed: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * (buffer.count + needed), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        buffer.deallocate()
        buffer = larger
    }
}
