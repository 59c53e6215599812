import GRDB
import LogRecords

/// The files of which nothing was loaded, run after run.
enum CatalogFailures {
    private static let selection =
        "SELECT content, path, reason, first_failed, last_failed, acknowledged, why FROM failed_shard"

    /// The newest failure first. A catalog of an earlier version remembers none.
    static func all(in database: Database) throws -> [RememberedFailure] {
        guard try database.hasStep(3) else { return [] }
        return try database.all("\(selection) ORDER BY last_failed DESC, path, content", [], failure)
    }

    private static func failure(_ row: CatalogRow) throws(CatalogDamage) -> RememberedFailure {
        RememberedFailure(
            shard: FailedShard(content: try row.text(0), path: try row.text(1), reason: try row.text(2)),
            first: try row.instant(3), last: try row.instant(4),
            acknowledged: try row.integerIfAny(5).map(Instant.init(nanoseconds:)), why: try row.textIfAny(6))
    }

    /// What was known of each before; then all of them are known.
    static func remember(_ failed: [FailedShard], at moment: Instant, in database: Database) throws -> [RememberedFailure?] {
        // Before anything is written: two copies in one run are both new.
        let known = try failed.map { try find($0, in: database) }
        for (shard, known) in zip(failed, known) where known.map({ $0.shard.content != shard.content }) ?? false {
            try database.execute(
                sql: "UPDATE OR IGNORE failed_shard SET content = ?2 WHERE content = ?1",
                arguments: [known?.shard.content, shard.content])
        }
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO failed_shard (content, path, reason, first_failed, last_failed) VALUES (?1, ?2, ?3, ?4, ?4)
                ON CONFLICT DO UPDATE SET path = excluded.path, reason = excluded.reason, last_failed = excluded.last_failed
                """)
        for shard in failed {
            try statement.execute(arguments: [shard.content, shard.path, shard.reason, moment.nanoseconds])
        }
        try database.execute(
            sql: """
                DELETE FROM failed_shard WHERE content IN
                  (SELECT content FROM failed_shard ORDER BY acknowledged IS NULL, last_failed DESC LIMIT -1 OFFSET ?1)
                """, arguments: [FailedShard.mostRemembered])
        return known
    }

    /// By its content; of what has grown by its path.
    private static func find(_ shard: FailedShard, in database: Database) throws -> RememberedFailure? {
        if let known = try database.first("\(selection) WHERE content = ?1", [shard.content], failure) { return known }
        guard shard.hasGrown else { return nil }
        return try database.first("\(selection) WHERE path = ?1 ORDER BY last_failed DESC LIMIT 1", [shard.path], failure)
    }

    /// Says of some that they are known, or no longer; gives them as they are then.
    static func acknowledge(
        _ contents: [String], at moment: Instant?, why: String?, in database: Database
    ) throws -> [RememberedFailure] {
        for content in contents {
            try database.execute(
                sql: "UPDATE failed_shard SET acknowledged = ?2, why = ?3 WHERE content = ?1",
                arguments: [content, moment?.nanoseconds, moment == nil ? nil : why])
        }
        return try contents.compactMap { try database.first("\(selection) WHERE content = ?1", [$0], failure) }
    }
}
