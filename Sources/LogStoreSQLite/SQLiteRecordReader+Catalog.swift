import GRDB
package import LogRecords

/// What the catalog alone answers.
extension SQLiteRecordReader {
    package func shards() throws(StoreError) -> [ShardEntry] {
        try catalog.read(CatalogShard.all)
    }

    package func shards(numbered numbers: Set<Int64>) throws(StoreError) -> [ShardEntry] {
        try catalog.read { try CatalogShard.numbered(numbers, in: $0) }
    }

    package func standing(near: TimeRange?) throws(StoreError) -> LedgerStanding {
        try catalog.read { database in
            try CatalogSeries.standing(near: near, in: database) ?? LedgerStanding(try CatalogStanding.all(in: database))
        }
    }

    package func days() throws(StoreError) -> [Day?] {
        try catalog.read { database in
            let sql = """
                SELECT DISTINCT day FROM segment WHERE EXISTS (
                  SELECT 1 FROM segment_shard AS part JOIN shard ON shard.number = part.shard AND shard.state = 'live'
                  WHERE part.segment = segment.id)
                ORDER BY day IS NULL, day
                """
            return try database.all(sql) { try $0.dayIfAny(0) }
        }
    }

    package func sequenceGaps(in range: TimeRange?, limit: Int) throws(StoreError) -> SequenceGaps? {
        try catalog.read { try SequenceGapSearch.gaps(in: range, limit: limit, $0) }
    }

    package func silences(in range: TimeRange?, limit: Int) throws(StoreError) -> Silences {
        try catalog.read { try SilenceSearch.silences(in: range, limit: limit, $0) }
    }

    package func acknowledgedHoles() throws(StoreError) -> [AcknowledgedHole] {
        try catalog.read(CatalogHoles.all)
    }

    package func declarations() throws(StoreError) -> [Declaration] {
        try catalog.read(CatalogDeclarations.all)
    }

    package func loadRhythm() throws(StoreError) -> LoadRhythm? {
        try catalog.read(CatalogRhythm.kept)
    }

    package func failedShards() throws(StoreError) -> [RememberedFailure] {
        try catalog.read { try CatalogFailures.all(in: $0) }
    }

    package func fieldCounts(on days: ClosedRange<Day>) throws(StoreError) -> [FieldCount] {
        try catalog.read { try FieldCountSearch.counts(on: days, in: $0) }
    }

    /// Whether a file that looks just as it did at its last complete read is known.
    package func isKnown(_ hint: FileHint) throws(StoreError) -> Bool {
        try catalog.readOnce { try CatalogShard.hint(at: hint.path, in: $0) } == hint
    }

    package func prunedDays() throws(StoreError) -> [(day: Day, pruned: Instant)] {
        try catalog.read { database in
            try database.all("SELECT day, pruned FROM pruned_day ORDER BY day") { row in
                (day: try row.day(0), pruned: try row.instant(1))
            }
        }
    }
}
