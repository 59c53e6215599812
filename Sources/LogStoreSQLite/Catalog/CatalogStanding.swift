import GRDB
import LogRecords

/// Shards as far as coverage asks of them: a question may read all of them, so the columns are few and taken straight
/// from SQLite.
///
/// Of the names, few are different and equal ones mostly follow each other, so a name that comes again is not made
/// again.
enum CatalogStanding {
    static func all(in database: Database) throws -> [ShardStanding] {
        try standings(of: "", [], in: database)
    }

    /// Those that speak of a time, and of any time those that continue others.
    static func near(_ range: TimeRange, in database: Database) throws -> [ShardStanding] {
        let near: StaticString = """
            IN (SELECT number FROM shard WHERE covers_to >= ?1 AND covers_from <= ?2
              UNION ALL SELECT number FROM shard WHERE first_visible_line > 1)
            """
        return try standings(of: near, [range.from.nanoseconds, range.to.nanoseconds], in: database)
    }

    /// Of the shards whose number is such, or of all.
    private static func standings(
        of numbers: StaticString, _ arguments: StatementArguments, in database: Database
    ) throws -> [ShardStanding] {
        let isAll = numbers.utf8CodeUnitCount == 0
        var standings = try shards(isAll ? "" : "WHERE number \(numbers)", arguments, in: database)
        guard !standings.isEmpty else { return [] }
        let skipped = try CatalogSkipped.bytes(in: database)
        if !skipped.isEmpty {
            for index in standings.indices { standings[index].hasLostBytes = skipped[standings[index].number]?.lost ?? 0 > 0 }
        }
        let sql = """
            SELECT shard, name, records, span_from, span_to FROM shard_source \(isAll ? "" : "WHERE shard \(numbers)")
            ORDER BY shard, name
            """
        var index = 0
        var name = RepeatedText()
        try database.each(sql, arguments) { row in
            let shard = try row.integer(0)
            while index < standings.count, standings[index].number < shard { index += 1 }
            guard index < standings.count, standings[index].number == shard else { return }
            standings[index].sources.append(
                ShardEntry.Source(
                    name: try row.textIfAny(1, as: &name) ?? "", records: try row.count(2), span: try row.range(3, 4)))
        }
        return standings
    }

    private static func shards(
        _ condition: String, _ arguments: StatementArguments, in database: Database
    ) throws -> [ShardStanding] {
        let sql = """
            SELECT number, state, truncated, first_visible_line, served_bytes, series, part, window_from, window_to, period,
              gapless, iif(series IS NULL, path, NULL) AS path, iif(series IS NULL, folder, NULL) AS folder
            FROM shard \(condition) ORDER BY number
            """
        var standings: [ShardStanding] = []
        var series = RepeatedText()
        try database.each(sql, arguments) { row in
            standings.append(
                ShardStanding(
                    number: try row.integer(0), state: try row.word(1), truncated: try row.flag(2),
                    firstVisibleLine: try row.count(3), servedBytes: try row.count(4), sources: [],
                    rhythm: try row.rhythm(from: 5, series: &series),
                    name: try row.textIfAny(11).map { path in ShardStanding.Name(path: path, folder: try row.textIfAny(12)) }))
        }
        return standings
    }
}

extension CatalogRow {
    /// Six columns: series, part, beginning and end of the window, period, gapless.
    func rhythm(from column: Int32, series: inout RepeatedText) throws(CatalogDamage) -> ShardRhythm? {
        guard let name = try textIfAny(column, as: &series) else { return nil }
        guard let part = try textIfAny(column + 1), let window = try range(column + 2, column + 3) else {
            throw damage(column, "has no window")
        }
        let period = try integerIfAny(column + 4)
        guard period ?? 0 >= 0 else { throw damage(column + 4, "is negative") }
        return ShardRhythm(
            series: name, window: window, periodNanoseconds: period, part: part, isGapless: try flag(column + 5))
    }
}
