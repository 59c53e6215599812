import Glibc

/// A JSON string's content with its escapes resolved, as UTF-8; `nil` where that is not valid: bytes that are no UTF-8,
/// or half of a surrogate pair. https://www.rfc-editor.org/rfc/rfc8259#section-7
func unescaped(_ raw: UnsafeRawBufferPointer) -> [UInt8]? {
    var isValid = false
    let bytes = [UInt8](unsafeUninitializedCapacity: raw.count) { buffer, count in
        let length = unescape(raw, into: UnsafeMutableRawBufferPointer(buffer))
        (isValid, count) = (length != nil, length ?? 0)
    }
    return isValid ? bytes : nil
}

/// The same into memory that has room for the escaped text, which is never the shorter one; gives the number of bytes.
func unescape(_ raw: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawBufferPointer) -> Int? {
    spell(raw, into: bytes).flatMap { isUTF8(UnsafeRawBufferPointer(rebasing: bytes[..<$0])) ? $0 : nil }
}

/// The same of a text that need not be UTF-8.
func spell(_ raw: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawBufferPointer) -> Int? {
    var (index, count) = (0, 0)
    while index < raw.count {
        let plain = plainBytes(raw, from: index)
        if plain > 0 {
            UnsafeMutableRawBufferPointer(rebasing: bytes[count...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: raw[index..<index + plain]))
            index += plain
            count += plain
            continue
        }
        guard index + 1 < raw.count else { return nil }
        if raw[index + 1] == UInt8(ascii: "u") {
            guard let (scalar, next) = escapedScalar(raw, index) else { return nil }
            for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                bytes[count] = byte
                count += 1
            }
            index = next
        } else {
            guard let byte = escapedByte(raw[index + 1]) else { return nil }
            bytes[count] = byte
            count += 1
            index += 2
        }
    }
    return count
}

/// Whether a string's content spells something else than its bytes.
func hasEscapes(_ raw: UnsafeRawBufferPointer) -> Bool { plainBytes(raw, from: 0) < raw.count }

/// How many bytes there are before the next backslash.
private func plainBytes(_ raw: UnsafeRawBufferPointer, from index: Int) -> Int {
    guard let start = raw.baseAddress?.advanced(by: index) else { return 0 }
    return memchr(start, 0x5C, raw.count - index).map { UnsafeRawPointer($0) - start } ?? raw.count - index
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
