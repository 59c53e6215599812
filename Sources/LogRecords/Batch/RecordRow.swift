/// Where each field's cell is in a row of records.
package enum RecordLayout {
    /// Cells a row.
    @inlinable package static var width: Int { cell(.length) + 1 }

    /// The cell of a field. Folded to a constant where the field is one.
    @inlinable @inline(__always)
    package static func cell(_ field: RecordField) -> Int {
        // Every id128 comes after `.traceID`, or is it.
        field.rawValue + 1 + (field.rawValue > RecordField.traceID.rawValue ? 1 : 0)
    }
}

/// Where each field's cell is in a row of attempts; cell 1 is the number of the record's row.
package enum AttemptLayout {
    @inlinable package static var width: Int { cell(.outputTokens) + 1 }

    @inlinable @inline(__always)
    package static func cell(_ field: AttemptField) -> Int { field.rawValue + 2 }
}

/// One record in a batch. Valid as long as its batch is.
package struct RecordRow {
    package let cells: UnsafeMutablePointer<Int64>

    @inlinable package init(cells: UnsafeMutablePointer<Int64>) {
        self.cells = cells
    }

    @inlinable @inline(__always)
    package func has(_ field: RecordField) -> Bool {
        cells[0] & (1 << Int64(field.rawValue)) != 0
    }

    /// The field's cell, whatever its kind (an `id128`'s high half), or `nil` where it is absent.
    @inlinable @inline(__always)
    package subscript(field: RecordField) -> Int64? {
        has(field) ? cells[RecordLayout.cell(field)] : nil
    }

    @inlinable @inline(__always)
    package func set(_ field: RecordField, _ cell: Int64) {
        cells[RecordLayout.cell(field)] = cell
        cells[0] |= 1 << Int64(field.rawValue)
    }

    @inlinable @inline(__always)
    package func set(_ field: RecordField, _ id: ID128) {
        cells[RecordLayout.cell(field) + 1] = Int64(bitPattern: id.low)
        set(field, Int64(bitPattern: id.high))
    }

    @inlinable package func id128(_ field: RecordField) -> ID128? {
        guard let high = self[field] else { return nil }
        return ID128(high: UInt64(bitPattern: high), low: UInt64(bitPattern: cells[RecordLayout.cell(field) + 1]))
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
        cells[0] & (1 << Int64(field.rawValue)) != 0 ? cells[AttemptLayout.cell(field)] : nil
    }

    @inlinable @inline(__always)
    package func set(_ field: AttemptField, _ cell: Int64) {
        cells[AttemptLayout.cell(field)] = cell
        cells[0] |= 1 << Int64(field.rawValue)
    }
}
