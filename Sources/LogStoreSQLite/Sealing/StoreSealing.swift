import GRDB
import Glibc
package import LogRecords

/// Seals the segments that have no seals, or that took rows over from such, where their rows are what their shards'
/// files give again.
///
/// Holds the writer's lock. Whoever runs it reads the files of `shards` again, each into the writer that `reread`
/// gives, and then calls `seal`: a segment is sealed if that is so of all shards that readers see rows of in it.
package struct StoreSealing {
    private let writer: SQLiteRecordWriter
    private let open: [SegmentCheck.Listed]
    private let listing: CatalogCheck.Listing
    private let stored: [Int64: RowDigest]
    private var failures: [Int64: String] = [:]
    private var same: Set<Int64> = []
    /// The shards that are to be read again.
    package let shards: [ShardEntry]

    /// Waits for a writer as a second one does.
    package init(of path: String, onWaiting: (_ holder: Int32?) -> Void = { _ in }) throws(StoreError) {
        // A writer would make a store where there is none.
        _ = try SQLiteRecordReader(opening: path)
        writer = try SQLiteRecordWriter(opening: path, onWaiting: onWaiting)
        try StoreSealing.finishInterrupted(writer)
        let listing = try writer.catalog.read(CatalogCheck.listing)
        let folder = writer.folder
        self.listing = listing
        open = listing.segments.filter { !StoreSealing.isSealed($0.segment, in: folder) }
        let numbers = Set(open.flatMap(\.parts.keys)).filter { listing.shards[$0]?.state == .live }
        shards = numbers.sorted().compactMap { listing.shards[$0] }
        var stored = StoredRows(of: numbers)
        for listed in listing.segments where !numbers.isDisjoint(with: listed.parts.keys) {
            let shown = try writer.catalog.read { try ShownLines(inSegments: [listed.segment], inFlight: [], $0) }
            // One that cannot be read makes its shards differ, and is named by the check that follows.
            do throws(StoreError) { try stored.read(listed.segment, showing: shown, in: folder) } catch {
                guard error.isLasting else { throw error }
            }
        }
        self.stored = stored.digests
    }

    /// One that is damaged is not sealed, and its check says why.
    private static func isSealed(_ segment: CatalogSegment, in folder: StoreFolder) -> Bool {
        (try? IdentifierFileReader(folder.path + "/" + segment.name + ".ids").isSealed) ?? false
    }

    /// A run that was killed when an `.ids` file had its seals and the catalog did not know its size.
    private static func finishInterrupted(_ writer: SQLiteRecordWriter) throws(StoreError) {
        for listed in try writer.catalog.read(CatalogCheck.listing).segments {
            guard let identifiers = try? IdentifierFileReader(writer.folder.path + "/" + listed.segment.name + ".ids"),
                identifiers.isSealed, Int64(identifiers.header.contentEnd) == listed.words.idBytes, identifiers.damage == nil
            else { continue }
            try writer.catalog.note(idBytes: identifiers.header.size, of: listed.segment)
        }
    }

    /// The writer into which the file of a shard is to be read.
    package func reread(_ shard: ShardEntry) -> RereadShard {
        RereadShard(shard, prunedDays: writer.prunedDays)
    }

    /// Notes what a shard's file gave.
    package mutating func note(_ reread: RereadShard) {
        if reread.rows == stored[reread.shard.number] ?? RowDigest() { same.insert(reread.shard.number) }
    }

    /// Notes why a shard could not be read again.
    package mutating func note(_ shard: ShardEntry, isNotThere why: String) {
        failures[shard.number] = why
    }

    /// Seals what was found to be the same.
    package func seal() throws(StoreError) -> SealReport {
        var report = SealReport()
        for listed in open {
            if let finding = obstacle(to: listed) {
                report.left.append(finding)
                continue
            }
            try seal(listed.segment)
            report.sealed.append(listed.segment.name)
        }
        return report
    }

    private func obstacle(to listed: SegmentCheck.Listed) -> StoreFinding? {
        let name = listed.segment.name
        let check = SegmentCheck(listed, in: writer.folder, shards: listing.shards).run(sampling: .max)
        if let finding = check.findings.first(where: { !$0.isHarmless }) { return finding }
        let live = listed.parts.keys.sorted().compactMap { listing.shards[$0] }.filter { $0.state == .live }
        if let shard = live.first(where: { failures[$0.number] == nil && !same.contains($0.number) }) {
            return StoreFinding(.segmentDiffers, at: name, "its rows are not those that the lines of shard \(shard.path) give")
        }
        return live.first { failures[$0.number] != nil }.map { shard in
            let what = "shard \(shard.path) cannot be compared: \(failures[shard.number] ?? "")"
            return StoreFinding(.notSealed, at: name, what)
        }
    }

    private func seal(_ segment: CatalogSegment) throws(StoreError) {
        let stem = writer.folder.path + "/" + segment.name
        let identifiers = try IdentifierFileReader(stem + ".ids")
        let hidden = writer.folder.hidden("\(writer.run)-s.ids")
        let size = try identifiers.writeSealed(to: hidden, pageSeals: try PageSeals.seals(ofFile: stem + ".sqlite"))
        try writer.folder.replace(segment.name + ".ids", with: hidden, of: segment.day)
        try writer.catalog.note(idBytes: size, of: segment)
    }
}

extension Catalog {
    fileprivate func note(idBytes: Int, of segment: CatalogSegment) throws(StoreError) {
        try write { try $0.execute(sql: "UPDATE segment SET id_bytes = ?2 WHERE id = ?1", arguments: [segment.id, idBytes]) }
    }
}
