import GRDB
import LogRecords

/// The bytes of shards that were no part of any line; few shards have such.
enum CatalogSkipped {
    static func enter(_ skipped: SkippedBytes, ofShard number: Int64, in database: Database) throws {
        guard skipped.count > 0 else { return }
        try database.cachedStatement(sql: "INSERT INTO shard_skipped (shard, bytes, padding) VALUES (?1, ?2, ?3)").execute(
            arguments: [number, skipped.count, skipped.padding])
    }

    /// Of one shard, or of all.
    static func bytes(of shard: Int64? = nil, in database: Database) throws -> [Int64: SkippedBytes] {
        // A catalog of an earlier version has no such table.
        guard try database.hasStep(3) else { return [:] }
        var skipped: [Int64: SkippedBytes] = [:]
        func take(_ row: CatalogRow) throws {
            skipped[try row.integer(0)] = SkippedBytes(count: try row.count(1), padding: try row.count(2))
        }
        let sql = "SELECT shard, bytes, padding FROM shard_skipped"
        if let shard {
            try database.each(sql + " WHERE shard = ?1", [shard], take)
        } else {
            try database.each(sql, [], take)
        }
        return skipped
    }
}
