import GRDB
package import LogRecords

/// What is asked by the shards that lines are of, to make requests of new ones.
extension SQLiteRecordReader {
    /// As the catalog lists them: some of their rows may not be visible.
    package func shardsOfDays() throws(StoreError) -> [Day?: Set<Int64>] {
        try catalog.read { database in
            let sql = """
                SELECT DISTINCT segment.day, part.shard FROM segment_shard AS part
                JOIN segment ON segment.id = part.segment
                JOIN shard ON shard.number = part.shard AND shard.state = 'live'
                """
            var shards: [Day?: Set<Int64>] = [:]
            try database.each(sql) { row in shards[try row.dayIfAny(0), default: []].insert(try row.integer(1)) }
            return shards
        }
    }

    /// Visible rows, segment by segment.
    package func sightings(
        on day: Day?, ofShards shards: Set<Int64>, lines: Set<StoredLine>
    ) throws(StoreError) -> [Sighting] {
        let wanted = shards.union(lines.map(\.shard))
        // Undated rows are looked at with any day.
        let days = day.map { $0...$0 } ?? Day(number: .min)...Day(number: .min)
        return try ask(.days(days)) { segments, visibility, database in
            var found: [Sighting] = []
            for segment in segments where segment.listed.day == day {
                guard try !CatalogSegment.shards(of: segment.listed.id, in: database).isDisjoint(with: wanted) else { continue }
                for row in try segment.rows(ofShards: shards, lines: lines, visibility) {
                    if let sighting = try segment.sighting(row) { found.append(sighting) }
                }
            }
            return found
        }
    }
}

extension CatalogSegment {
    /// The shards of which a segment has rows.
    fileprivate static func shards(of id: Int64, in database: Database) throws -> Set<Int64> {
        Set(try database.all("SELECT shard FROM segment_shard WHERE segment = ?1", [id]) { try $0.integer(0) })
    }
}

extension SegmentReader {
    /// The visible rows of these shards and lines.
    fileprivate func rows(ofShards shards: Set<Int64>, lines: Set<StoredLine>, _ visibility: Visibility) throws -> [Int] {
        let statement = try prepare("SELECT row, shard, line FROM sighting")
        defer { statement.reset() }
        var rows: [Int] = []
        while try statement.step() {
            let (shard, line) = (statement.integer(1) ?? 0, statement.integer(2) ?? 0)
            guard shards.contains(shard) || lines.contains(StoredLine(shard: shard, line: line)) else { continue }
            guard try visibility.shows(shard: shard, line: line) else { continue }
            if let row = statement.integer(0).flatMap(Int.init(exactly:)) { rows.append(row) }
        }
        return rows
    }
}
