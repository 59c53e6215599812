import GRDB
import GRDBSQLite
import Glibc
import LogRecords

/// The row that a statement of the catalog is at, as SQLite holds it.
///
/// The subscripts of GRDB's rows stop the program at a value of another type. A catalog may be damaged or somebody
/// else's, so here each value is of the type and in the range that the schema promises, or a `CatalogDamage` is thrown.
/// A row is valid until the next one.
struct CatalogRow {
    /// Of lines, rows or bytes in one row of the catalog: half a million of them still add up.
    static let mostCounted: Int64 = 1 << 44
    /// Days whose moments an `Instant` can tell.
    static let plausibleDays: ClosedRange<Int32> = -106_751...106_750

    private let handle: OpaquePointer

    init(_ statement: Statement) {
        handle = statement.sqliteStatement
    }

    private func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integerIfAny(_ column: Int32) throws(CatalogDamage) -> Int64? {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return sqlite3_column_int64(handle, column)
        case SQLITE_NULL: return nil
        default: throw damage(column, "is no integer")
        }
    }

    func integer(_ column: Int32) throws(CatalogDamage) -> Int64 {
        guard let value = try integerIfAny(column) else { throw damage(column, "has no value") }
        return value
    }

    /// An integer that counts something.
    func count(_ column: Int32) throws(CatalogDamage) -> Int64 {
        let value = try integer(column)
        guard (0...CatalogRow.mostCounted).contains(value) else { throw damage(column, "is no count") }
        return value
    }

    /// What SQLite added up as a floating-point number, rounded.
    func total(_ column: Int32) -> Int64 {
        Int64(exactly: sqlite3_column_double(handle, column).rounded()) ?? .max
    }

    func flagIfAny(_ column: Int32) throws(CatalogDamage) -> Bool? {
        guard let value = try integerIfAny(column) else { return nil }
        guard value == 0 || value == 1 else { throw damage(column, "is neither 0 nor 1") }
        return value == 1
    }

    func flag(_ column: Int32) throws(CatalogDamage) -> Bool {
        guard let value = try flagIfAny(column) else { throw damage(column, "has no value") }
        return value
    }

    func textIfAny(_ column: Int32) throws(CatalogDamage) -> String? {
        try textBytes(column).map { String(decoding: $0, as: UTF8.self) }
    }

    func text(_ column: Int32) throws(CatalogDamage) -> String {
        guard let text = try textIfAny(column) else { throw damage(column, "has no value") }
        return text
    }

    /// The same, where the row before it mostly had the same text.
    func textIfAny(_ column: Int32, as repeated: inout RepeatedText) throws(CatalogDamage) -> String? {
        guard let bytes = try textBytes(column) else { return nil }
        return repeated.text(bytes)
    }

    /// As they lie there, as long as the statement stays at its row.
    func textBytes(_ column: Int32) throws(CatalogDamage) -> UnsafeBufferPointer<UInt8>? {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_TEXT:
            return UnsafeBufferPointer(start: sqlite3_column_text(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
        case SQLITE_NULL: return nil
        default: throw damage(column, "is no text")
        }
    }

    func digest(_ column: Int32) throws(CatalogDamage) -> ContentDigest {
        guard sqlite3_column_type(handle, column) == SQLITE_BLOB, sqlite3_column_bytes(handle, column) == 16 else {
            throw damage(column, "is no digest")
        }
        return ContentDigest(value: ID128(UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: 16)))
    }

    /// As it lies there, as long as the statement stays at its row.
    func blob(_ column: Int32) throws(CatalogDamage) -> UnsafeRawBufferPointer {
        guard sqlite3_column_type(handle, column) == SQLITE_BLOB else { throw damage(column, "is no blob") }
        return UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
    }

    func dayIfAny(_ column: Int32) throws(CatalogDamage) -> Day? {
        guard let value = try integerIfAny(column) else { return nil }
        guard let number = Int32(exactly: value), CatalogRow.plausibleDays.contains(number) else {
            throw damage(column, "is no day")
        }
        return Day(number: number)
    }

    func day(_ column: Int32) throws(CatalogDamage) -> Day {
        guard let day = try dayIfAny(column) else { throw damage(column, "has no value") }
        return day
    }

    func instant(_ column: Int32) throws(CatalogDamage) -> Instant {
        Instant(nanoseconds: try integer(column))
    }

    /// Two columns, which both have a value or both have none.
    func range(_ from: Int32, _ to: Int32) throws(CatalogDamage) -> TimeRange? {
        guard let first = try integerIfAny(from), let last = try integerIfAny(to) else {
            guard isNull(from), isNull(to) else { throw damage(from, "is half a range of time") }
            return nil
        }
        guard first <= last else { throw damage(to, "is before the beginning") }
        return TimeRange(from: Instant(nanoseconds: first), to: Instant(nanoseconds: last))
    }

    /// A word of a closed list.
    func word<Word: RawRepresentable>(_ column: Int32) throws(CatalogDamage) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text(column)) else { throw damage(column, "is none of its words") }
        return word
    }

    /// Names the column, never its value.
    func damage(_ column: Int32, _ what: String) -> CatalogDamage {
        let name = sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "column \(column)"
        return CatalogDamage(what: "\(name) \(what)".printable(limit: 200))
    }
}

/// A value in the catalog that no program of ours wrote there. `storing(in:)` gives it its file.
struct CatalogDamage: Error, Equatable {
    var what: String
}

extension Database {
    /// Gives the rows of a query one by one. All that is read of a catalog comes through here.
    func each(_ sql: String, _ arguments: StatementArguments = [], _ take: (CatalogRow) throws -> Void) throws {
        let statement = try makeStatement(sql: sql)
        try CatalogRow.each(of: statement, arguments, take)
    }

    func all<Value>(_ sql: String, _ arguments: StatementArguments = [], _ value: (CatalogRow) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try each(sql, arguments) { values.append(try value($0)) }
        return values
    }

    /// Whether the catalog has what a step of its schema brought; one that is only read stays as an earlier version
    /// left it. To ask for a table by its name would read the whole schema.
    func hasStep(_ step: Int64) throws -> Bool {
        try first("PRAGMA user_version") { try $0.integer(0) } ?? 0 >= step
    }

    /// What the first row says, where there is one; the statement is kept for the next time.
    func first<Value>(
        _ sql: String, _ arguments: StatementArguments = [], _ value: (CatalogRow) throws -> Value
    ) throws -> Value? {
        let statement = try cachedStatement(sql: sql)
        statement.arguments = arguments
        let cursor = try Row.fetchCursor(statement)
        guard try cursor.next() != nil else { return nil }
        return try value(CatalogRow(statement))
    }
}

extension CatalogRow {
    fileprivate static func each(
        of statement: Statement, _ arguments: StatementArguments, _ take: (CatalogRow) throws -> Void
    ) throws {
        statement.arguments = arguments
        let cursor = try Row.fetchCursor(statement)
        let row = CatalogRow(statement)
        while try cursor.next() != nil { try take(row) }
    }
}

/// A text that one row after the other has.
struct RepeatedText {
    private var last = ""

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if !isLast(bytes) { last = String(decoding: bytes, as: UTF8.self) }
        return last
    }

    /// A comparison byte by byte through `elementsEqual` takes as long as making the text.
    private func isLast(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress, last.utf8.count == bytes.count else { return false }
        return last.utf8.withContiguousStorageIfAvailable { last in
            last.baseAddress.map { memcmp($0, start, bytes.count) == 0 } ?? false
        } ?? false
    }
}
