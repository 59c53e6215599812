import LogRecords

/// Numbers for tuples of a fixed width, such as everything a segment says of a caller: open addressing, bounded.
///
/// When it is full it is cleared: a tuple may then appear twice in its table, which only costs the place.
final class TupleNumbers {
    private static let capacity = 1 << 16

    private let width: Int
    private let keys: UnsafeMutablePointer<UInt32>
    private let slots: UnsafeMutablePointer<UInt32>
    private static let slotMask = 2 * capacity - 1
    private var held = 0
    /// The number of the first tuple held, less one.
    private var base: UInt32 = 0
    private var last: UInt32 = 0
    private let insert: SegmentStatement

    /// The tuple to be numbered; to be filled by the caller.
    let key: UnsafeMutablePointer<UInt32>

    init(table: String, columns: Int, on connection: SegmentConnection) throws(StoreError) {
        width = columns
        let places = (1...columns + 1).map { "?\($0)" }.joined(separator: ", ")
        insert = try connection.prepare("INSERT INTO \(table) VALUES (\(places))")
        keys = .allocate(capacity: TupleNumbers.capacity * columns)
        slots = .allocate(capacity: TupleNumbers.slotMask + 1)
        slots.initialize(repeating: .max, count: TupleNumbers.slotMask + 1)
        key = .allocate(capacity: columns)
        key.initialize(repeating: 0, count: columns)
    }

    deinit {
        keys.deallocate()
        slots.deallocate()
        key.deallocate()
    }

    /// The number of the tuple in `key`, from 1; 0 in a tuple is NULL in the table.
    @inline(__always)
    func number() throws(StoreError) -> UInt32 {
        // Requests come in runs of the same origin.
        if last > base, equals(Int(last - base) - 1) { return last }
        let bytes = UnsafeRawBufferPointer(start: key, count: width * 4)
        var slot = Int(truncatingIfNeeded: wordHash(bytes, seed: 0)) & TupleNumbers.slotMask
        while slots[slot] != .max {
            let index = Int(slots[slot])
            if equals(index) {
                last = base + UInt32(index) + 1
                return last
            }
            slot = (slot + 1) & TupleNumbers.slotMask
        }
        return try add(at: slot)
    }

    @inline(__always)
    private func equals(_ index: Int) -> Bool {
        let other = keys + index * width
        for column in 0..<width where other[column] != key[column] { return false }
        return true
    }

    @inline(never)
    private func add(at slot: Int) throws(StoreError) -> UInt32 {
        var slot = slot
        if held == TupleNumbers.capacity {
            base += UInt32(held)
            held = 0
            slots.update(repeating: .max, count: TupleNumbers.slotMask + 1)
            let bytes = UnsafeRawBufferPointer(start: key, count: width * 4)
            slot = Int(truncatingIfNeeded: wordHash(bytes, seed: 0)) & TupleNumbers.slotMask
        }
        (keys + held * width).update(from: key, count: width)
        slots[slot] = UInt32(held)
        held += 1
        last = base + UInt32(held)
        insert.bind(1, Int64(last))
        for column in 0..<width {
            insert.bind(Int32(column + 2), key[column] == 0 ? nil : Int64(key[column]))
        }
        try insert.run()
        return last
    }
}
