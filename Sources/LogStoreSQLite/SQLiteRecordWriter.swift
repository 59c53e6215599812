import Clocks
import GRDB
import Glibc
package import LogRecords
package import OwnedFiles

/// Takes records into a store folder; holds the store's lock as long as it exists.
///
/// Rows go into segments of their day under hidden names. `publish` gives the segments their names and then, in one
/// transaction of the catalog, makes them and all shards that ended visible.
package final class SQLiteRecordWriter {
    let folder: StoreFolder
    let catalog: Catalog
    /// Twelve hexadecimal digits, as the ledger has them.
    package let run: String
    /// Who may read what is written.
    package let access: FileAccess
    private let lock: StoreLock
    private let now: @Sendable () -> Instant
    let prunedDays: Set<Day>
    /// Rows are filed under days between these moments; a clock may be wrong by a day or two.
    let plausible: Range<Int64>
    var intake: SegmentIntake
    var shards: [Int64: ShardInFlight] = [:]
    var ended = EndedShards()
    private var lastShard: Int64
    /// Told of each step of a publication when it is done; tests stop there.
    var afterStep: (PublishingStep) throws(StoreError) -> Void = { (_) throws(StoreError) in }
    /// The same for merges.
    var afterMergingStep: (MergingStep) throws(StoreError) -> Void = { (_) throws(StoreError) in }
    /// Segments that could not be read when they were to be merged.
    var unmergeable: Set<Int64> = []
    var mergesBegun = 0
    let filing = FiledCells()

    /// What is known of a shard that is being read.
    struct ShardInFlight {
        var lastLine: Int64 = 0
        /// Lines whose day was pruned, as runs of consecutive ones.
        var expired: [ClosedRange<Int64>] = []
    }

    /// Opens a store, and makes it where the folder is empty or not there.
    ///
    /// `access` is for a new store; one that is there keeps its own. A second writer waits; `onWaiting` is told the
    /// process that it waits for. What a run that did not end left behind is deleted.
    package init(
        opening path: String, access: FileAccess? = nil, onWaiting: (_ holder: Int32?) -> Void = { _ in },
        now: @escaping @Sendable () -> Instant = { .now }
    ) throws(StoreError) {
        folder = StoreFolder(path: path)
        if let obstacle = folder.obstacle { throw obstacle }
        try folder.refuseForeign()
        let isNew = !folder.isThere && !folder.hasSegments
        let access = isNew ? access ?? folder.accessOfNew : folder.access
        if !exists(path) { try folder.make(access) }
        let strangers = (names(in: path) ?? []).filter { !$0.hasPrefix(".") }
        guard folder.isThere || strangers.isEmpty else {
            throw folder.hasSegments ? StoreError.lostCatalog(folder: path) : StoreError.notAStore(folder: path)
        }
        if isNew { try folder.make(access) }
        self.access = access
        lock = try StoreLock(folder.lock, access, onWaiting: onWaiting)
        // First of all, because they may be what filled the disk, and the catalog needs some room.
        folder.removeHidden()
        catalog = try Catalog(writing: folder, access)
        let run = SQLiteRecordWriter.randomName()
        self.run = run
        self.now = now
        let start = now()
        plausible = PlausibleTime(at: start).range
        // Committed before anything is read: a commit that was killed half-way is finished, or undone, by now.
        lastShard = try catalog.write { database in
            let sql = """
                SELECT max(coalesce((SELECT max(number) FROM shard), 0), coalesce((SELECT max(shard) FROM segment_shard), 0),
                  coalesce((SELECT max(last_shard) FROM run), 0))
                """
            let last = try database.first(sql) { try $0.count(0) } ?? 0
            try database.execute(
                sql: "INSERT INTO run (id, started, process, last_shard) VALUES (?1, ?2, ?3, ?4)",
                arguments: [run, start.nanoseconds, getpid(), last])
            return last
        }
        let (listed, pruned) = try catalog.read { database in
            (
                Set(try CatalogSegment.listed(.all, in: database).map(\.name)),
                Set(try database.all("SELECT day FROM pruned_day") { try $0.day(0) })
            )
        }
        prunedDays = pruned
        folder.removeLeftovers(listed: listed)
        intake = SegmentIntake(run: run, folder: folder)
    }

    deinit {
        // What a run that failed has built is of no use to anybody, and may be what filled the disk.
        intake.stop()
        folder.removeHidden(ofRun: run)
    }

    private static func randomName() -> String {
        String(UInt64.random(in: .min ... .max).hexadecimal.prefix(12))
    }
}

extension SQLiteRecordWriter: RecordWriter {
    package func knownShard(_ digest: ContentDigest) throws(StoreError) -> ShardEntry? {
        if let pending = ended.entry(with: digest) { return pending }
        return try catalog.read { try CatalogShard.with(digest: digest, in: $0) }
    }

    package func isKnown(_ hint: FileHint) throws(StoreError) -> Bool {
        if ended.isKnown(hint) { return true }
        return try catalog.readOnce { try CatalogShard.hint(at: hint.path, in: $0) } == hint
    }

    package func shards(beginningWith firstLineHash: UInt64) throws(StoreError) -> [ShardEntry] {
        let published = try catalog.read { try CatalogShard.beginning(with: firstLineHash, in: $0) }
        return published + ended.entries(beginningWith: firstLineHash)
    }

    package func beginShard() throws(StoreError) -> Int64 {
        lastShard += 1
        shards[lastShard] = ShardInFlight()
        return lastShard
    }

    package func append(_ batch: RecordBatch) throws(StoreError) {
        guard batch.count > 0 else { return }
        let deal = deal(batch)
        try intake.take(batch, deal)
        // Before a full segment makes room for one of a few rows.
        if intake.rowsSincePublication > SegmentBuilder.mostRows - RecordBatch.rowCapacity { try publish() }
    }

    package func endShard(_ number: Int64, as finished: FinishedShard) throws(StoreError) -> ShardEntry {
        guard let inFlight = shards.removeValue(forKey: number) else { throw StoreError.unknownShard(number: number) }
        let known = try knownShard(finished.digest)
        if let known, ended.entry(with: finished.digest) != nil || !known.tally.isWhollyRejected || finished.tally.isWhollyRejected
        {
            throw StoreError.shardKnown(path: known.path)
        }
        var tally = finished.tally
        let first = finished.firstVisibleLine
        let expired = inFlight.expired.reduce(Int64(0)) { sum, lines in
            sum + max(0, lines.upperBound - max(lines.lowerBound, first) + 1)
        }
        tally.stored -= expired
        tally.expired += expired
        let entry = ShardEntry(
            number: number, digest: finished.digest, path: finished.path, folder: finished.folder, coding: finished.coding,
            fileBytes: finished.fileBytes, tally: tally, sources: finished.sources, rhythm: finished.rhythm,
            truncated: finished.truncated, firstVisibleLine: first,
            visibleLines: max(tally.lines, inFlight.lastLine - first + 1), loaded: now(), state: .live,
            servedBytes: finished.servedBytes)
        ended.append(
            EndedShard(
                entry: entry, replaced: known?.number, firstLineHash: finished.firstLineHash, problems: finished.problems,
                hint: finished.hint,
                sequences: finished.sequences, hours: finished.hours, replicas: finished.replicas,
                isUncounted: finished.isUncounted),
            fields: finished.fields)
        return entry
    }

    package func abandonShard(_ number: Int64) throws(StoreError) {
        shards[number] = nil
    }

    package func noteSeen(_ hint: FileHint, shard number: Int64) throws(StoreError) {
        if ended.numbers.contains(number) {
            // The shard's own row must come first.
            ended.noteSeen(hint, shard: number)
        } else {
            try catalog.write { try CatalogShard.remember(hint, shard: number, in: $0) }
        }
    }

    package func rememberFailures(_ failed: [FailedShard]) throws(StoreError) -> [RememberedFailure?] {
        guard !failed.isEmpty else { return [] }
        let moment = now()
        return try catalog.write { try CatalogFailures.remember(failed, at: moment, in: $0) }
    }

    package func publish() throws(StoreError) {
        let known = ended.all.map { ($0.entry.number, KnownShard(entry: $0.entry, firstLineHash: $0.firstLineHash)) }
        let built = try intake.sealAll(known: Dictionary(known) { first, _ in first })
        try afterStep(.built)
        // A segment of shards that were all abandoned holds nothing that will ever be seen.
        let awaited = ended.numbers.union(shards.keys)
        let sealed = built.filter { !awaited.isDisjoint(with: $0.shards.keys) }
        folder.discard(built.filter { awaited.isDisjoint(with: $0.shards.keys) })
        try folder.place(sealed)
        try afterStep(.placed)
        guard !sealed.isEmpty || !ended.isEmpty else { return }
        let (ended, run, lastShard, end) = (ended, run, lastShard, now().nanoseconds)
        try catalog.write { database in
            for segment in sealed { try CatalogSegment.list(segment, run: run, in: database) }
            for shard in ended.all {
                if let replaced = shard.replaced { try CatalogShard.remove(replaced, in: database) }
                try CatalogShard.enter(
                    shard.entry, firstLineHash: shard.firstLineHash, problems: shard.problems, in: database)
                try SequenceGapSearch.enter(shard.sequences, ofShard: shard.entry.number, in: database)
                if let hint = shard.hint { try CatalogShard.remember(hint, shard: shard.entry.number, in: database) }
            }
            if !ended.all.isEmpty { try CatalogSeries.sum(in: database) }
            try FieldCountSearch.add(ended.fields, in: database)
            try CatalogSilence.enter(ended.all, in: database)
            for (hint, number) in ended.seen { try CatalogShard.remember(hint, shard: number, in: database) }
            try database.execute(
                sql: "UPDATE run SET ended = ?2, last_shard = ?3 WHERE id = ?1", arguments: [run, end, lastShard])
        }
        self.ended = EndedShards()
        try afterStep(.committed)
        try mergeSmallSegments(on: Set(sealed.map(\.day)))
        updateFilters()
    }
}

/// Where a publication can be interrupted.
enum PublishingStep: CaseIterable, Sendable {
    /// Segments are built and synced under hidden names.
    case built
    /// They have their names, and no reader knows them.
    case placed
    /// The catalog lists them.
    case committed
}
