import GRDB
import Glibc
import LogRecords

/// Reads a store again, catalog and segments, and says what is wrong with it. Changes nothing, and takes no lock that a writer waits for.
package struct StoreVerifier {
    /// Rows of a segment whose identifiers are looked up, spread over all of it, where not all are.
    package static let sampledRows: Int64 = 1000

    private let folder: StoreFolder
    private let looksUpAll: Bool

    package init(of path: String, lookingUpAll: Bool) {
        folder = StoreFolder(path: path)
        looksUpAll = lookingUpAll
    }

    /// What the catalog says, from one moment.
    private struct Listing {
        var segments: [SegmentCheck.Listed] = []
        var shards: [Int64: ShardEntry] = [:]
    }

    /// Checks all of it; `onSegment` is told of each segment before it is read: its number from 1, and of how many.
    package func report(onSegment: (Int, Int) -> Void = { _, _ in }) throws(StoreError) -> StoreReport {
        var report = StoreReport()
        let catalog: Catalog
        let listing: Listing
        do throws(StoreError) {
            catalog = try SQLiteRecordReader(opening: folder.path).catalog
            report.findings += try catalog.read(StoreVerifier.integrity)
            listing = try catalog.read(StoreVerifier.listing)
        } catch {
            guard error.isDamage, exists(folder.path), folder.hasSegments else { throw error }
            report.findings.append(StoreFinding(.catalogDamaged, at: "catalog.sqlite", error.explanation.what))
            return report
        }
        report.shards = listing.shards.count
        var tallies = ShardTallies(listing.shards)
        for (index, listed) in listing.segments.enumerated() {
            onSegment(index + 1, listing.segments.count)
            let check = SegmentCheck(listed, in: folder, shards: listing.shards)
            let result = check.run(sampling: looksUpAll ? .max : StoreVerifier.sampledRows)
            let isJudged = result.isSound ? true : try isListed(listed, in: catalog)
            guard isJudged else { continue }
            report.segments += 1
            report.rows += result.rows
            report.rowsLookedUp += result.rowsLookedUp
            report.findings += result.findings
            tallies.add(result, listed)
        }
        report.findings += tallies.findings
        findLeftovers(listed: Set(listing.segments.map(\.segment.name)), catalog, &report)
        return report
    }

    /// Whether a segment is listed still: a merge may have taken it away since.
    private func isListed(_ listed: SegmentCheck.Listed, in catalog: Catalog) throws(StoreError) -> Bool {
        try catalog.read { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM segment WHERE name = ?1)", arguments: [listed.segment.name]) ?? false
        }
    }

    private static func integrity(_ database: Database) throws -> [StoreFinding] {
        let words = try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        let orphans = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
        var findings = words.map { StoreFinding(.catalogDamaged, at: "catalog.sqlite", $0) }
        if orphans > 0 {
            findings.append(StoreFinding(.catalogDamaged, at: "catalog.sqlite", "\(orphans) rows refer to nothing"))
        }
        guard findings.isEmpty, let sums = try CatalogSeries.standing(near: nil, in: database) else { return findings }
        if sums != LedgerStanding(try CatalogStanding.all(in: database)) {
            let what = "what it says of its series is not what their shards say"
            findings.append(StoreFinding(.catalogDamaged, at: "catalog.sqlite", what))
        }
        return findings
    }

    private static func listing(_ database: Database) throws -> Listing {
        var listing = Listing()
        for entry in try CatalogShard.all(in: database) { listing.shards[entry.number] = entry }
        let sizes = try Row.fetchAll(database, sql: "SELECT id, bytes, id_bytes FROM segment")
        let sizeOf = Dictionary(uniqueKeysWithValues: sizes.map { ($0[0] as Int64, ($0[1] as Int64, $0[2] as Int64)) })
        let parts = Dictionary(
            grouping: try Row.fetchAll(database, sql: "SELECT segment, shard, rows, first_line FROM segment_shard"),
            by: { $0[0] as Int64 })
        for segment in try CatalogSegment.listed(.all, in: database) {
            guard let (bytes, idBytes) = sizeOf[segment.id] else { continue }
            var listed = SegmentCheck.Listed(segment: segment, bytes: bytes, idBytes: idBytes)
            for row in parts[segment.id] ?? [] { listed.parts[row[1]] = SealedSegment.ShardPart(rows: row[2], firstLine: row[3]) }
            listing.segments.append(listed)
        }
        return listing
    }

    /// Files that no run owns any more. While one is under way its own cannot be told from them.
    private func findLeftovers(listed: Set<String>, _ catalog: Catalog, _ report: inout StoreReport) {
        guard StoreLock.isFree(folder.lock) else {
            report.isBeingWritten = true
            return
        }
        for name in folder.leftovers(listed: listed) {
            report.findings.append(
                StoreFinding(.leftover, at: name, "left behind by a run that did not end; the next one deletes it"))
        }
    }
}

/// Adds up the visible rows of each shard, and compares them with the ledger.
private struct ShardTallies {
    private let shards: [Int64: ShardEntry]
    private var visible: [Int64: Int64] = [:]
    /// Shards with rows in a segment that could not be counted: nothing is said of them twice.
    private var uncounted: Set<Int64> = []

    init(_ shards: [Int64: ShardEntry]) {
        self.shards = shards
    }

    mutating func add(_ result: SegmentCheck.Result, _ listed: SegmentCheck.Listed) {
        guard let counts = result.visibleRows else {
            uncounted.formUnion(listed.parts.keys)
            return
        }
        visible.merge(counts) { $0 + $1 }
    }

    var findings: [StoreFinding] {
        shards.values.sorted { $0.number < $1.number }.compactMap { shard in
            let place = shard.path
            guard shard.tally.balances else {
                return StoreFinding(.tally, at: place, "the ledger's lines do not add up")
            }
            guard shard.state == .live, !uncounted.contains(shard.number) else { return nil }
            let rows = visible[shard.number] ?? 0
            guard rows != shard.tally.stored else { return nil }
            return StoreFinding(.tally, at: place, "\(rows) rows are there, and the ledger says \(shard.tally.stored)")
        }
    }
}
