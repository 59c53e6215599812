import GRDB
import LogRecords

/// What the shards are together: the sums that spare a look-up the whole ledger.
enum CatalogSeries {
    /// Makes the sums anew; after every change of the ledger, in its transaction.
    static func sum(in database: Database) throws {
        let whole = LedgerStanding(try CatalogStanding.all(in: database))
        for table in ["series_gap", "series", "loose_source", "ledger"] { try database.execute(sql: "DELETE FROM \(table)") }
        for series in whole.series { try enter(series, in: database) }
        for loose in whole.loose {
            try database.execute(
                sql: "INSERT INTO loose_source VALUES (?1, ?2, ?3)",
                arguments: [loose.source, loose.covers?.from.nanoseconds, loose.covers?.to.nanoseconds])
        }
        try database.execute(
            sql: "INSERT INTO ledger VALUES (?1, ?2, ?3, ?4)",
            arguments: [
                whole.covers?.from.nanoseconds, whole.covers?.to.nanoseconds, whole.loose.count,
                whole.series.reduce(0) { $0 + $1.gaps.count },
            ])
    }

    private static func enter(_ series: SeriesStanding, in database: Database) throws {
        try database.cachedStatement(sql: "INSERT INTO series VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)").execute(
            arguments: [
                series.name, series.sources.joined(separator: ","), series.shards, series.timeless, series.gapless, series.beating,
                series.beat?.periodNanoseconds, series.beat?.phase, series.inStep, series.covers?.from.nanoseconds,
                series.covers?.to.nanoseconds,
            ])
        for gap in series.gaps {
            try database.cachedStatement(sql: "INSERT INTO series_gap VALUES (?1, ?2, ?3, ?4, ?5)").execute(
                arguments: [series.name, gap.first, gap.last, gap.range.from.nanoseconds, gap.range.to.nanoseconds])
        }
    }

    /// The ledger, or what of it is near a time; `nil` where the sums are not those of the shards.
    static func standing(near range: TimeRange?, in database: Database) throws -> LedgerStanding? {
        let sql = "SELECT covers_from, covers_to, loose, gaps FROM ledger"
        let ledger = try database.first(sql) { row in
            (covers: try row.range(0, 1), loose: try row.count(2), gaps: try row.count(3))
        }
        guard let ledger else { return nil }
        let gaps = ledger.gaps > 0 ? try gaps(near: range, in: database) : [:]
        var series = try told(near: range, gaps, in: database)
        if let range { series = try far(from: range, in: database) + series }
        return LedgerStanding(
            near: range, shards: try range.map { try CatalogStanding.near($0, in: database) } ?? CatalogStanding.all(in: database),
            series: series, loose: ledger.loose > 0 ? try loose(in: database) : [], covers: ledger.covers)
    }

    private static func loose(in database: Database) throws -> [LedgerStanding.Loose] {
        try database.all("SELECT name, covers_from, covers_to FROM loose_source ORDER BY name") { row in
            LedgerStanding.Loose(source: try row.text(0), covers: try row.range(1, 2))
        }
    }

    /// Series that only count and are far away: as one without a name for each set of sources.
    private static func far(from range: TimeRange, in database: Database) throws -> [SeriesStanding] {
        let sql = """
            SELECT sources, min(covers_from), max(covers_to) FROM series
            WHERE timeless = shards AND (covers_from > ?2 OR covers_to < ?1 OR covers_from IS NULL) GROUP BY sources
            """
        return try database.all(sql, [range.from.nanoseconds, range.to.nanoseconds]) { row in
            var series = SeriesStanding(name: "")
            series.sources = names(try row.text(0))
            series.covers = try row.range(1, 2)
            return series
        }
    }

    /// Each series that keeps a clock or is near, or all.
    private static func told(
        near range: TimeRange?, _ gaps: [String: [SeriesStanding.Gap]], in database: Database
    ) throws -> [SeriesStanding] {
        let sql = """
            SELECT name, sources, shards, timeless, gapless, beating, period, phase, in_step, covers_from, covers_to FROM series
            WHERE ?1 IS NULL OR timeless < shards OR (covers_from <= ?2 AND covers_to >= ?1) ORDER BY name
            """
        var (list, sources) = ("", [String]())
        return try database.all(sql, [range?.from.nanoseconds, range?.to.nanoseconds]) { row in
            var series = SeriesStanding(name: try row.text(0))
            // One series after the other has the same.
            if try row.text(1) != list {
                list = try row.text(1)
                sources = names(list)
            }
            series.sources = sources
            series.shards = Int(try row.count(2))
            series.timeless = Int(try row.count(3))
            series.gapless = Int(try row.count(4))
            series.beating = Int(try row.count(5))
            series.beat = try beat(row)
            series.inStep = Int(try row.count(8))
            series.covers = try row.range(9, 10)
            series.gaps = gaps[series.name] ?? []
            return series
        }
    }

    private static func beat(_ row: CatalogRow) throws(CatalogDamage) -> SeriesStanding.Beat? {
        guard let period = try row.integerIfAny(6), let phase = try row.integerIfAny(7) else { return nil }
        guard period > 0, (0..<period).contains(phase) else { throw row.damage(7, "lies outside its period") }
        return SeriesStanding.Beat(periodNanoseconds: period, phase: phase)
    }

    private static func gaps(near range: TimeRange?, in database: Database) throws -> [String: [SeriesStanding.Gap]] {
        let sql = """
            SELECT series, first, last, covers_from, covers_to FROM series_gap
            WHERE ?1 IS NULL OR (covers_from <= ?2 AND covers_to >= ?1) ORDER BY series, first
            """
        var gaps: [String: [SeriesStanding.Gap]] = [:]
        try database.each(sql, [range?.from.nanoseconds, range?.to.nanoseconds]) { row in
            guard let covers = try row.range(3, 4) else { throw row.damage(3, "has no value") }
            let gap = SeriesStanding.Gap(first: Int(try row.integer(1)), last: Int(try row.integer(2)), range: covers)
            gaps[try row.text(0), default: []].append(gap)
        }
        return gaps
    }

    private static func names(_ list: String) -> [String] { list.split(separator: ",").map(String.init) }
}
