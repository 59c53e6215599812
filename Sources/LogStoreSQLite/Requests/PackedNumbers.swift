extension [UInt8] {
    /// Seven bits a byte, small numbers first, whatever their sign.
    /// https://protobuf.dev/programming-guides/encoding/#signed-ints
    mutating func add(number: Int64) {
        var bits = UInt64(bitPattern: number &<< 1 ^ number &>> 63)
        while bits >= 0x80 {
            append(UInt8(truncatingIfNeeded: bits) | 0x80)
            bits >>= 7
        }
        append(UInt8(truncatingIfNeeded: bits))
    }
}

extension Slice<UnsafeRawBufferPointer> {
    mutating func takeNumber() -> Int64? {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = popFirst() else { return nil }
            bits |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1) }
        }
        return nil
    }
}
