import CScan

/// What stood between two values at a place in an earlier line: the comma, the key, the colon, and whatever white space
/// lay around them.
///
/// Where a line has the same bytes there, it has the same key, and nothing of them needs to be read again. A cache line
/// long.
struct KeyGuess {
    typealias Text = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    /// The node that the key leads to; -1: nobody wants it.
    private(set) var child: Int32 = -1
    /// The node's `plainSlot`.
    private(set) var slot: Int32 = -1
    /// Bytes of the text; 0: none yet.
    private(set) var length: UInt32 = 0
    /// Which of the first sixteen bytes must be equal; a seventeenth never is, so that an empty guess is never right.
    private var firstBytes: UInt32 = 1 << 16
    private var text: Text = (0, 0, 0, 0, 0, 0)

    /// Later keys of an object share the last guess.
    static let most = 96

    /// Whether the line goes on with this text.
    @inline(__always)
    static func matches(_ guess: UnsafeMutablePointer<KeyGuess>, _ place: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool
    {
        guard end - place >= 16 else { return false }
        let text = UnsafeRawPointer(guess).advanced(by: textOffset).assumingMemoryBound(to: UInt8.self)
        let first = guess.pointee.firstBytes
        guard scan_equal_bytes(place, text) & first == first else { return false }
        let length = Int(guess.pointee.length)
        return length <= 16 || rest(length, place, text, end)
    }

    @inline(__always)
    private static func rest(
        _ length: Int, _ place: UnsafePointer<UInt8>, _ text: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> Bool {
        guard end - place >= (length + 15) & ~15 else { return false }
        let second: UInt32 = length >= 32 ? 0xFFFF : 1 &<< UInt32(truncatingIfNeeded: length &- 16) &- 1
        guard scan_equal_bytes(place + 16, text + 16) & second == second else { return false }
        guard length > 32 else { return true }
        let third: UInt32 = 1 &<< UInt32(truncatingIfNeeded: length &- 32) &- 1
        return scan_equal_bytes(place + 32, text + 32) & third == third
    }

    private static let textOffset = 16

    /// Longer texts are looked up each time.
    mutating func learn(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, child: Int32, slot: Int32) {
        let bytes = UnsafeRawBufferPointer(start: start, count: end - start)
        guard bytes.count <= MemoryLayout<Text>.size else { return }
        (self.child, self.slot, length) = (child, slot, UInt32(bytes.count))
        firstBytes = bytes.count >= 16 ? 0xFFFF : (1 << UInt32(bytes.count)) - 1
        text = (0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &text) { $0.copyBytes(from: bytes) }
    }
}
