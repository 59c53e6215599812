/// Readers of the fixed forms, over bytes; any case, `nil` for anything that is not exactly the form.
package func hexadecimal64(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard bytes.count == 16, let high = eightDigits(bytes, at: 0), let low = eightDigits(bytes, at: 8) else { return nil }
    return high << 32 | low
}

/// `8c38fb2918f135d2-IAD`: 16 digits and the three letters of a colo. Any other suffix may be what tells two ids apart.
/// https://developers.cloudflare.com/fundamentals/reference/http-headers/#cf-ray
package func rayWithColo(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard bytes.count == 20, bytes[16] == UInt8(ascii: "-"), bytes[17...].allSatisfy({ (65...90).contains($0 & 0xDF) }) else {
        return nil
    }
    return hexadecimal64(UnsafeRawBufferPointer(rebasing: bytes[..<16]))
}

/// 32 digits of either case, and nothing else.
package func hexadecimal128(_ bytes: UnsafeRawBufferPointer) -> ID128? {
    guard bytes.count == 32, let first = eightDigits(bytes, at: 0), let second = eightDigits(bytes, at: 8),
        let third = eightDigits(bytes, at: 16), let fourth = eightDigits(bytes, at: 24)
    else { return nil }
    return ID128(high: first << 32 | second, low: third << 32 | fourth)
}

/// 8-4-4-4-12. https://www.rfc-editor.org/rfc/rfc9562#section-4
package func uuid(_ bytes: UnsafeRawBufferPointer) -> ID128? {
    let dash = UInt8(ascii: "-")
    guard bytes.count == 36, bytes[8] == dash, bytes[13] == dash, bytes[18] == dash, bytes[23] == dash,
        let first = eightDigits(bytes, at: 0), let second = eightDigits(fourDigits(bytes, at: 9), fourDigits(bytes, at: 14)),
        let third = eightDigits(fourDigits(bytes, at: 19), fourDigits(bytes, at: 24)), let fourth = eightDigits(bytes, at: 28)
    else { return nil }
    return ID128(high: first << 32 | second, low: third << 32 | fourth)
}

/// 26 digits of Crockford's base 32, the first at most 7. https://github.com/ulid/spec
package func ulid(_ bytes: UnsafeRawBufferPointer) -> ID128? {
    guard bytes.count == 26, bytes[0] >= 48, bytes[0] <= 55 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for byte in bytes {
        let place = Int(byte) &- 48
        guard place >= 0, place < crockford.count, crockford[place] < 32 else { return nil }
        let digit = crockford[place]
        high = high << 5 | low >> 59
        low = low << 5 | UInt64(digit)
    }
    return ID128(high: high, low: low)
}

/// Decimal digits up to `UInt64.max`: Google writes spans so, and they pass `Int64.max`.
package func decimal64(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard (1...20).contains(bytes.count) else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
        let digit = byte &- 48
        guard digit < 10 else { return nil }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carried) = product.addingReportingOverflow(UInt64(digit))
        guard !overflow, !carried else { return nil }
        value = sum
    }
    return value
}

/// The value of a hexadecimal digit of either case.
package func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70, 97...102: (byte & 0xDF) - 55
    default: nil
    }
}

/// The value of a digit of Crockford's base 32, either case; `nil` also for the letters that it leaves out.
package func crockfordDigit(_ byte: UInt8) -> UInt8? {
    let place = Int(byte) - 48
    guard crockford.indices.contains(place), crockford[place] < 32 else { return nil }
    return crockford[place]
}

/// Eight digits of either case at once, as the bytes of a word: some 3 ns, where a loop over the bytes takes 20.
@inline(__always)
private func eightDigits(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64? {
    eightDigits(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
}

@inline(__always)
private func fourDigits(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    UInt64(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self).littleEndian)
}

@inline(__always)
private func eightDigits(_ first: UInt64, _ last: UInt64) -> UInt64? {
    eightDigits(first | last << 32)
}

/// The first digit is the lowest byte. What the digits would be spelt like in lower case is compared with what is
/// there.
@inline(__always)
private func eightDigits(_ word: UInt64) -> UInt64? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let digits = (word & (0x0F &* ones)) &+ 9 &* ((word >> 6) & ones)
    let letters = ((digits &+ (0x76 &* ones)) >> 7) & ones
    let spelling = digits &+ (0x30 &* ones) &+ 39 &* letters
    guard digits & (0xF0 &* ones) == 0, word | (letters << 5) == spelling else { return nil }
    var packed = digits.byteSwapped
    packed = (packed | packed >> 4) & 0x00FF_00FF_00FF_00FF
    packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
    return (packed | packed >> 16) & 0xFFFF_FFFF
}

/// The value of each byte from `0` to `z` as a digit of Crockford's base 32, 255 for the others; `I`, `L`, `O`, `U` are
/// no digits. Written out, so that it lies in the program and nobody asks whether it was made yet.
private let crockford: [UInt8] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255, 255,
    10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 255, 20, 21, 255, 22, 23, 24, 25, 26, 255, 27, 28, 29, 30, 31,
    255, 255, 255, 255, 255, 255,
    10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 255, 20, 21, 255, 22, 23, 24, 25, 26, 255, 27, 28, 29, 30, 31,
]
