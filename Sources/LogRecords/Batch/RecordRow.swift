/// One record in a batch. Valid as long as its batch is.
package struct RecordRow {
    package let cells: UnsafeMutablePointer<Int64>

    @inlinable package init(cells: UnsafeMutablePointer<Int64>) {
        self.cells = cells
    }

    /// Makes all fields absent.
    @inlinable func clear() {
        for word in 0..<RecordLayout.presenceCells { cells[word] = 0 }
    }

    /// Whether the record says anything of the field; its cell alone does not tell.
    @inlinable @inline(__always)
    package func has(_ field: RecordField) -> Bool {
        cells[RecordLayout.word(field)] & RecordLayout.mask(field) != 0
    }

    /// The field's cell, whatever its kind (an `id128`'s high half), or `nil` where it is absent.
    @inlinable @inline(__always)
    package subscript(field: RecordField) -> Int64? {
        has(field) ? cells[RecordLayout.cell(field)] : nil
    }

    /// Writes a cell, and that there is one.
    @inlinable @inline(__always)
    package func set(_ field: RecordField, _ cell: Int64) {
        cells[RecordLayout.cell(field)] = cell
        cells[RecordLayout.word(field)] |= RecordLayout.mask(field)
    }

    /// Makes a field absent again.
    @inlinable @inline(__always)
    package func remove(_ field: RecordField) {
        cells[RecordLayout.word(field)] &= ~RecordLayout.mask(field)
    }
}

/// One attempt in a batch. Valid as long as its batch is.
package struct AttemptRow {
    package let cells: UnsafeMutablePointer<Int64>

    @inlinable package init(cells: UnsafeMutablePointer<Int64>) {
        self.cells = cells
    }

    /// The number of its record's row in the batch.
    @inlinable package var record: Int { Int(cells[1]) }

    @inlinable @inline(__always)
    package subscript(field: AttemptField) -> Int64? {
        cells[0] & AttemptLayout.mask(field) != 0 ? cells[AttemptLayout.cell(field)] : nil
    }

    /// Writes a cell, and that there is one.
    @inlinable @inline(__always)
    package func set(_ field: AttemptField, _ cell: Int64) {
        cells[AttemptLayout.cell(field)] = cell
        cells[0] |= AttemptLayout.mask(field)
    }
}
