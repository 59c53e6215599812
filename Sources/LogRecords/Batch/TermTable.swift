/// Numbers for texts that many records share, found by the bytes that a log line holds.
///
/// Open addressing over a multiply-mix of eight bytes at a time: some 8 ns a hit, where `Dictionary<String, _>` takes 43. One reader owns
/// a table and adds to it. Whoever holds a batch may meanwhile read the terms that the batch uses: entries and their bytes never move. A
/// table that is nearly full is left behind and a new one begun; it lives as long as the batches that use it. So memory is bounded,
/// however many different texts a night brings, and a text may have several numbers.
package final class TermTable: @unchecked Sendable {  // @unchecked: see above; batches are handed over through a lock
    package static let capacity = 1 << 18
    package static let byteCapacity = 16 << 20

    private struct Entry {
        var hash: UInt64
        var key: UnsafeRawBufferPointer
        var text: UnsafeRawBufferPointer
        var salt: UInt8
    }

    private struct State {
        var slots: UnsafeMutablePointer<UInt32>
        var slotMask: Int
        var count = 0
    }

    private let entries: UnsafeMutablePointer<Entry>
    private var arena = ByteArena()
    /// Behind a pointer, because what a class holds is checked for exclusive access at each touch.
    private let state: UnsafeMutablePointer<State>

    /// How many terms there are; numbers run from 0.
    package var count: Int { state.pointee.count }

    package init() {
        entries = .allocate(capacity: TermTable.capacity)
        state = .allocate(capacity: 1)
        let slots = UnsafeMutablePointer<UInt32>.allocate(capacity: TermTable.fewestSlots)
        slots.initialize(repeating: .max, count: TermTable.fewestSlots)
        state.initialize(to: State(slots: slots, slotMask: TermTable.fewestSlots - 1))
    }

    deinit {
        entries.deallocate()
        state.pointee.slots.deallocate()
        state.deallocate()
    }

    private static let fewestSlots = 1 << 12

    /// Whether a batch's worth of new terms might not fit any more; ask between batches.
    package var isNearlyFull: Bool {
        count > TermTable.capacity / 2 || arena.byteCount > TermTable.byteCapacity / 2
    }

    /// The bytes of a term: valid UTF-8, alive as long as the table.
    package func bytes(of number: UInt32) -> UnsafeRawBufferPointer {
        entries[Int(number)].text
    }

    package func text(of number: UInt32) -> String {
        String(decoding: bytes(of: number), as: UTF8.self)
    }

    /// The number of what `key` spells when it is read in the way `salt`.
    ///
    /// `make` turns a spelling that is new (a JSON string with its escapes, a provider's name in a vendor's words) into the bytes
    /// to keep, which must be valid UTF-8, or into `nil` to refuse. Returns `nil` when refused, and when the table is full.
    @inline(__always)
    package func number(of key: UnsafeRawBufferPointer, salt: UInt8 = 0, make: (UnsafeRawBufferPointer) -> [UInt8]?) -> UInt32? {
        let hash = wordHash(key, seed: UInt64(salt))
        let (slots, slotMask) = (state.pointee.slots, state.pointee.slotMask)
        var slot = Int(truncatingIfNeeded: hash) & slotMask
        while slots[slot] != .max {
            let number = slots[slot]
            let entry = entries + Int(number)
            if entry.pointee.hash == hash, entry.pointee.salt == salt, equalBytes(entry.pointee.key, key) { return number }
            slot = (slot + 1) & slotMask
        }
        return add(key, salt: salt, hash: hash, make: make)
    }

    /// The same, for a place in which one spelling often follows itself: `last` is the number that it had there, of this table or
    /// another, and learns the new one. Saves the hash and one of two cache lines.
    @inline(__always)
    package func number(
        of key: UnsafeRawBufferPointer, salt: UInt8, last: inout UInt32, make: (UnsafeRawBufferPointer) -> [UInt8]?
    ) -> UInt32? {
        if Int(last) < count {
            let entry = entries + Int(last)
            if entry.pointee.salt == salt, equalBytes(entry.pointee.key, key) { return last }
        }
        guard let number = number(of: key, salt: salt, make: make) else { return nil }
        last = number
        return number
    }

    /// The number of a text that is ours and valid UTF-8 as it stands.
    package func number(of text: StaticString) -> UInt32? {
        number(of: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)) { [UInt8]($0) }
    }

    @inline(never)
    private func add(
        _ key: UnsafeRawBufferPointer, salt: UInt8, hash: UInt64, make: (UnsafeRawBufferPointer) -> [UInt8]?
    ) -> UInt32? {
        guard count < TermTable.capacity, arena.byteCount < TermTable.byteCapacity, let text = make(key) else { return nil }
        let kept = arena.copy(key)
        let same = text.withUnsafeBytes { equalBytes($0, key) }
        let keptText = same ? kept : text.withUnsafeBytes { arena.copy($0) }
        if (count + 1) * 2 > state.pointee.slotMask { grow() }
        let number = UInt32(count)
        (entries + count).initialize(to: Entry(hash: hash, key: kept, text: keptText, salt: salt))
        state.pointee.count += 1
        place(number, hash: hash)
        return number
    }

    private func place(_ number: UInt32, hash: UInt64) {
        let (slots, slotMask) = (state.pointee.slots, state.pointee.slotMask)
        var slot = Int(truncatingIfNeeded: hash) & slotMask
        while slots[slot] != .max { slot = (slot + 1) & slotMask }
        slots[slot] = number
    }

    private func grow() {
        state.pointee.slots.deallocate()
        let size = (state.pointee.slotMask + 1) * 4
        state.pointee.slots = .allocate(capacity: size)
        state.pointee.slots.initialize(repeating: .max, count: size)
        state.pointee.slotMask = size - 1
        for number in 0..<count { place(UInt32(number), hash: entries[number].hash) }
    }
}
