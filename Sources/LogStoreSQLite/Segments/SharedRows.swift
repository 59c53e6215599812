import LogRecords

/// The rows of a table that many records share, such as everything that a segment says of a caller: a record's cells
/// give the number of its row.
final class SharedRows {
    let numbers: TupleNumbers
    private let plan: ColumnPlan
    private let mask: (Int64, Int64)

    init(_ home: FieldHome, of layout: SegmentLayout, into table: some SegmentTable) throws(StoreError) {
        plan = try ColumnPlan(layout.columns(home), of: home, in: layout.fields)
        numbers = TupleNumbers(into: table, columns: plan.columns.count - 1)
        var mask: (Int64, Int64) = (0, 0)
        for column in plan.columns {
            if column.word == 0 { mask.0 |= column.mask } else { mask.1 |= column.mask }
        }
        self.mask = mask
    }

    /// The number of the row that says what these cells say; 0 where they say nothing.
    @inline(__always)
    func number(of cells: UnsafeMutablePointer<Int64>, _ terms: TermNumbers) throws(StoreError) -> UInt32 {
        guard cells[0] & mask.0 != 0 || cells[1] & mask.1 != 0 else { return 0 }
        let key = numbers.key
        for place in 1..<plan.columns.count {
            let column = plan.columns[place]
            guard cells[column.word] & column.mask != 0 else {
                key[place &- 1] = 0
                continue
            }
            let cell = cells[column.index]
            key[place &- 1] = column.kind == .term ? try terms.number(of: cell) : UInt32(truncatingIfNeeded: cell)
        }
        return try numbers.number()
    }
}
