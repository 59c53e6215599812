import LogRecords

/// What the virtual table reads while rows of one batch enter a segment: bare pointers, valid for one `INSERT ... SELECT`.
struct BatchView {
    /// A column as three numbers: a switch over these costs less than one over an enum with payloads.
    struct Column {
        var kind: Kind
        var mask: Int64
        var index: Int
    }

    enum Kind: UInt8 {
        case row, origin, caller, cell, term, wide, text, identifier
    }

    /// The first cell of the batch's first row, and the cells a row.
    var cells: UnsafeMutablePointer<Int64>
    var width: Int
    /// Which rows of the batch enter, and what each gets for `row`, `origin` and `caller`.
    var picked: UnsafePointer<Int32>
    var numbers: UnsafePointer<Int64>
    var origins: UnsafePointer<UInt32>
    var callers: UnsafePointer<UInt32>
    var count: Int
    var columns: UnsafePointer<Column>?
    /// The segment's number of each of the batch's terms.
    var terms: UnsafePointer<UInt32>
    var batch: Unmanaged<RecordBatch>?

    /// Shows nothing: the other pointers are never followed while there are no rows, but they must point somewhere.
    init(empty columns: UnsafeMutablePointer<Column>) {
        let anywhere = UnsafeMutableRawPointer(columns)
        self.init(
            cells: anywhere.assumingMemoryBound(to: Int64.self), width: 0, picked: anywhere.assumingMemoryBound(to: Int32.self),
            numbers: anywhere.assumingMemoryBound(to: Int64.self), origins: anywhere.assumingMemoryBound(to: UInt32.self),
            callers: anywhere.assumingMemoryBound(to: UInt32.self), count: 0, columns: UnsafePointer(columns),
            terms: anywhere.assumingMemoryBound(to: UInt32.self), batch: nil)
    }

    init(
        cells: UnsafeMutablePointer<Int64>, width: Int, picked: UnsafePointer<Int32>, numbers: UnsafePointer<Int64>,
        origins: UnsafePointer<UInt32>, callers: UnsafePointer<UInt32>, count: Int, columns: UnsafePointer<Column>?,
        terms: UnsafePointer<UInt32>, batch: Unmanaged<RecordBatch>?
    ) {
        self.cells = cells
        self.width = width
        self.picked = picked
        self.numbers = numbers
        self.origins = origins
        self.callers = callers
        self.count = count
        self.columns = columns
        self.terms = terms
        self.batch = batch
    }

    static func columns(_ columns: [SegmentColumns.Column]) -> UnsafeMutablePointer<Column> {
        let plan = UnsafeMutablePointer<Column>.allocate(capacity: columns.count)
        for (number, column) in columns.enumerated() {
            let entry: Column =
                switch column.source {
                case .row: Column(kind: .row, mask: 0, index: 0)
                case .origin: Column(kind: .origin, mask: 0, index: 0)
                case .caller: Column(kind: .caller, mask: 0, index: 0)
                case .cell(let bit, let index): Column(kind: .cell, mask: 1 << Int64(bit), index: index)
                case .term(let bit, let index): Column(kind: .term, mask: 1 << Int64(bit), index: index)
                case .wide(let bit, let index): Column(kind: .wide, mask: 1 << Int64(bit), index: index)
                case .text(let bit, let index): Column(kind: .text, mask: 1 << Int64(bit), index: index)
                case .identifier(let bit, let index): Column(kind: .identifier, mask: 1 << Int64(bit), index: index)
                }
            (plan + number).initialize(to: entry)
        }
        return plan
    }
}
