/// Room in which the escapes of one value at a time are undone.
///
/// It grows to the longest value that had any, which a line's limit bounds.
struct UnescapedBytes: ~Copyable {
    private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)

    deinit {
        room.deallocate()
    }

    /// The text that a string's content spells, until the next one; `nil` where it spells none.
    mutating func hold(_ raw: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        if raw.count > room.count {
            room.deallocate()
            room = .allocate(byteCount: raw.count, alignment: 16)
        }
        return unescape(raw, into: room).map { UnsafeRawBufferPointer(rebasing: room[..<$0]) }
    }
}
