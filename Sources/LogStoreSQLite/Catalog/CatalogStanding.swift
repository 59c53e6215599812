import GRDB
import GRDBSQLite
import Glibc
import LogRecords

/// Shards as far as coverage asks of them: a question may read all of them, so the columns are few and taken straight from SQLite.
///
/// Of the names, few are different and equal ones mostly follow each other, so a name that comes again is not made again.
enum CatalogStanding {
    static func all(in database: Database) throws -> [ShardStanding] {
        try withSources(try shards("", [], in: database), in: database)
    }

    /// Those that speak of a time, and of any time those that continue others.
    static func near(_ range: TimeRange, in database: Database) throws -> [ShardStanding] {
        let condition: StaticString = """
            WHERE number IN (SELECT number FROM shard WHERE covers_to >= ?1 AND covers_from <= ?2
              UNION ALL SELECT number FROM shard WHERE first_visible_line > 1)
            """
        return try withSources(
            try shards(condition, [range.from.nanoseconds, range.to.nanoseconds], in: database), in: database)
    }

    /// Shards near in time mostly came one after the other, so what lies between them is read too, and passed over.
    private static func withSources(_ shards: [ShardStanding], in database: Database) throws -> [ShardStanding] {
        guard let first = shards.first?.number, let last = shards.last?.number else { return [] }
        var standings = shards
        let statement = try database.makeStatement(
            sql: """
                SELECT shard, name, records, span_from, span_to FROM shard_source WHERE shard BETWEEN ?1 AND ?2 ORDER BY shard, name
                """)
        statement.arguments = [first, last]
        let row = StatementColumns(statement)
        let cursor = try Row.fetchCursor(statement)
        var index = 0
        var name = RepeatedText()
        while try cursor.next() != nil {
            let shard = row.integer(0) ?? 0
            while index < standings.count, standings[index].number < shard { index += 1 }
            guard index < standings.count, standings[index].number == shard else { continue }
            standings[index].sources.append(
                ShardEntry.Source(name: row.text(1, as: &name) ?? "", records: row.integer(2) ?? 0, span: row.range(3, 4)))
        }
        return standings
    }

    private static func shards(
        _ condition: StaticString, _ arguments: StatementArguments, in database: Database
    ) throws -> [ShardStanding] {
        let statement = try database.makeStatement(
            sql: """
                SELECT number, state = 'live', truncated, first_visible_line, served_bytes, series, part, window_from, window_to, period,
                  gapless, iif(series IS NULL, path, NULL), iif(series IS NULL, folder, NULL)
                FROM shard \(condition) ORDER BY number
                """)
        statement.arguments = arguments
        let row = StatementColumns(statement)
        let cursor = try Row.fetchCursor(statement)
        var standings: [ShardStanding] = []
        var series = RepeatedText()
        while try cursor.next() != nil {
            let rhythm: ShardRhythm? = row.text(5, as: &series).flatMap { series in
                row.range(7, 8).map { window in
                    ShardRhythm(
                        series: series, window: window, periodNanoseconds: row.integer(9), part: row.text(6) ?? "",
                        isGapless: row.integer(10) == 1)
                }
            }
            standings.append(
                ShardStanding(
                    number: row.integer(0) ?? 0, state: row.integer(1) == 1 ? .live : .expired, truncated: row.integer(2) == 1,
                    firstVisibleLine: row.integer(3) ?? 1, servedBytes: row.integer(4) ?? 0, sources: [], rhythm: rhythm,
                    name: row.text(11).map { ShardStanding.Name(path: $0, folder: row.text(12)) }))
        }
        return standings
    }
}

/// The columns of the row that a statement is at, as SQLite holds them.
private struct StatementColumns {
    private let statement: Statement

    init(_ statement: Statement) {
        self.statement = statement
    }

    func integer(_ column: Int32) -> Int64? {
        let handle = statement.sqliteStatement
        return sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
    }

    func text(_ column: Int32) -> String? {
        bytes(column).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same, where the row before it mostly had the same text.
    func text(_ column: Int32, as repeated: inout RepeatedText) -> String? {
        bytes(column).map { repeated.text($0) }
    }

    /// As long as the statement stays at its row.
    private func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
        let handle = statement.sqliteStatement
        guard let start = sqlite3_column_text(handle, column) else { return nil }
        return UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func range(_ from: Int32, _ to: Int32) -> TimeRange? {
        guard let from = integer(from), let to = integer(to) else { return nil }
        return TimeRange(from: Instant(nanoseconds: from), to: Instant(nanoseconds: to))
    }
}

/// A text that one row after the other has.
private struct RepeatedText {
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
