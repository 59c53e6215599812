import LogRecords

/// Numbers of a segment for the terms of the batches that come in, found by their number in the batch's table: no text
/// is looked up.
///
/// Several readers have a table each, and a reader begins a new one when its own is full, so a text may get several
/// numbers.
final class TermNumbers {
    /// The longest text that is a row of `term`: beside it there are a byte for the header's size, one for the key's
    /// NULL, and three for its own.
    static let longestText = TablePages.longestRow - 5
    /// Tables remembered at once; beyond it all are forgotten, and texts get new numbers.
    static let mostTables = 16

    private struct Map {
        /// Held, so that no other table can take its place in memory.
        let table: TermTable
        var numbers: UnsafeMutablePointer<UInt32>
        var capacity: Int
    }

    private var maps: [Map] = []
    private var current = 0
    /// The selected table's numbers, behind a pointer: what a class holds is checked for exclusive access at each
    /// touch.
    private let selected: UnsafeMutablePointer<Selected>

    private struct Selected {
        var numbers: UnsafeMutablePointer<UInt32>
        var capacity: Int
    }
    /// Puts a text into the table `term` under its number.
    private let keep: (UInt32, UnsafeRawBufferPointer) throws(StoreError) -> Void
    /// How many numbers were given; they run from 1.
    private(set) var count: UInt32 = 0

    init(into table: some SegmentTable) {
        keep = { (number, text) throws(StoreError) in
            var row = table.beginRow()
            row.addNull()
            row.add(text: text)
            try table.append(Int64(number), row)
        }
        selected = .allocate(capacity: 1)
        selected.initialize(to: Selected(numbers: UnsafeMutablePointer(bitPattern: 4) ?? .allocate(capacity: 1), capacity: 0))
    }

    deinit {
        selected.deallocate()
        for map in maps { map.numbers.deallocate() }
    }

    /// From here on numbers are those of this table.
    func select(_ table: TermTable) {
        if let known = maps.firstIndex(where: { $0.table === table }) {
            choose(known)
            return
        }
        if maps.count == TermNumbers.mostTables {
            for map in maps { map.numbers.deallocate() }
            maps = []
        }
        let capacity = 1 << 10
        let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        numbers.initialize(repeating: 0, count: capacity)
        maps.append(Map(table: table, numbers: numbers, capacity: capacity))
        choose(maps.count - 1)
    }

    private func choose(_ index: Int) {
        current = index
        selected.pointee = Selected(numbers: maps[index].numbers, capacity: maps[index].capacity)
    }

    /// The numbers by the terms' numbers in the selected table: right for every term that `number(of:)` was asked for.
    var numbers: UnsafePointer<UInt32> { UnsafePointer(selected.pointee.numbers) }

    /// The segment's number of the term with this cell in a row.
    @inline(__always)
    func number(of cell: Int64) throws(StoreError) -> UInt32 {
        let index = Int(truncatingIfNeeded: cell)
        let known = UInt(bitPattern: index) < UInt(bitPattern: selected.pointee.capacity) ? selected.pointee.numbers[index] : 0
        return known != 0 ? known : try add(index)
    }

    @inline(never)
    private func add(_ index: Int) throws(StoreError) -> UInt32 {
        precondition(index >= 0 && index < TermTable.capacity, "a batch names a term that its table cannot have")
        if index >= maps[current].capacity { grow(toHold: index) }
        count += 1
        try keep(count, maps[current].table.bytes(of: UInt32(index)))
        maps[current].numbers[index] = count
        return count
    }

    private func grow(toHold index: Int) {
        let old = maps[current]
        var capacity = old.capacity
        while capacity <= index { capacity *= 2 }
        let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
        numbers.update(from: old.numbers, count: old.capacity)
        (numbers + old.capacity).initialize(repeating: 0, count: capacity - old.capacity)
        old.numbers.deallocate()
        maps[current].numbers = numbers
        maps[current].capacity = capacity
        choose(current)
    }
}
