/// Where a field's value is in a row of cells: worked out once, for whoever asks many rows.
package struct CellPlace: Sendable {
    /// The field's bit, and the cell in which it is.
    package let mask: Int64
    package let word: Int
    package let index: Int
    /// The cell of an `id128`'s low half; of another kind its own.
    package let low: Int

    package init(_ field: RecordField) {
        mask = RecordLayout.mask(field)
        word = RecordLayout.word(field)
        index = RecordLayout.cell(field)
        low = RecordLayout.lowCells[field.rawValue]
    }

    package init(_ field: AttemptField) {
        mask = AttemptLayout.mask(field)
        word = 0
        index = AttemptLayout.cell(field)
        low = index
    }

    /// Whether the row has the field.
    @inlinable @inline(__always)
    package func isPresent(in cells: UnsafeMutablePointer<Int64>) -> Bool {
        cells[word] & mask != 0
    }

    /// The cell, whatever the field's kind (an `id128`'s high half), or `nil` where it is absent.
    @inlinable @inline(__always)
    package func value(in cells: UnsafeMutablePointer<Int64>) -> Int64? {
        isPresent(in: cells) ? cells[index] : nil
    }

    /// Both cells of an `id128`.
    @inlinable @inline(__always)
    package func id128(in cells: UnsafeMutablePointer<Int64>) -> ID128? {
        guard let high = value(in: cells) else { return nil }
        return ID128(high: UInt64(bitPattern: high), low: UInt64(bitPattern: cells[low]))
    }

    /// Writes a value and the bit that says that there is one.
    @inlinable @inline(__always)
    package func set(_ value: Int64, in cells: UnsafeMutablePointer<Int64>) {
        cells[index] = value
        cells[word] |= mask
    }

    /// Writes both halves of an id.
    @inlinable @inline(__always)
    package func set(_ id: ID128, in cells: UnsafeMutablePointer<Int64>) {
        cells[low] = Int64(bitPattern: id.low)
        set(Int64(bitPattern: id.high), in: cells)
    }
}
