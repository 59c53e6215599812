import Glibc
import LogRecords
import Synchronization

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

    /// What SQLite laid out for the first segment of a process. The others begin with the same bytes: to run the schema
    /// takes as long as to write thousands of rows, and a load may make hundreds of segments.
    private struct Template {
        let bytes: [UInt8]
        let pages: Int
        let roots: [String: UInt32]
        let columns: [FieldHome: [String]]
    }

    private static let template = Mutex<Template?>(nil)

    /// Makes the file, as SQLite lays it out, and closes it.
    init(creating path: String) throws(StoreError) {
        let known = SegmentLayout.template.withLock { $0 }
        let template: Template
        if let known {
            template = known
            try OpenFile(path, O_RDWR | O_CREAT | O_EXCL).write(array: known.bytes, at: 0)
        } else {
            template = try SegmentLayout.layOut(path)
            SegmentLayout.template.withLock { $0 = template }
        }
        (self.path, pages, roots, columns) = (path, template.pages, template.roots, template.columns)
    }

    private static func layOut(_ path: String) throws(StoreError) -> Template {
        let (pages, roots, columns) = try makeFile(path)
        let file = try OpenFile(path, O_RDONLY)
        return Template(bytes: try file.bytes(file.size, at: 0), pages: pages, roots: roots, columns: columns)
    }

    /// Lets SQLite make the file, and closes it.
    private static func makeFile(
        _ path: String
    ) throws(StoreError) -> (pages: Int, roots: [String: UInt32], columns: [FieldHome: [String]]) {
        let connection = try SegmentConnection(creating: path)
        try connection.run("PRAGMA application_id = \(SchemaVersion.segmentApplication)")
        try connection.run("PRAGMA user_version = \(SchemaVersion.segment)")
        try connection.run("BEGIN; " + SchemaVersion.newSegment + "; COMMIT")
        let count = try connection.prepare("SELECT page_count FROM pragma_page_count")
        let pages = try count.step() ? Int(truncatingIfNeeded: count.integer(0) ?? 0) : 0
        return (pages, try roots(connection), try columns(connection))
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
