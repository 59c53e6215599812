import GRDB
import LogRecords

/// The keys that sources had, day by day: what drift is told from.
enum FieldCountSearch {
    /// Keys of one source and day that are kept; a log may make up as many as it has lines.
    static let mostPaths = 1000

    static func counts(on days: ClosedRange<Day>, in database: Database) throws -> [FieldCount] {
        let sql = "\(selection) WHERE day BETWEEN ?1 AND ?2 ORDER BY day, source, path, kind"
        return try database.all(sql, [days.lowerBound.number, days.upperBound.number], count)
    }

    static func all(in database: Database) throws -> [FieldCount] {
        try database.all(selection, [], count)
    }

    private static let selection = "SELECT day, source, path, kind, lines FROM field_count"

    private static func count(_ row: CatalogRow) throws(CatalogDamage) -> FieldCount {
        FieldCount(
            day: try row.day(0), source: try row.text(1), path: try row.text(2), kind: try row.word(3), lines: try row.count(4))
    }

    /// Adds what the lines of a shard had, in the transaction that makes the shard visible: nothing counts twice.
    static func add(_ counts: [FieldCount], in database: Database) throws {
        guard !counts.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO field_count (day, source, path, kind, lines) SELECT ?1, ?2, ?3, ?4, ?5
                WHERE EXISTS (SELECT 1 FROM field_count WHERE day = ?1 AND source = ?2 AND path = ?3 AND kind = ?4)
                  OR (SELECT count(*) FROM field_count WHERE day = ?1 AND source = ?2) < ?6
                ON CONFLICT DO UPDATE SET lines = lines + excluded.lines
                """)
        for count in counts.sorted(by: { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }) {
            try statement.execute(arguments: [
                count.day.number, count.source, count.path, count.kind.rawValue, count.lines, mostPaths,
            ])
        }
    }
}
