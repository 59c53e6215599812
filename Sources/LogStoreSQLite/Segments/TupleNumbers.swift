import LogRecords

/// Numbers for tuples of a fixed width, such as everything a segment says of a caller: open addressing, bounded.
///
/// When it is full it is cleared: a tuple may then appear twice in its table, which only costs the place.
final class TupleNumbers {
    private static let capacity = 1 << 16

    private let width: Int
    /// What a caller says of itself is foreign, so that tuples of one hash could be chosen if this were known.
    private let hashKey = HashKey.secret()
    private let keys: UnsafeMutablePointer<UInt32>
    private let slots: UnsafeMutablePointer<UInt32>
    private static let slotMask = 2 * capacity - 1
    private let state: UnsafeMutablePointer<State>

    /// Behind a pointer: what a class holds is checked for exclusive access at each touch.
    private struct State {
        var held = 0
        /// The number of the first tuple held, less one.
        var base: UInt32 = 0
        var last: UInt32 = 0
    }

    /// Puts the tuple in `key` into its table under its number.
    private let keep: (UInt32) throws(StoreError) -> Void

    /// The tuple to be numbered; to be filled by the caller.
    let key: UnsafeMutablePointer<UInt32>

    init(into table: some SegmentTable, columns: Int) {
        width = columns
        state = .allocate(capacity: 1)
        state.initialize(to: State())
        keys = .allocate(capacity: TupleNumbers.capacity * columns)
        slots = .allocate(capacity: TupleNumbers.slotMask + 1)
        slots.initialize(repeating: .max, count: TupleNumbers.slotMask + 1)
        let key = UnsafeMutablePointer<UInt32>.allocate(capacity: columns)
        key.initialize(repeating: 0, count: columns)
        self.key = key
        keep = { (number) throws(StoreError) in
            var row = table.beginRow()
            row.addNull()
            for column in 0..<columns {
                if key[column] == 0 { row.addNull() } else { row.add(Int64(key[column])) }
            }
            try table.append(Int64(number), row)
        }
    }

    deinit {
        keys.deallocate()
        slots.deallocate()
        key.deallocate()
        state.deallocate()
    }

    /// The number of the tuple in `key`, from 1; 0 in a tuple is NULL in the table.
    @inline(__always)
    func number() throws(StoreError) -> UInt32 {
        // Requests come in runs of the same origin.
        if state.pointee.last > state.pointee.base, equals(Int(state.pointee.last - state.pointee.base) - 1) {
            return state.pointee.last
        }
        let bytes = UnsafeRawBufferPointer(start: key, count: width * 4)
        var slot = Int(truncatingIfNeeded: wordHash(bytes, seed: 0, hashKey)) & TupleNumbers.slotMask
        while slots[slot] != .max {
            let index = Int(slots[slot])
            if equals(index) {
                state.pointee.last = state.pointee.base + UInt32(index) + 1
                return state.pointee.last
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
        if state.pointee.held == TupleNumbers.capacity {
            state.pointee.base += UInt32(state.pointee.held)
            state.pointee.held = 0
            slots.update(repeating: .max, count: TupleNumbers.slotMask + 1)
            let bytes = UnsafeRawBufferPointer(start: key, count: width * 4)
            slot = Int(truncatingIfNeeded: wordHash(bytes, seed: 0, hashKey)) & TupleNumbers.slotMask
        }
        (keys + state.pointee.held * width).update(from: key, count: width)
        slots[slot] = UInt32(state.pointee.held)
        state.pointee.held += 1
        state.pointee.last = state.pointee.base + UInt32(state.pointee.held)
        try keep(state.pointee.last)
        return state.pointee.last
    }
}
