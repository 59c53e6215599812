/// Rows of a new segment as SQL statements, with nothing assumed of SQLite's files: some 1.5 µs a row, and a database's own account of what the pages
/// that are filled by hand should hold.
final class SegmentInserts: SegmentWriter {
    private let connection: SegmentConnection

    init(_ layout: SegmentLayout) throws(StoreError) {
        connection = try SegmentConnection(completing: layout.path)
        try connection.run("BEGIN")
    }

    func table(_ name: String) throws(StoreError) -> TableInserts {
        let count = try connection.prepare("SELECT count(*) FROM pragma_table_info(?1)")
        count.bind(1, text: name)
        let columns = try count.step() ? count.integer(0) ?? 0 : 0
        count.reset()
        let places = (1...max(1, columns)).map { "?\($0)" }.joined(separator: ", ")
        return TableInserts(try connection.prepare("INSERT INTO \(name) VALUES (\(places))"))
    }

    func finish() throws(StoreError) {
        try connection.run("COMMIT")
    }

    func allSeals() throws(StoreError) -> [UInt64] { try PageSeals.seals(ofFile: connection.path) }
}

/// One table, filled by its `INSERT`.
final class TableInserts: SegmentTable {
    private let statement: SegmentStatement
    private(set) var lastKey: Int64?

    init(_ statement: SegmentStatement) {
        self.statement = statement
    }

    func beginRow() -> BoundRow { BoundRow(statement: statement) }

    func append(_ key: Int64, _ row: BoundRow) throws(StoreError) {
        statement.bind(1, key)
        try statement.run()
        lastKey = key
    }

    func finish() {}
}

/// A row whose values are bound to the statement as they come.
struct BoundRow: SegmentRow {
    let statement: SegmentStatement
    private var column: Int32 = 0

    init(statement: SegmentStatement) {
        self.statement = statement
    }

    mutating func addNull() { statement.bind(next(), nil) }

    mutating func add(_ number: Int64) { statement.bind(next(), number) }

    mutating func add(high: UInt64, low: UInt64) {
        let bytes = [high.bigEndian, low.bigEndian].withUnsafeBytes { [UInt8]($0) }
        statement.bind(next(), blob: bytes)
    }

    mutating func add(text: UnsafeRawBufferPointer) { statement.bind(next(), text: text) }

    private mutating func next() -> Int32 {
        column += 1
        return column
    }
}
