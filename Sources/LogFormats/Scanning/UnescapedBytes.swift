/// Room in which the escapes of one value at a time are undone.
///
/// It grows to the longest value that had any, which a line's limit bounds. The last value is remembered, since several
/// conditions and readings ask for the same one after another.
struct UnescapedBytes: ~Copyable {
    private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
    private var raw = UnsafeRawBufferPointer(start: nil, count: 0)
    private var line: UInt32 = 0
    /// Bytes of the last value's text; `nil`: it spelt none.
    private var length: Int?

    deinit {
        room.deallocate()
    }

    /// The text that a string's content in the line of this number spells, until the next one; `nil` where it spells
    /// none.
    mutating func hold(_ raw: UnsafeRawBufferPointer, line: UInt32) -> UnsafeRawBufferPointer? {
        if line != self.line || raw.baseAddress != self.raw.baseAddress || raw.count != self.raw.count {
            if raw.count > room.count {
                room.deallocate()
                room = .allocate(byteCount: raw.count, alignment: 16)
            }
            (self.raw, self.line, length) = (raw, line, unescape(raw, into: room))
        }
        return length.map { UnsafeRawBufferPointer(rebasing: room[..<$0]) }
    }

    /// The same for bytes that stand in no line.
    mutating func hold(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        let count = min(bytes.count, room.count)
        room.copyBytes(from: bytes[..<count])
        raw = UnsafeRawBufferPointer(start: nil, count: 0)
        return UnsafeRawBufferPointer(rebasing: room[..<count])
    }
}
