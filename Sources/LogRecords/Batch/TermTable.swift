/// Numbers for texts that many records share, found by the bytes that a log line holds.
///
/// Open addressing over a multiply-mix of eight bytes at a time: some 8 ns a hit, where `Dictionary<String, _>` takes 43. One reader owns
/// a table and adds to it. Whoever holds a batch may meanwhile read the terms that the batch uses: entries and their bytes never move. A
/// table that is nearly full is left behind and a new one begun; it lives as long as the batches that use it. So memory is bounded,
/// however many different texts a night brings, and a text may have several numbers.
package final class TermTable: @unchecked Sendable {  // @unchecked: see above; batches are handed over through a lock
    package static let capacity = 1 << 18
    package static let byteCapacity = 16 << 20

    /// A spelling, read in one way, and what it spells.
    package struct Entry {
        var hash: UInt64
        package let key: UnsafeRawBufferPointer
        var text: UnsafeRawBufferPointer
        package let salt: UInt8
    }

    private struct Slots {
        var numbers: UnsafeMutablePointer<UInt32>
        var mask: Int
    }

    /// What the numbers stand for, as far as `counter` says.
    package let entries: UnsafeMutablePointer<Entry>
    private var arena = ByteArena()
    /// These two behind pointers, because what a class holds is checked for exclusive access at each touch.
    private let slots: UnsafeMutablePointer<Slots>
    package let counter: UnsafeMutablePointer<Int>

    /// How many terms there are; numbers run from 0.
    package var count: Int { counter.pointee }

    package init() {
        entries = .allocate(capacity: TermTable.capacity)
        counter = .allocate(capacity: 1)
        counter.initialize(to: 0)
        slots = .allocate(capacity: 1)
        slots.initialize(to: TermTable.freeSlots(TermTable.fewestSlots))
    }

    deinit {
        entries.deallocate()
        counter.deallocate()
        slots.pointee.numbers.deallocate()
        slots.deallocate()
    }

    private static let fewestSlots = 1 << 12

    private static func freeSlots(_ count: Int) -> Slots {
        let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
        numbers.initialize(repeating: .max, count: count)
        return Slots(numbers: numbers, mask: count - 1)
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
    package func number(of key: UnsafeRawBufferPointer, salt: UInt8 = 0, make: (UnsafeRawBufferPointer) -> [UInt8]?) -> UInt32? {
        let hash = wordHash(key, seed: UInt64(salt))
        let slots = slots.pointee
        var slot = Int(truncatingIfNeeded: hash) & slots.mask
        while slots.numbers[slot] != .max {
            let number = slots.numbers[slot]
            let entry = entries + Int(number)
            if entry.pointee.hash == hash, entry.pointee.salt == salt, equalBytes(entry.pointee.key, key) { return number }
            slot = (slot + 1) & slots.mask
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
        if (count + 1) * 2 > slots.pointee.mask { grow() }
        let number = UInt32(count)
        (entries + count).initialize(to: Entry(hash: hash, key: kept, text: keptText, salt: salt))
        counter.pointee += 1
        place(number, hash: hash)
        return number
    }

    private func place(_ number: UInt32, hash: UInt64) {
        let slots = slots.pointee
        var slot = Int(truncatingIfNeeded: hash) & slots.mask
        while slots.numbers[slot] != .max { slot = (slot + 1) & slots.mask }
        slots.numbers[slot] = number
    }

    private func grow() {
        slots.pointee.numbers.deallocate()
        slots.pointee = TermTable.freeSlots((slots.pointee.mask + 1) * 4)
        for number in 0..<count { place(UInt32(number), hash: entries[number].hash) }
    }
}
