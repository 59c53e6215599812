import LogRecords

/// The empty tables of a new segment, as SQLite laid them out: what the pages of the rows are hung from.
struct SegmentLayout {
    let path: String
    /// Pages of the file.
    let pages: Int
    /// The fields that its tables have.
    let fields = SegmentColumns(version: SchemaVersion.segment)
    /// The page of each table that the schema names, and that stays at the top of its tree.
    let roots: [String: UInt32]
    private let columns: [FieldHome: [String]]

    /// Lets SQLite make the file, and closes it.
    init(creating path: String) throws(StoreError) {
        self.path = path
        let connection = try SegmentConnection(creating: path)
        try connection.run("PRAGMA application_id = \(SchemaVersion.segmentApplication)")
        try connection.run("PRAGMA user_version = \(SchemaVersion.segment)")
        try connection.run("BEGIN; " + SchemaVersion.newSegment + "; COMMIT")
        let count = try connection.prepare("SELECT page_count FROM pragma_page_count")
        pages = try count.step() ? Int(truncatingIfNeeded: count.integer(0) ?? 0) : 0
        roots = try SegmentLayout.roots(connection)
        columns = try SegmentLayout.columns(connection)
    }

    private static func columns(_ connection: SegmentConnection) throws(StoreError) -> [FieldHome: [String]] {
        let statement = try connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")
        var columns: [FieldHome: [String]] = [:]
        for home in FieldHome.allCases {
            statement.bind(1, text: home.rawValue)
            while try statement.step() { columns[home, default: []].append(statement.text(0) ?? "") }
        }
        return columns
    }

    /// The columns of a table in their order, the key first.
    func columns(_ home: FieldHome) -> [String] { columns[home] ?? [] }

    /// The root page of each table, as the schema has it.
    static func roots(_ connection: SegmentConnection) throws(StoreError) -> [String: UInt32] {
        var roots: [String: UInt32] = [:]
        let tables = try connection.prepare("SELECT name, rootpage FROM sqlite_schema WHERE type = 'table'")
        while try tables.step() {
            roots[tables.text(0) ?? ""] = UInt32(truncatingIfNeeded: tables.integer(1) ?? 0)
        }
        return roots
    }
}
