/// Rows of a new segment as SQL statements, with nothing assumed of SQLite's files: some 1.5 µs a row, and a database's
/// own account of what the pages that are filled by hand should hold.
final class SegmentInserts: SegmentWriter {
    private let path: String
    /// Closed at the end, as it keeps others from the file.
    private var connection: SegmentConnection?

    init(_ layout: SegmentLayout) throws(StoreError) {
        path = layout.path
        let connection = try SegmentConnection(completing: path)
        try connection.run("BEGIN")
        self.connection = connection
    }

    func table(_ name: String) throws(StoreError) -> TableInserts {
        guard let connection else { preconditionFailure("a table is asked for of a segment that is finished") }
        let count = try connection.prepare("SELECT count(*) FROM pragma_table_info(?1)")
        count.bind(1, text: name)
        let columns = try count.step() ? count.integer(0) ?? 0 : 0
        count.reset()
        let places = (1...max(1, columns)).map { "?\($0)" }.joined(separator: ", ")
        return TableInserts(try connection.prepare("INSERT INTO \(name) VALUES (\(places))"))
    }

    func finish() throws(StoreError) {
        try connection?.run("COMMIT")
        connection = nil
    }

    func allSeals() throws(StoreError) -> [UInt64] { try PageSeals.seals(ofFile: path) }
}

/// One table, filled by its `INSERT`.
final class TableInserts: SegmentTable {
    private var unfinished: SegmentStatement?
    private(set) var keys: ClosedRange<Int64>?

    init(_ statement: SegmentStatement) {
        unfinished = statement
    }

    private var statement: SegmentStatement {
        guard let unfinished else { preconditionFailure("a row is put into a table that is finished") }
        return unfinished
    }

    func beginRow() -> BoundRow { BoundRow(statement: statement) }

    func append(_ key: Int64, _ row: BoundRow) throws(StoreError) {
        statement.bind(1, key)
        try statement.run()
        keys = min(key, keys?.lowerBound ?? key)...max(key, keys?.upperBound ?? key)
    }

    /// Lets go of the connection, which can be closed then.
    func finish() {
        unfinished = nil
    }
}

/// A row whose values are bound to the statement as they come.
struct BoundRow: SegmentRow {
    private let statement: SegmentStatement
    private var column: Int32 = 0

    init(statement: SegmentStatement) {
        self.statement = statement
    }

    mutating func addNull() { statement.bind(next(), nil) }

    mutating func add(_ number: Int64) { statement.bind(next(), number) }

    mutating func add(high: UInt64, low: UInt64) {
        statement.bind(next(), blob: [high.bigEndian, low.bigEndian].withUnsafeBytes { [UInt8]($0) })
    }

    mutating func add(text: UnsafeRawBufferPointer) { statement.bind(next(), text: text) }

    private mutating func next() -> Int32 {
        column += 1
        return column
    }
}
