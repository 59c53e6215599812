import GRDB
import Glibc
package import LogRecords

/// Reads a store again, catalog and segments, and says what is wrong with it. Changes nothing, and takes no lock that a
/// writer waits for.
package struct StoreVerifier {
    /// Rows of a segment whose identifiers are looked up, spread over all of it, where not all are.
    package static let sampledRows: Int64 = 1000

    private let folder: StoreFolder
    private let looksUpAll: Bool

    package init(of path: String, lookingUpAll: Bool) {
        folder = StoreFolder(path: path)
        looksUpAll = lookingUpAll
    }

    /// Checks all of it; `onSegment` is told of each segment before it is read: its number from 1, and of how many.
    package func report(onSegment: (Int, Int) -> Void = { _, _ in }) throws(StoreError) -> StoreReport {
        var report = StoreReport()
        let catalog: Catalog
        let listing: CatalogCheck.Listing
        do throws(StoreError) {
            catalog = try SQLiteRecordReader(opening: folder.path).catalog
            report.findings += try catalog.read(CatalogCheck.findings)
            listing = try catalog.read(CatalogCheck.listing)
        } catch {
            guard error.isDamage, exists(folder.path), folder.hasSegments else { throw error }
            report.findings.append(StoreFinding(.catalogDamaged, at: "catalog.sqlite", error.explanation.what))
            return report
        }
        report.shards = listing.shards.count
        for shard in listing.shards.values where shard.state == .live && shard.tally.skipped.count > 0 {
            report.skipped += shard.tally.skipped
            report.shardsWithSkipped += 1
        }
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
        report.findings += FilterCheck(of: folder, listing.segments.map(\.segment)).findings
        var days: [Int64: Set<Day?>] = [:]
        for listed in listing.segments { for shard in listed.parts.keys { days[shard, default: []].insert(listed.segment.day) } }
        report.findings += RequestCheck(of: folder, listing.shards, on: days).findings
        report.findings += strangers
        findLeftovers(listed: Set(listing.segments.map(\.segment.name)), catalog, &report)
        return report
    }

    /// Whether a segment is listed still: a merge may have taken it away since.
    private func isListed(_ listed: SegmentCheck.Listed, in catalog: Catalog) throws(StoreError) -> Bool {
        try catalog.read { database in
            try database.first("SELECT 1 FROM segment WHERE name = ?1", [listed.segment.name]) { _ in true } ?? false
        }
    }

    /// What a writer would refuse, and what is open to more than the store is for.
    private var strangers: [StoreFinding] {
        var findings: [StoreFinding] = []
        do throws(StoreError) { try folder.refuseForeign() } catch {
            let place = (error.file ?? "").dropFirst(folder.path.count + 1)
            findings.append(StoreFinding(.foreign, at: String(place), error.explanation.what))
        }
        let wider = StoreModes(of: folder.path).wider()
        if let first = wider.first {
            let what = "\(wider.count) files and folders may be read by more than the store is for: trace verify --fix-modes"
            findings.append(StoreFinding(.modes, at: first, what))
        }
        return findings
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
