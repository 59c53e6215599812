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

    private let entries: UnsafeMutablePointer<Entry>
    private var slots: UnsafeMutablePointer<UInt32>
    private var slotMask = (1 << 12) - 1
    private var arena = ByteArena()
    /// How many terms there are; numbers run from 0.
    package private(set) var count = 0

    package init() {
        entries = .allocate(capacity: TermTable.capacity)
        slots = .allocate(capacity: slotMask + 1)
        slots.initialize(repeating: .max, count: slotMask + 1)
    }

    deinit {
        entries.deallocate()
        slots.deallocate()
    }

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
        var slot = Int(truncatingIfNeeded: hash) & slotMask
        while slots[slot] != .max {
            let number = slots[slot]
            let entry = entries[Int(number)]
            if entry.hash == hash, entry.salt == salt, equalBytes(entry.key, key) { return number }
            slot = (slot + 1) & slotMask
        }
        return add(key, salt: salt, hash: hash, make: make)
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
        if (count + 1) * 2 > slotMask { grow() }
        let number = UInt32(count)
        (entries + count).initialize(to: Entry(hash: hash, key: kept, text: keptText, salt: salt))
        count += 1
        place(number, hash: hash)
        return number
    }

    private func place(_ number: UInt32, hash: UInt64) {
        var slot = Int(truncatingIfNeeded: hash) & slotMask
        while slots[slot] != .max { slot = (slot + 1) & slotMask }
        slots[slot] = number
    }

    private func grow() {
        slots.deallocate()
        slotMask = (slotMask + 1) * 4 - 1
        slots = .allocate(capacity: slotMask + 1)
        slots.initialize(repeating: .max, count: slotMask + 1)
        for number in 0..<count { place(UInt32(number), hash: entries[number].hash) }
    }
}
