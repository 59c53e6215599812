import GRDBSQLite

/// The fields of the catalog's header that have one right value. No sum covers them, and SQLite overlooks most of them,
/// or does not write.
///
/// https://www.sqlite.org/fileformat2.html#the_database_header
enum CatalogHeader {
    private struct Field {
        var name: String
        var place: Int
        var right: [[UInt8]]
        /// Zero in a file whose first transaction is in the write-ahead log still.
        var comesWithSchema = false
    }

    private static let length = 100

    private static let fields = [
        Field(name: "magic", place: 0, right: [Array("SQLite format 3\0".utf8)]),
        Field(name: "page size", place: 16, right: [[0x10, 0]]),
        // With a write-ahead log; a copy that SQLite's own shell made has none yet.
        Field(name: "versions of writing and reading", place: 18, right: [[2, 2], [1, 1]]),
        Field(name: "reserved space", place: 20, right: [[0]]),
        Field(name: "payload fractions", place: 21, right: [[64, 32, 32]]),
        Field(name: "schema format", place: 44, right: [[0, 0, 0, 4]], comesWithSchema: true),
        Field(name: "largest root page", place: 52, right: [[0, 0, 0, 0]]),
        Field(name: "text encoding", place: 56, right: [[0, 0, 0, 1]], comesWithSchema: true),
        Field(
            name: "schema version", place: 60, right: (1...SchemaVersion.catalog).map { bytes(of: $0) }, comesWithSchema: true),
        Field(name: "vacuum mode", place: 64, right: [[0, 0, 0, 0]]),
        Field(
            name: "application id", place: 68, right: [bytes(of: SchemaVersion.catalogApplication)], comesWithSchema: true),
        Field(name: "space for later versions", place: 72, right: [[UInt8](repeating: 0, count: 20)]),
    ]

    private static func bytes(of number: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian) { Array($0) }
    }

    /// The first field that is not as it was written; `nil` for a file that nothing was written to, too.
    ///
    /// Read through the connection: closing a descriptor of a database would end SQLite's locks on it.
    static func fault(of connection: OpaquePointer) -> String? {
        var file: UnsafeMutablePointer<sqlite3_file>?
        guard sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK, let file else { return nil }
        var header = [UInt8](repeating: 0, count: length)
        guard file.pointee.pMethods?.pointee.xRead?(file, &header, Int32(length), 0) == SQLITE_OK else { return nil }
        let wrong = fields.filter { !($0.comesWithSchema && hasNoSchema(header)) }.first { field in
            !field.right.contains { header[field.place...].starts(with: $0) }
        }
        return wrong.map { "its header has another \($0.name) than was written" }
    }

    private static func hasNoSchema(_ header: [UInt8]) -> Bool {
        [40..<48, 56..<64, 68..<72].allSatisfy { header[$0].allSatisfy { $0 == 0 } }
    }
}
