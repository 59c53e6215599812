import GRDB
import LogRecords

/// Which rows of some segments a merge keeps: those that readers see, and all of shards that are still being read.
struct ShownLines {
    private var ranges: [Int64: Range<Int64>] = [:]
    private let inFlight: Set<Int64>

    init(inSegments segments: [CatalogSegment], inFlight: Set<Int64>, _ database: Database) throws {
        self.inFlight = inFlight
        let sql = """
            SELECT number, first_visible_line, visible_lines FROM shard
            WHERE state = 'live' AND number IN (SELECT shard FROM segment_shard WHERE segment = ?1)
            """
        for segment in segments {
            for row in try Row.fetchAll(database, sql: sql, arguments: [segment.id]) {
                let first: Int64 = row[1]
                ranges[row[0]] = first..<max(first, first.addingReportingOverflow(row[2]).partialValue)
            }
        }
    }

    func contain(shard: Int64, line: Int64) -> Bool {
        ranges[shard]?.contains(line) ?? inFlight.contains(shard)
    }
}
