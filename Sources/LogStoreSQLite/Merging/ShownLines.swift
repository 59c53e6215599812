import GRDB
import LogRecords

/// Which rows of some segments a merge keeps: those that readers see, and all of shards that are still being read.
struct ShownLines {
    private let ranges: [Int64: Range<Int64>]
    private let inFlight: Set<Int64>

    init(inSegments segments: [CatalogSegment], inFlight: Set<Int64>, _ database: Database) throws {
        self.inFlight = inFlight
        let sql = """
            SELECT number, first_visible_line, visible_lines FROM shard
            WHERE state = 'live' AND number IN (SELECT shard FROM segment_shard WHERE segment = ?1)
            """
        var ranges: [Int64: Range<Int64>] = [:]
        for segment in segments {
            try database.each(sql, [segment.id]) { row in
                let first = try row.count(1)
                ranges[try row.integer(0)] = first..<(first + (try row.count(2)))
            }
        }
        self.ranges = ranges
    }

    func contain(shard: Int64, line: Int64) -> Bool {
        ranges[shard]?.contains(line) ?? inFlight.contains(shard)
    }
}
