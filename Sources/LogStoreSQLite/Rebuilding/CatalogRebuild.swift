import GRDB
import Glibc
package import LogRecords

/// Makes the catalog from the segments.
///
/// What only the catalog knew is lost: shards without any row, the places of rejected lines, the numbers that gateways
/// gave their lines, the keys that lines had, which days were pruned, and what files looked like, so that each is read
/// once more. A crash at any moment leaves the store as it was, or without a catalog.
package struct CatalogRebuild {
    private let folder: StoreFolder
    private let workshop: StoreFolder
    private var report = RebuildReport()
    private var segments: [SurveyedSegment] = []
    private var oldestDay: Day?

    /// Waits for a writer as a second one does.
    package static func run(
        in path: String, onWaiting: (_ holder: Int32?) -> Void = { _ in }
    ) throws(StoreError) -> RebuildReport {
        let folder = StoreFolder(path: path)
        if let obstacle = folder.obstacle { throw obstacle }
        try folder.refuseForeign()
        guard folder.hasSegments else { throw StoreError.noStore(folder: path) }
        let lock = try StoreLock(folder.lock, folder.accessOfCatalogLost, onWaiting: onWaiting)
        defer { withExtendedLifetime(lock) {} }
        if try isWhole(folder) { throw StoreError.catalogIsWhole(file: folder.catalog) }
        var rebuild = CatalogRebuild(in: folder)
        try rebuild.survey()
        try rebuild.build()
        try rebuild.swapIn()
        return rebuild.report
    }

    private init(in folder: StoreFolder) {
        self.folder = folder
        workshop = StoreFolder(path: folder.path + "/" + StoreFolder.workshop)
    }

    private static func isWhole(_ folder: StoreFolder) throws(StoreError) -> Bool {
        do throws(StoreError) {
            guard let catalog = try Catalog(reading: folder) else { return false }
            return try catalog.read(CatalogCheck.findings).allSatisfy(\.isHarmless)
        } catch {
            // One of a newer version, or that may not be read, is not lost.
            guard error.isDamage else { throw error }
            return false
        }
    }

    /// Reads every segment. One that cannot be read is set aside, because the next writer deletes what is not listed.
    private mutating func survey() throws(StoreError) {
        for name in folder.segmentNames {
            let day = folder.day(ofSegment: name)
            if let day { oldestDay = min(oldestDay ?? day, day) }
            do throws(StoreError) {
                segments.append(try SurveyedSegment(name, in: folder))
            } catch {
                guard error.isLasting else { throw error }
                report.setAside.append(StoreFinding(.segmentDamaged, at: name, error.explanation.what))
            }
        }
        // A merge that did not end: the rows of its sources are in the new segment.
        let merged = segments.reduce(into: Set<String>()) { $0.formUnion($1.merged) }
        segments.removeAll { merged.contains($0.name) }
    }

    private mutating func build() throws(StoreError) {
        folder.removeWorkshop()
        let access = folder.accessOfCatalogLost
        _ = try OpenFolder(folder.path).makeFolder(StoreFolder.workshop, access)
        let ledger = try RebuiltLedger(segments, oldestDay: oldestDay, in: folder)
        (report.segments, report.shards) = (segments.count, ledger.shards.count)
        (report.incomplete, report.unended) = (ledger.incomplete, ledger.unended)
        let catalog = try Catalog(writing: workshop, access)
        let segments = segments
        try catalog.write { database in
            let last = segments.flatMap(\.ledger.lines).map(\.number).max() ?? 0
            for segment in segments {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO run (id, started, process, last_shard) VALUES (?1, 0, 0, ?2)",
                    arguments: [segment.run, last])
                try CatalogSegment.list(segment.sealed, run: segment.run, in: database)
            }
            for shard in ledger.shards.values {
                try CatalogShard.enter(shard.entry, firstLineHash: shard.firstLineHash, problems: [], in: database)
                for table in ["unnumbered_shard", "uncounted_shard"] {
                    try database.execute(sql: "INSERT INTO \(table) VALUES (?1)", arguments: [shard.entry.number])
                }
            }
            try CatalogSeries.sum(in: database)
        }
        try catalog.emptyLog()
    }

    /// The old catalog's log must not meet the new catalog: it goes first.
    private func swapIn() throws(StoreError) {
        let store = try OpenFolder(folder.path)
        for name in report.setAside.map(\.place) {
            guard let slash = name.firstIndex(of: "/"), let day = store.folder(String(name[..<slash])) else { continue }
            for ending in [".sqlite", ".ids"] {
                let file = name[name.index(after: slash)...] + ending
                if day.status(of: String(file)) != nil { try day.move(String(file), to: day, as: file + ".damaged") }
            }
        }
        if folder.isThere { try store.move("catalog.sqlite", to: store, as: "catalog.sqlite.damaged") }
        if store.status(of: "catalog.sqlite-wal") != nil {
            try store.move("catalog.sqlite-wal", to: store, as: "catalog.sqlite.damaged-wal")
        }
        store.delete("catalog.sqlite-shm")
        try store.sync()
        try OpenFile(workshop.catalog, O_RDWR).sync()
        guard let made = store.folder(StoreFolder.workshop) else { throw StoreError.noStore(folder: workshop.path) }
        try made.move("catalog.sqlite", to: store, as: "catalog.sqlite")
        try store.sync()
        folder.removeWorkshop()
    }
}

extension SurveyedSegment {
    /// As it was when it was published.
    fileprivate var sealed: SealedSegment {
        let parts = ledger.lines.filter { $0.rows > 0 }.map {
            ($0.number, SealedSegment.ShardPart(rows: $0.rows, firstLine: $0.firstLine))
        }
        return SealedSegment(
            name: String(name.split(separator: "/").last ?? ""), day: day, rows: Int(rows), bytes: bytes, idBytes: idBytes,
            filedFrom: filedFrom, filedTo: filedTo, shards: Dictionary(parts) { first, _ in first })
    }
}
