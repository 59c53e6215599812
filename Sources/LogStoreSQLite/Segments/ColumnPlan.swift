import LogRecords

/// How each column of a table is taken from a row's cells, as three numbers a column: a switch over these costs less than one over an
/// enum with payloads.
struct ColumnPlan: ~Copyable {
    enum Kind: UInt8 {
        case row, origin, caller, cell, term, wide, text, identifier
    }

    struct Column {
        var kind: Kind
        /// The field's bit in the presence word.
        var mask: Int64
        var index: Int
    }

    let columns: UnsafeMutableBufferPointer<Column>

    init(_ columns: [SegmentColumns.Column]) {
        self.columns = .allocate(capacity: columns.count)
        _ = self.columns.initialize(from: columns.map { ColumnPlan.column($0.source) })
    }

    deinit {
        columns.deallocate()
    }

    private static func column(_ source: ColumnSource) -> Column {
        switch source {
        case .row: Column(kind: .row, mask: 0, index: 0)
        case .origin: Column(kind: .origin, mask: 0, index: 0)
        case .caller: Column(kind: .caller, mask: 0, index: 0)
        case .cell(let bit, let index): Column(kind: .cell, mask: 1 << Int64(bit), index: index)
        case .term(let bit, let index): Column(kind: .term, mask: 1 << Int64(bit), index: index)
        case .wide(let bit, let index): Column(kind: .wide, mask: 1 << Int64(bit), index: index)
        case .text(let bit, let index): Column(kind: .text, mask: 1 << Int64(bit), index: index)
        case .identifier(let bit, let index): Column(kind: .identifier, mask: 1 << Int64(bit), index: index)
        }
    }
}
