import GRDB
import LogRecords

/// The numbers of gateway instances that no shard holds, between those that some shard holds.
enum SequenceGapSearch {
    /// Runs are sorted by their first number, and one that begins behind all that was reached before it has a gap in front.
    /// Shards of days that were pruned keep their runs: what was there once is not missing.
    private static let gaps = """
        WITH passed AS (
          SELECT instance, first, written_from, max(last) OVER earlier AS reached, max(written_to) OVER earlier AS written
          FROM sequence_run
          WINDOW earlier AS (PARTITION BY instance ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
        gap AS (
          SELECT instance, reached + 1 AS first, first - 1 AS last, min(written, written_from) AS since,
            max(written, written_from) AS until
          FROM passed WHERE first > reached + 1)
        """

    private static let unnumbered =
        "SELECT EXISTS (SELECT 1 FROM unnumbered_shard JOIN shard ON shard.number = unnumbered_shard.shard WHERE state = 'live')"

    /// `nil` where shards are loaded whose numbers were not kept.
    static func gaps(in range: TimeRange?, limit: Int, _ database: Database) throws -> SequenceGaps? {
        guard try !(Bool.fetchOne(database, sql: unnumbered) ?? true) else { return nil }
        let (from, to) = (range?.from.nanoseconds ?? .min, range?.to.nanoseconds ?? .max)
        var found = SequenceGaps()
        found.gaps = try Row.fetchAll(
            database, sql: gaps + " SELECT * FROM gap WHERE since <= ?2 AND until >= ?1 ORDER BY instance, first LIMIT ?3",
            arguments: [from, to, limit]
        ).map { row in
            SequenceGap(
                instance: row[0], first: row[1], last: row[2],
                span: TimeRange(from: Instant(nanoseconds: row[3]), to: Instant(nanoseconds: row[4])))
        }
        // `total` adds as floating point: a line may claim any number, and `sum` would fail when it overflows.
        let counts = "SELECT count(*), total(last - first + 1) FROM gap WHERE since <= ?2 AND until >= ?1"
        if let row = try Row.fetchOne(database, sql: gaps + " " + counts, arguments: [from, to]) {
            (found.total, found.lines) = (row[0], Int64(exactly: (row[1] as Double).rounded()) ?? .max)
        }
        found.instances =
            try Int.fetchOne(
                database, sql: "SELECT count(DISTINCT instance) FROM sequence_run WHERE written_from <= ?2 AND written_to >= ?1",
                arguments: [from, to]) ?? 0
        return found
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
