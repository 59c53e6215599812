import Clocks
import GRDB
import Glibc
package import LogRecords

/// Where pruning can be interrupted.
enum PruningStep: CaseIterable, Sendable {
    /// The catalog no longer lists the days, and has their tombstones.
    case committed
    /// Their files are gone.
    case deleted
}

/// Removes whole days from a store, and notes that they were there.
///
/// One transaction takes the days off the list, writes their tombstones and lets shards expire; the files go after it.
/// What a crash leaves of them the next writer deletes.
package struct StorePruner {
    private let path: String
    private let limits: PruneLimits
    private let now: Instant
    /// Told of each step when it is done; tests stop there.
    var afterStep: (PruningStep) throws(StoreError) -> Void = { (_) throws(StoreError) in }

    package init(of path: String, keeping limits: PruneLimits, now: Instant = .now) {
        self.path = path
        self.limits = limits
        self.now = now
    }

    /// What pruning would do now. Changes nothing, and waits for nobody.
    package func plan() throws(StoreError) -> PruneReport {
        let reader = try SQLiteRecordReader(opening: path)
        try reader.checkCatalog()
        return try reader.catalog.read { try plan(in: $0).report }
    }

    /// Prunes; waits for a writer as a second one does.
    package func prune(onWaiting: (_ holder: Int32?) -> Void = { _ in }) throws(StoreError) -> PruneReport {
        // A writer would make a store where there is none.
        _ = try SQLiteRecordReader(opening: path)
        let now = now
        let writer = try SQLiteRecordWriter(opening: path, onWaiting: onWaiting, now: { now })
        let plan = try writer.catalog.read { try self.plan(in: $0) }
        let rows = try ExpiringRows(of: plan.segments, in: writer.folder, writer.catalog)
        let run = writer.run
        try writer.catalog.write { database in
            for segment in plan.segments { try CatalogSegment.delist(segment.id, in: database) }
            for day in plan.report.days {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO pruned_day (day, pruned) VALUES (?1, ?2)",
                    arguments: [day.day.number, now.nanoseconds])
            }
            try rows.expire(in: database)
            try CatalogSeries.sum(in: database)
            try database.execute(sql: "UPDATE run SET ended = ?2 WHERE id = ?1", arguments: [run, now.nanoseconds])
        }
        try afterStep(.committed)
        writer.folder.delete(plan.segments)
        writer.folder.deleteEmptyFolders(of: plan.report.days.map { StoreFolder.name(of: $0.day) })
        writer.updateFilters(catchingUp: 0)
        try SQLiteRequestStore.forget(Set(plan.report.days.map(\.day)), in: writer.folder, onWaiting: onWaiting)
        try syncFolder(writer.folder.path)
        try afterStep(.deleted)
        return plan.report
    }

    private struct Plan {
        var report = PruneReport()
        var segments: [CatalogSegment] = []
    }

    private func plan(in database: Database) throws -> Plan {
        let sql = """
            SELECT day, count(*), sum(rows), sum(bytes + id_bytes) FROM segment GROUP BY day ORDER BY day IS NULL, day
            """
        var (days, undatedBytes): ([StoredDay], Int64) = ([], 0)
        var plan = Plan()
        try database.each(sql) { row in
            let (rows, bytes) = (try row.count(2), try row.count(3))
            if let day = try row.dayIfAny(0) {
                days.append(StoredDay(day: day, segments: Int(try row.count(1)), rows: rows, bytes: bytes))
            } else {
                (plan.report.undatedRows, undatedBytes) = (rows, bytes)
            }
        }
        let chosen = PruneChoice.chosen(of: days, undatedBytes: undatedBytes, limits: limits, today: Day(now))
        plan.report.days = chosen
        plan.report.keptDays = days.count - chosen.count
        plan.report.keptBytes = days.dropFirst(chosen.count).reduce(undatedBytes) { $0 + $1.bytes }
        guard let first = chosen.first, let last = chosen.last else { return plan }
        plan.segments = try CatalogSegment.listed(.days(first.day...last.day), in: database).filter { $0.day != nil }
        plan.report.expiredShards = try expiring(untilDay: last.day, in: database)
        return plan
    }

    /// Live shards that have rows in the days up to this one, and none elsewhere.
    private func expiring(untilDay day: Day, in database: Database) throws -> Int {
        let sql = """
            SELECT count(*) FROM shard WHERE state = 'live'
            AND EXISTS (SELECT 1 FROM segment_shard AS part JOIN segment ON segment.id = part.segment
              WHERE part.shard = shard.number AND segment.day <= ?1)
            AND NOT EXISTS (SELECT 1 FROM segment_shard AS part JOIN segment ON segment.id = part.segment
              WHERE part.shard = shard.number AND (segment.day IS NULL OR segment.day > ?1))
            """
        return Int(try database.first(sql, [day.number]) { try $0.count(0) } ?? 0)
    }
}
