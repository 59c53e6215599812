import GRDB
package import LogRecords

/// What the catalog alone answers.
extension SQLiteRecordReader {
    /// The ledger as a whole: with every column, so for lists and not for look-ups.
    package func shards() throws(StoreError) -> [ShardEntry] {
        try catalog.read(CatalogShard.all)
    }

    /// Asked by number, a few hundred at a time.
    package func shards(numbered numbers: Set<Int64>) throws(StoreError) -> [ShardEntry] {
        try catalog.read { try CatalogShard.numbered(numbers, in: $0) }
    }

    /// From the sums that writers keep, where the catalog has them; else from all shards.
    package func standing(near: TimeRange?) throws(StoreError) -> LedgerStanding {
        try catalog.read { database in
            try CatalogSeries.standing(near: near, in: database) ?? LedgerStanding(try CatalogStanding.all(in: database))
        }
    }

    /// Of the segments that have a row of a live shard.
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

    /// As they were found anew by the last publication that touched an instance.
    package func sequenceGaps(in range: TimeRange?, limit: Int) throws(StoreError) -> SequenceGaps? {
        try catalog.read { try SequenceGapSearch.gaps(in: range, limit: limit, $0) }
    }

    /// In one state of the catalog; of one that no program of this version wrote to, that nothing was counted.
    package func silences(in range: TimeRange?, limit: Int) throws(StoreError) -> Silences {
        try catalog.read { try SilenceSearch.silences(in: range, limit: limit, $0) }
    }

    /// None in a catalog of an earlier version.
    package func acknowledgedHoles() throws(StoreError) -> [AcknowledgedHole] {
        try catalog.read(CatalogHoles.all)
    }

    /// None in a catalog of an earlier version, in the order of subjects otherwise.
    package func declarations() throws(StoreError) -> [Declaration] {
        try catalog.read(CatalogDeclarations.all)
    }

    /// As the last load that ran to its end said it.
    package func loadRhythm() throws(StoreError) -> LoadRhythm? {
        try catalog.read(CatalogRhythm.kept)
    }

    /// Also those that somebody acknowledged, marked so.
    package func failedShards() throws(StoreError) -> [RememberedFailure] {
        try catalog.read { try CatalogFailures.all(in: $0) }
    }

    /// Of the samples that were kept of those days' shards.
    package func fieldCounts(on days: ClosedRange<Day>) throws(StoreError) -> [FieldCount] {
        try catalog.read { try FieldCountSearch.counts(on: days, in: $0) }
    }

    /// Whether a file that looks just as it did at its last complete read is known.
    package func isKnown(_ hint: FileHint) throws(StoreError) -> Bool {
        try catalog.readOnce { try CatalogShard.hint(at: hint.path, in: $0) } == hint
    }

    /// The tombstones, in the order of days.
    package func prunedDays() throws(StoreError) -> [(day: Day, pruned: Instant)] {
        try catalog.read { database in
            try database.all("SELECT day, pruned FROM pruned_day ORDER BY day") { row in
                (day: try row.day(0), pruned: try row.instant(1))
            }
        }
    }
}
