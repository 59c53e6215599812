import GRDB
import LogRecords

/// The numbers of gateway instances that no shard holds, between those that some shard holds.
enum SequenceGapSearch {
    /// Runs are sorted by their first number, and one that begins behind all that was reached before it has a gap in
    /// front. Shards of days that were pruned keep their runs: what was there once is not missing.
    private static func gaps(where condition: String) -> String {
        """
        WITH passed AS (
          SELECT instance, first, written_from, max(last) OVER earlier AS reached, max(written_to) OVER earlier AS written
          FROM sequence_run WHERE \(condition)
          WINDOW earlier AS (PARTITION BY instance ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
        SELECT instance, reached + 1 AS first, first - 1 AS last, min(written, written_from) AS written_from,
          max(written, written_from) AS written_to
        FROM passed WHERE first > reached + 1
        """
    }

    /// Finds an instance's gaps anew, after its runs changed.
    static func sum(of instance: String, in database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM sequence_gap WHERE instance = ?1").execute(arguments: [instance])
        try database.cachedStatement(sql: "INSERT INTO sequence_gap " + gaps(where: "instance = ?1")).execute(arguments: [instance])
    }

    /// Finds those of all instances, of a catalog that had no table of them.
    static func sum(in database: Database) throws { try database.execute(sql: "INSERT INTO sequence_gap " + gaps(where: "1")) }

    private static let unnumbered =
        "SELECT EXISTS (SELECT 1 FROM unnumbered_shard CROSS JOIN shard ON shard.number = unnumbered_shard.shard WHERE state = 'live')"

    /// With all counts; `nil` where shards are loaded whose numbers were not kept.
    static func gaps(in range: TimeRange?, limit: Int, _ database: Database) throws -> SequenceGaps? {
        guard let gaps = try list(in: range, limit: limit, database) else { return nil }
        var found = SequenceGaps(gaps: gaps)
        // `total` adds as floating point: a line may claim any number, and `sum` would fail when it overflows.
        let counts = "SELECT count(*), total(last - first + 1) \(try selection(database))"
        if let sums = try database.first(counts, ends(of: range), { (try $0.count(0), $0.total(1)) }) {
            (found.total, found.lines) = (Int(sums.0), sums.1)
        }
        let instances = "SELECT count(DISTINCT instance) FROM sequence_run WHERE written_from <= ?2 AND written_to >= ?1"
        found.instances = Int(try database.first(instances, ends(of: range)) { try $0.count(0) } ?? 0)
        return found
    }

    /// By instance and number, without a count of anything: what a look-up asks.
    static func list(in range: TimeRange?, limit: Int, _ database: Database) throws -> [SequenceGap]? {
        guard try database.first(unnumbered, [], { try $0.flag(0) }) == false else { return nil }
        let sql = """
            SELECT instance, first, last, written_from, written_to \(try selection(database)) ORDER BY instance, first LIMIT ?3
            """
        return try database.all(sql, ends(of: range) + [limit]) { row in
            guard let span = try row.range(3, 4) else { throw row.damage(3, "has no value") }
            return SequenceGap(instance: try row.text(0), first: try row.integer(1), last: try row.integer(2), span: span)
        }
    }

    /// A catalog of an earlier version has no table of gaps.
    private static func selection(_ database: Database) throws -> String {
        let gap = try database.hasStep(3) ? "sequence_gap" : "(\(gaps(where: "1")))"
        return "FROM \(gap) WHERE written_from <= ?2 AND written_to >= ?1"
    }

    private static func ends(of range: TimeRange?) -> StatementArguments {
        [range?.from.nanoseconds ?? .min, range?.to.nanoseconds ?? .max]
    }

    /// Reads every run, for a check of the catalog.
    static func check(in database: Database) throws {
        try database.each("SELECT instance, first, last, shard, written_from, written_to FROM sequence_run") { row in
            _ = (try row.text(0), try row.integer(1), try row.integer(2), try row.integer(3), try row.range(4, 5))
        }
    }

    /// Enters the runs of a shard that ended.
    static func enter(_ runs: [SequenceRun], ofShard shard: Int64, in database: Database) throws {
        for run in runs {
            try database.cachedStatement(
                sql:
                    "INSERT INTO sequence_run (instance, first, last, shard, written_from, written_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            ).execute(arguments: [
                run.instance, run.first, run.last, shard, run.span.from.nanoseconds, run.span.to.nanoseconds,
            ])
        }
    }
}
