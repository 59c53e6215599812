/// Room for one unwrapped line at a time. It grows to the longest, which the limit of a line bounds.
struct UnwrappedBytes: ~Copyable {
    private var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 16)

    deinit {
        room.deallocate()
    }

    private mutating func makeRoom(_ count: Int) {
        guard count > room.count else { return }
        room.deallocate()
        room = .allocate(byteCount: count, alignment: 16)
    }

    /// The text that a JSON string spells. Bytes that are no UTF-8 stay, as they would in a line without a wrapper.
    mutating func unescape(_ raw: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        makeRoom(raw.count)
        return spell(raw, into: room).map { UnsafeRawBufferPointer(rebasing: room[..<$0]) }
    }

    /// The bytes of `[123, 34]`, however its numbers are spelt; `nil` where an element is no byte.
    mutating func bytes(ofNumbers array: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        makeRoom(array.count)
        var count = 0
        for element in array.dropFirst().dropLast().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let byte = UnwrappedBytes.byte(UnsafeRawBufferPointer(rebasing: element)) else { return nil }
            room[count] = byte
            count += 1
        }
        return UnsafeRawBufferPointer(rebasing: room[..<count])
    }

    private static func byte(_ element: UnsafeRawBufferPointer) -> UInt8? {
        let isBlank = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        guard let first = element.firstIndex(where: { !isBlank($0) }), let last = element.lastIndex(where: { !isBlank($0) }) else {
            return nil
        }
        var number = UnsafeRawBufferPointer(rebasing: element[first...last])
        let quote = UInt8(ascii: "\"")
        guard number.first == quote else { return DecimalNumber(number, scale: 0).flatMap(byte) }
        guard number.count > 2, number.last == quote else { return nil }
        number = UnsafeRawBufferPointer(rebasing: number.dropFirst().dropLast())
        // Of a text that is longer nothing is a byte.
        return withUnsafeTemporaryAllocation(byteCount: number.count, alignment: 1) { text in
            spell(number, into: text).flatMap { DecimalNumber(UnsafeRawBufferPointer(rebasing: text[..<$0]), scale: 0) }.flatMap(
                byte)
        }
    }

    private static func byte(_ number: DecimalNumber) -> UInt8? { number.isExact ? UInt8(exactly: number.value) : nil }
}
