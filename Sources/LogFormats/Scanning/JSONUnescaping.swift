/// A JSON string's content with its escapes resolved, as UTF-8; `nil` where that is not valid: bytes that are no UTF-8, or half of a
/// surrogate pair. https://www.rfc-editor.org/rfc/rfc8259#section-7
func unescaped(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(raw.count)
    var index = 0
    while index < raw.count {
        guard raw[index] == 0x5C else {
            bytes.append(raw[index])
            index += 1
            continue
        }
        guard index + 1 < raw.count else { return nil }
        if raw[index + 1] == UInt8(ascii: "u") {
            guard let (scalar, next) = escapedScalar(raw, index) else { return nil }
            bytes.append(contentsOf: Unicode.UTF8.encode(scalar).map(Array.init) ?? [])
            index = next
        } else {
            guard let byte = escapedByte(raw[index + 1]) else { return nil }
            bytes.append(byte)
            index += 2
        }
    }
    return bytes.withUnsafeBytes(isUTF8) ? bytes : nil
}

private func escapedByte(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    default: nil
    }
}

/// The scalar that a `\u` escape of four digits, or a pair of them, stands for, and the index behind it.
private func escapedScalar(_ raw: UnsafeRawBufferPointer, _ index: Int) -> (Unicode.Scalar, Int)? {
    guard let first = codeUnit(raw, index) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, index + 6) }
    guard (0xD800..<0xDC00).contains(first), let second = codeUnit(raw, index + 6), (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { return nil }
    return (scalar, index + 12)
}

private func codeUnit(_ raw: UnsafeRawBufferPointer, _ index: Int) -> UInt32? {
    guard index + 6 <= raw.count, raw[index] == 0x5C, raw[index + 1] == UInt8(ascii: "u") else { return nil }
    var unit: UInt32 = 0
    for offset in 2..<6 {
        guard let digit = JSONText.hexadecimalDigit(raw[index + offset]) else { return nil }
        unit = unit << 4 | digit
    }
    return unit
}
