import GRDB
import LogRecords

/// How many visible rows each shard has in segments that are about to go: they move from `stored` to `expired` in its
/// tally.
struct ExpiringRows {
    private var rows: [Int64: Int64] = [:]

    init(of segments: [CatalogSegment], in folder: StoreFolder, _ catalog: Catalog) throws(StoreError) {
        for segment in segments {
            let parts = try catalog.read { try ExpiringRows.parts(of: segment, in: $0) }
            for part in parts {
                // A part that begins within the shard's lines is visible as a whole.
                let isWhole = part.firstLine >= part.firstVisibleLine
                rows[part.shard, default: 0] += isWhole ? part.rows : ExpiringRows.count(part, in: segment, folder)
            }
        }
    }

    private struct Part {
        var shard: Int64
        var rows: Int64
        var firstLine: Int64
        var firstVisibleLine: Int64
    }

    private static func parts(of segment: CatalogSegment, in database: Database) throws -> [Part] {
        let sql = """
            SELECT part.shard, part.rows, part.first_line, shard.first_visible_line FROM segment_shard AS part
            JOIN shard ON shard.number = part.shard AND shard.state = 'live' WHERE part.segment = ?1
            """
        return try database.all(sql, [segment.id]) { row in
            Part(
                shard: try row.integer(0), rows: try row.count(1), firstLine: try row.integer(2), firstVisibleLine: try row.count(3)
            )
        }
    }

    /// Of a segment that cannot be read all rows are taken for visible; no more than the shard has are expired in the
    /// end.
    private static func count(_ part: Part, in segment: CatalogSegment, _ folder: StoreFolder) -> Int64 {
        do throws(StoreError) {
            let connection = try SegmentConnection(readingSegment: folder.path + "/" + segment.name)
            try connection.checkSchema()
            let statement = try connection.prepare("SELECT count(*) FROM sighting WHERE shard = ?1 AND line >= ?2")
            statement.bind(1, part.shard)
            statement.bind(2, part.firstVisibleLine)
            defer { statement.reset() }
            return try statement.step() ? statement.integer(0) ?? part.rows : part.rows
        } catch {
            return part.rows
        }
    }

    /// Moves the rows in the ledger. A shard that has no part in any segment left expires; its files' hints go, so that
    /// one that comes back is met and refused with the reason.
    func expire(in database: Database) throws {
        for (shard, rows) in rows {
            try database.execute(
                sql: """
                    UPDATE shard SET stored = stored - min(stored, ?2), expired = expired + min(stored, ?2) WHERE number = ?1
                    """,
                arguments: [shard, rows])
            try database.execute(
                sql: """
                    UPDATE shard SET state = 'expired' WHERE number = ?1
                    AND NOT EXISTS (SELECT 1 FROM segment_shard WHERE shard = ?1)
                    """,
                arguments: [shard])
            try database.execute(
                sql: """
                    DELETE FROM file_hint WHERE shard = ?1 AND EXISTS (SELECT 1 FROM shard WHERE number = ?1 AND state = 'expired')
                    """,
                arguments: [shard])
        }
    }
}
