import NIOCore

/// A JSON text as it stands between its quotation marks, escapes and all: parts of requests and of prompts are put
/// together without being unescaped, copied or escaped again.
struct JSONString: Sendable {
    private(set) var pieces: [ByteBuffer] = []
    private(set) var byteCount = 0

    init() {}

    /// Of a text of our own.
    init(_ text: some StringProtocol) {
        append(text)
    }

    /// Of a well-formed value with its quotation marks; `nil`: it is another kind of value.
    init?(quoted value: ByteBuffer) {
        guard value.readableBytes >= 2, value.readableBytesView.first == UInt8(ascii: "\""),
            let inner = value.getSlice(at: value.readerIndex + 1, length: value.readableBytes - 2)
        else { return nil }
        append(inner)
    }

    mutating func append(_ text: some StringProtocol) {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.writeInteger(UInt16(0x5C00) | UInt16(byte))
            case 0x0A: buffer.writeString("\\n")
            case 0..<0x20: buffer.writeString(byte < 0x10 ? "\\u000\(String(byte, radix: 16))" : "\\u00\(String(byte, radix: 16))")
            default: buffer.writeInteger(byte)
            }
        }
        append(buffer)
    }

    mutating func append(_ other: JSONString) {
        pieces += other.pieces
        byteCount += other.byteCount
    }

    /// Bytes that need no escape, or have one.
    mutating func append(_ bytes: ByteBuffer) {
        guard bytes.readableBytes > 0 else { return }
        pieces.append(bytes)
        byteCount += bytes.readableBytes
    }

    static func + (one: JSONString, other: JSONString) -> JSONString {
        var both = one
        both.append(other)
        return both
    }

    /// What it says; half of a surrogate pair becomes U+FFFD.
    var text: String {
        var bytes = ByteBuffer()
        if pieces.count == 1 { bytes = pieces[0] } else { for piece in pieces { bytes.writeImmutableBuffer(piece) } }
        return bytes.withUnsafeReadableBytes { bytes in
            bytes.contains(UInt8(ascii: "\\")) ? JSONString.unescaped(bytes) : String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func unescaped(_ bytes: UnsafeRawBufferPointer) -> String {
        var units: [UInt8] = []
        units.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                units.append(bytes[index])
                index += 1
                continue
            }
            switch bytes[index + 1] {
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "u"):
                let (scalar, length) = scalar(bytes, index)
                units += Array(String(scalar).utf8)
                index += length
                continue
            case let other: units.append(other)
            }
            index += 2
        }
        return String(decoding: units, as: UTF8.self)
    }

    /// https://www.rfc-editor.org/rfc/rfc8259#section-7: a character beyond U+FFFF has two escapes.
    private static func scalar(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> (Unicode.Scalar, length: Int) {
        func unit(_ start: Int) -> UInt32? {
            guard start + 6 <= bytes.count, bytes[start] == UInt8(ascii: "\\"), bytes[start + 1] == UInt8(ascii: "u") else {
                return nil
            }
            return UInt32(String(decoding: bytes[start + 2..<start + 6], as: UTF8.self), radix: 16)
        }
        guard let first = unit(index) else { return ("\u{FFFD}", 2) }
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        guard first < 0xDC00, let second = unit(index + 6), (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { return ("\u{FFFD}", 6) }
        return (scalar, 12)
    }
}

extension ByteBuffer {
    /// A JSON text with its quotation marks.
    mutating func writeJSON(_ text: JSONString) {
        writeInteger(UInt8(ascii: "\""))
        for piece in text.pieces { writeImmutableBuffer(piece) }
        writeInteger(UInt8(ascii: "\""))
    }
}

/// The JSON of a text.
func json(_ text: String) -> String {
    var buffer = ByteBuffer()
    buffer.writeJSON(JSONString(text))
    return String(buffer: buffer)
}
