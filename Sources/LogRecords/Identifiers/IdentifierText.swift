/// Readers of the fixed forms, over bytes; any case, `nil` for anything that is not exactly the form.
package func hexadecimal64(_ bytes: UnsafeRawBufferPointer) -> UInt64? {
    guard bytes.count == 16 else { return nil }
    return hexadecimal(bytes[...])
}

package func hexadecimal128(_ bytes: UnsafeRawBufferPointer) -> ID128? {
    guard bytes.count == 32, let high = hexadecimal(bytes[0..<16]), let low = hexadecimal(bytes[16..<32]) else { return nil }
    return ID128(high: high, low: low)
}

/// 8-4-4-4-12. https://www.rfc-editor.org/rfc/rfc9562#section-4
package func uuid(_ bytes: UnsafeRawBufferPointer) -> ID128? {
    let dash = UInt8(ascii: "-")
    guard bytes.count == 36, bytes[8] == dash, bytes[13] == dash, bytes[18] == dash, bytes[23] == dash,
        let first = hexadecimal(bytes[0..<8]), let second = hexadecimal(bytes[9..<13]), let third = hexadecimal(bytes[14..<18]),
        let fourth = hexadecimal(bytes[19..<23]), let fifth = hexadecimal(bytes[24..<36])
    else { return nil }
    return ID128(high: first << 32 | second << 16 | third, low: fourth << 48 | fifth)
}

/// 26 digits of Crockford's base 32, the first at most 7. https://github.com/ulid/spec
package func ulid(_ bytes: UnsafeRawBufferPointer) -> ID128? {
    guard bytes.count == 26, bytes[0] >= 48, bytes[0] <= 55 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for byte in bytes {
        let digit = crockford[Int(byte)]
        guard digit < 32 else { return nil }
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

/// Up to sixteen digits of either case.
private func hexadecimal(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64? {
    var value: UInt64 = 0
    for byte in bytes {
        let decimal = byte &- 48
        let letter = (byte | 0x20) &- 97
        guard decimal < 10 || letter < 6 else { return nil }
        value = value << 4 | UInt64(decimal < 10 ? decimal : letter + 10)
    }
    return value
}

/// The value of each byte as a digit of Crockford's base 32, 255 for the others; `I`, `L`, `O`, `U` are no digits.
private let crockford: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, scalar) in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8.enumerated() {
        table[Int(scalar)] = UInt8(value)
        if scalar >= 65 { table[Int(scalar) + 32] = UInt8(value) }
    }
    return table
}()
