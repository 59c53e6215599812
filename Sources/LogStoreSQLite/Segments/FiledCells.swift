import LogRecords

/// The fields that a segment asks of every row beside those that its columns name.
struct FiledCells {
    let shard = CellPlace(RecordField.shard)
    let line = CellPlace(RecordField.line)
    private let started = CellPlace(RecordField.started)
    private let ended = CellPlace(RecordField.ended)

    /// The moment under which a row is filed.
    @inline(__always)
    func filed(_ cells: UnsafeMutablePointer<Int64>) -> Int64? {
        started.value(in: cells) ?? ended.value(in: cells)
    }
}
