import LogRecords

/// Where a field is in a row, worked out beforehand: some fields are asked of every row, and a question across modules is a call.
struct FieldCell {
    private let mask: Int64
    private let index: Int

    init(_ field: RecordField) {
        mask = 1 << Int64(field.rawValue)
        index = RecordLayout.cell(field)
    }

    init(_ field: AttemptField) {
        mask = 1 << Int64(field.rawValue)
        index = AttemptLayout.cell(field)
    }

    /// The cell, or `nil` where the field is absent.
    @inline(__always)
    func value(in cells: UnsafeMutablePointer<Int64>) -> Int64? {
        cells[0] & mask != 0 ? cells[index] : nil
    }

    /// Both cells of an `id128`.
    @inline(__always)
    func id128(in cells: UnsafeMutablePointer<Int64>) -> ID128? {
        guard let high = value(in: cells) else { return nil }
        return ID128(high: UInt64(bitPattern: high), low: UInt64(bitPattern: cells[index + 1]))
    }
}

/// The fields that a segment asks of every row beside those that its columns name.
struct FiledCells {
    let shard = FieldCell(RecordField.shard)
    let line = FieldCell(RecordField.line)
    private let started = FieldCell(RecordField.started)
    private let ended = FieldCell(RecordField.ended)

    /// The moment under which a row is filed.
    @inline(__always)
    func filed(_ cells: UnsafeMutablePointer<Int64>) -> Int64? {
        started.value(in: cells) ?? ended.value(in: cells)
    }
}
