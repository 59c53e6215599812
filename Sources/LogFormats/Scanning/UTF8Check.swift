/// Whether the bytes are valid UTF-8; ASCII is told eight bytes at a time.
@inline(__always)
func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index &+ 8 <= bytes.count {
        guard bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 else {
            return isValidUTF8(bytes)
        }
        index &+= 8
    }
    while index < bytes.count {
        guard bytes[index] < 0x80 else { return isValidUTF8(bytes) }
        index &+= 1
    }
    return true
}

@inline(never)
private func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
}
