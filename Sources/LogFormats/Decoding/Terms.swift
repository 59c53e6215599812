import Glibc
import LogRecords

/// A batch's table of terms, as a place sees it in which one spelling often follows itself.
///
/// Most terms of a line are those of the line before, so that is asked here; a look-up is a call into another module.
struct Terms {
    private let table: TermTable
    private let entries: UnsafeMutablePointer<TermTable.Entry>
    private let count: UnsafeMutablePointer<Int>

    @inline(__always)
    init(_ table: TermTable) {
        self.table = table
        entries = table.entries
        count = table.counter
    }

    /// The number of what `key` spells when it is read in the way `salt`; `nil` where `make` refuses it or the table is
    /// full.
    ///
    /// `last` is the number that the place had last, of this table or another, and learns the new one.
    @inline(__always)
    func number(
        of key: UnsafeRawBufferPointer, salt: UInt8, last: inout UInt32, make: (UnsafeRawBufferPointer) -> [UInt8]?
    ) -> UInt32? {
        if Int(last) < count.pointee, isEntry(last, key, salt) { return last }
        guard let number = table.number(of: key, salt: salt, make: make) else { return nil }
        last = number
        return number
    }

    @inline(__always)
    private func isEntry(_ number: UInt32, _ key: UnsafeRawBufferPointer, _ salt: UInt8) -> Bool {
        let entry = entries + Int(number)
        guard entry.pointee.salt == salt, let start = key.baseAddress, let known = entry.pointee.key.baseAddress else {
            return false
        }
        return entry.pointee.key.count == key.count && memcmp(start, known, key.count) == 0
    }

    func bytes(of number: UInt32) -> UnsafeRawBufferPointer {
        table.bytes(of: number)
    }
}
