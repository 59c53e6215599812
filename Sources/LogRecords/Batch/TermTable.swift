/// Numbers for texts that many records share, found by the bytes that a log line holds.
///
/// Open addressing over a multiply-mix of eight bytes at a time: some 8 ns a hit, where `Dictionary<String, _>` takes
/// 43. One reader owns a table and adds to it. Whoever holds a batch may meanwhile read the terms that the batch uses:
/// entries and their bytes never move. A table that is nearly full is left behind and a new one begun; it lives as long
/// as the batches that use it. So memory is bounded, however many different texts a night brings, and a text may have
/// several numbers.
///
/// The texts are foreign: the hash has a secret key for each table, a search takes at most `mostProbes` looks, and a
/// table in which one would take more is keyed anew.
package final class TermTable: @unchecked Sendable {  // @unchecked: see above; batches are handed over through a lock
    package static let capacity = 1 << 18
    package static let byteCapacity = 16 << 20
    /// By chance the longest search of a table that is half full takes some sixty.
    package static let mostProbes = 512
    /// A table that chance has keyed badly so often is not keyed badly by chance: what it has no place for is refused.
    private static let mostKeys = 8

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
        var key: HashKey
        /// Keys that were given up.
        var oldKeys = 0
    }

    /// What the numbers stand for, as far as `counter` says.
    package let entries: UnsafeMutablePointer<Entry>
    private var arena = ByteArena()
    /// These two behind pointers, because what a class holds is checked for exclusive access at each touch.
    private let slots: UnsafeMutablePointer<Slots>
    package let counter: UnsafeMutablePointer<Int>
    private let filledUp: UnsafeMutablePointer<Bool>

    /// How many terms there are; numbers run from 0.
    package var count: Int { counter.pointee }

    package convenience init() {
        self.init(key: .secret())
    }

    /// The key is for tests of what a bad one does.
    init(key: HashKey) {
        entries = .allocate(capacity: TermTable.capacity)
        counter = .allocate(capacity: 1)
        counter.initialize(to: 0)
        slots = .allocate(capacity: 1)
        slots.initialize(to: TermTable.freeSlots(TermTable.fewestSlots, key))
        filledUp = .allocate(capacity: 1)
        filledUp.initialize(to: false)
    }

    deinit {
        entries.deallocate()
        counter.deallocate()
        slots.pointee.numbers.deallocate()
        slots.deallocate()
        filledUp.deallocate()
    }

    private static let fewestSlots = 1 << 12

    private static func freeSlots(_ count: Int, _ key: HashKey) -> Slots {
        let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
        numbers.initialize(repeating: .max, count: count)
        return Slots(numbers: numbers, mask: count - 1, key: key)
    }

    /// Whether a batch's worth of new terms might not fit any more; ask between batches.
    package var isNearlyFull: Bool {
        count > TermTable.capacity / 2 || arena.byteCount > TermTable.byteCapacity / 2
    }

    /// Whether the terms of one more record might be refused; ask between records.
    package var isFilledUp: Bool { filledUp.pointee }

    /// The bytes of a term: valid UTF-8, alive as long as the table.
    package func bytes(of number: UInt32) -> UnsafeRawBufferPointer {
        entries[Int(number)].text
    }

    /// The text that was given this number.
    package func text(of number: UInt32) -> String {
        String(decoding: bytes(of: number), as: UTF8.self)
    }

    /// The number of what `key` spells when it is read in the way `salt`.
    ///
    /// `make` turns a spelling that is new (a JSON string with its escapes, a provider's name in a vendor's words) into
    /// the bytes to keep, which must be valid UTF-8, or into `nil` to refuse. Returns `nil` when refused, and when the
    /// table has no place for it.
    package func number(of key: UnsafeRawBufferPointer, salt: UInt8 = 0, make: (UnsafeRawBufferPointer) -> [UInt8]?) -> UInt32? {
        let slots = slots.pointee
        let hash = wordHash(key, seed: UInt64(salt), slots.key)
        var slot = Int(truncatingIfNeeded: hash) & slots.mask
        var probes = 0
        while slots.numbers[slot] != .max {
            let number = slots.numbers[slot]
            let entry = entries + Int(number)
            if entry.pointee.hash == hash, entry.pointee.salt == salt, equalBytes(entry.pointee.key, key) { return number }
            slot = (slot &+ 1) & slots.mask
            probes &+= 1
            guard probes < TermTable.mostProbes else { return numberUnderAnotherKey(of: key, salt: salt, make: make) }
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
        filledUp.pointee = count > TermTable.capacity / 4 * 3 || arena.byteCount > TermTable.byteCapacity / 4 * 3
        place(number, hash: hash)
        return number
    }

    /// Keys the table anew and searches again; every text is found by then, or has its place, but in a table that is
    /// beyond help.
    @inline(never)
    private func numberUnderAnotherKey(
        of key: UnsafeRawBufferPointer, salt: UInt8, make: (UnsafeRawBufferPointer) -> [UInt8]?
    ) -> UInt32? {
        guard slots.pointee.oldKeys < TermTable.mostKeys else { return nil }
        let fresh = HashKey.secret()
        slots.pointee.key = fresh
        slots.pointee.oldKeys += 1
        for number in 0..<count { entries[number].hash = wordHash(entries[number].key, seed: UInt64(entries[number].salt), fresh) }
        placeAll(in: slots.pointee.mask + 1)
        return self.number(of: key, salt: salt, make: make)
    }

    private func place(_ number: UInt32, hash: UInt64) {
        let slots = slots.pointee
        var slot = Int(truncatingIfNeeded: hash) & slots.mask
        while slots.numbers[slot] != .max { slot = (slot + 1) & slots.mask }
        slots.numbers[slot] = number
    }

    private func grow() {
        placeAll(in: (slots.pointee.mask + 1) * 4)
    }

    private func placeAll(in slotCount: Int) {
        slots.pointee.numbers.deallocate()
        let fresh = TermTable.freeSlots(slotCount, slots.pointee.key)
        (slots.pointee.numbers, slots.pointee.mask) = (fresh.numbers, fresh.mask)
        for number in 0..<count { place(UInt32(number), hash: entries[number].hash) }
    }

    /// How many looks the longest search for a text of the table takes.
    var longestSearch: Int {
        let slots = slots.pointee
        return (0...slots.mask).filter { slots.numbers[$0] != .max }.map { slot in
            let home = Int(truncatingIfNeeded: entries[Int(slots.numbers[slot])].hash) & slots.mask
            return ((slot - home) & slots.mask) + 1
        }.max() ?? 0
    }
}
