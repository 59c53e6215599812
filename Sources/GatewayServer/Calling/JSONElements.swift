import NIOCore

/// The elements of a well-formed array, each found when it is asked for.
struct JSONElements: Sequence, IteratorProtocol {
    private var rest: ByteBuffer

    /// `nil`: it is no array.
    init?(_ array: ByteBuffer) {
        guard array.readableBytes >= 2, array.readableBytesView.first == UInt8(ascii: "[") else { return nil }
        rest = array
        rest.moveReaderIndex(forwardBy: 1)
    }

    mutating func next() -> ByteBuffer? {
        while let byte = rest.readableBytesView.first, [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ",")].contains(byte) {
            rest.moveReaderIndex(forwardBy: 1)
        }
        return rest.readSlice(length: rest.withUnsafeReadableBytes(JSONElements.lengthOfValue))
            .flatMap { $0.readableBytes > 0 ? $0 : nil }
    }

    /// Up to what follows the first value: a comma, a bracket or a space, with strings as a whole and brackets by
    /// depth.
    private static func lengthOfValue(_ bytes: UnsafeRawBufferPointer) -> Int {
        var (index, depth) = (0, 0)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): index = endOfText(index, bytes)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                guard depth > 0 else { return index }
                depth -= 1
                index += 1
            case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
                guard depth > 0 else { return index }
                index += 1
            default: index += 1
            }
        }
        return index
    }

    private static func endOfText(_ start: Int, _ bytes: UnsafeRawBufferPointer) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
        return Swift.min(index + 1, bytes.count)
    }
}
