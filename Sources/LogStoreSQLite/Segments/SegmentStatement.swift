import GRDBSQLite
import Glibc
import LogRecords

/// A prepared statement of a segment's connection. Columns are counted from 0, parameters from 1.
final class SegmentStatement {
    private let statement: OpaquePointer
    private let connection: SegmentConnection
    private var isUnderWay = false

    init(_ statement: OpaquePointer, on connection: SegmentConnection) {
        self.statement = statement
        self.connection = connection
    }

    deinit {
        sqlite3_finalize(statement)
    }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(statement, index, value) } else { sqlite3_bind_null(statement, index) }
    }

    /// The bytes must stay until the statement has run.
    func bind(_ index: Int32, text bytes: UnsafeRawBufferPointer) {
        // A nil pointer would be NULL, and an empty text is a text.
        guard let start = bytes.baseAddress else {
            sqlite3_bind_text(statement, index, "", 0, nil)
            return
        }
        sqlite3_bind_text(statement, index, start.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil)
    }

    func bind(_ index: Int32, text: String?) {
        guard let text else {
            sqlite3_bind_null(statement, index)
            return
        }
        // -1, SQLITE_TRANSIENT: SQLite makes a copy.
        sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    func bind(_ index: Int32, blob: [UInt8]?) {
        guard let blob else {
            sqlite3_bind_null(statement, index)
            return
        }
        sqlite3_bind_blob(statement, index, blob, Int32(blob.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }

    /// Runs to the end and makes it ready for the next run.
    func run() throws(StoreError) {
        while try step() {}
    }

    /// Moves to the next row; at the end `false`, and the statement is ready for the next run.
    func step() throws(StoreError) -> Bool {
        if !isUnderWay { connection.guarding?.begin() }
        let code = sqlite3_step(statement)
        isUnderWay = code == SQLITE_ROW
        if isUnderWay { return true }
        let resetCode = sqlite3_reset(statement)
        guard code == SQLITE_DONE else {
            try connection.check(resetCode)
            return false
        }
        return false
    }

    func reset() {
        isUnderWay = false
        sqlite3_reset(statement)
    }

    /// Of a row.
    var columns: Int32 { sqlite3_column_count(statement) }

    func integer(_ column: Int32) -> Int64? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, column)
    }

    func isBlob(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_BLOB
    }

    /// A text or a blob as it lies in the file, with its zero bytes; `nil` for NULL. Valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer? {
        guard sqlite3_column_type(statement, column) != SQLITE_NULL else { return nil }
        let start = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }

    func text(_ column: Int32) -> String? {
        bytes(column).map { String(decoding: $0, as: UTF8.self) }
    }
}
