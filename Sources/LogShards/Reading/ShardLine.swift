/// One line of a shard, or one JSON object laid out over several lines of text. Valid as long as the block that it came
/// in.
package struct ShardLine {
    /// Without the line's end (`\n` or `\r\n`); empty when `isTooLong`.
    package var bytes: UnsafeRawBufferPointer
    /// Its place among the shard's lines, from 1: an object over several lines of text counts as one, so that the last
    /// number is the count.
    package var number: Int64
    /// From 0, in the decompressed content.
    package var offset: Int64
    /// The real one, also when the bytes were not kept.
    package var length: Int64
    package var isTooLong: Bool
    /// An element of a batch that was too long for a line, and no batch itself.
    package var isElement = false

    /// A part of it as a line of its own.
    package func piece(_ range: Range<Int>) -> ShardLine {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes[range])
        return ShardLine(
            bytes: bytes, number: number, offset: offset &+ Int64(range.lowerBound), length: Int64(bytes.count), isTooLong: false)
    }

    init(bytes: UnsafeRawBufferPointer, number: Int64, offset: Int64, length: Int64, isTooLong: Bool, isElement: Bool = false) {
        self.bytes = bytes
        self.number = number
        self.offset = offset
        self.length = length
        self.isTooLong = isTooLong
        self.isElement = isElement
    }
}
