import GRDB
import LogRecords

/// Checks the catalog in itself: what `verify` says of it, and what decides whether it may be made again.
enum CatalogCheck {
    private static let place = "catalog.sqlite"

    /// Throws where a value is none that was written.
    static func findings(in database: Database) throws -> [StoreFinding] {
        var findings = try database.all("PRAGMA integrity_check(20)") { try $0.text(0) }.filter { $0 != "ok" }
            .map { StoreFinding(.catalogDamaged, at: place, $0) }
        var orphans = 0
        try database.each("PRAGMA foreign_key_check") { _ in orphans += 1 }
        if let fault = database.sqliteConnection.flatMap(CatalogHeader.fault) {
            findings.append(StoreFinding(.catalogDamaged, at: place, fault))
        }
        if orphans > 0 { findings.append(StoreFinding(.catalogDamaged, at: place, "\(orphans) rows refer to nothing")) }
        try readRest(of: database)
        return try findings + edits(in: database)
    }

    /// What decides which lines exist and which shards were there to be searched.
    static let searched: Set = [
        "shard", "shard_source", "segment", "segment_shard", "pruned_day", "silent_hour", "replica", "sequence_gap",
        "uncounted_shard", "declaration", "shard_skipped",
    ]

    /// What somebody changed who is no writer of ours: a value, a row, or what follows from rows.
    static func edits(of tables: Set<String> = Set(RowSums.tables), in database: Database) throws -> [StoreFinding] {
        var findings = try CatalogSeals.findings(of: tables, in: database)
        guard findings.allSatisfy(\.isHarmless), let sums = try CatalogSeries.standing(near: nil, in: database) else {
            return findings
        }
        if sums != LedgerStanding(try CatalogStanding.all(in: database)) {
            findings.append(StoreFinding(.catalogDamaged, at: place, "what it says of its series is not what their shards say"))
        }
        return findings
    }

    /// What a catalog says, from one moment.
    struct Listing {
        var segments: [SegmentCheck.Listed] = []
        var shards: [Int64: ShardEntry] = [:]
    }

    static func listing(in database: Database) throws -> Listing {
        var listing = Listing()
        for entry in try CatalogShard.all(in: database) { listing.shards[entry.number] = entry }
        var words: [Int64: SegmentCheck.Words] = [:]
        try database.each("SELECT id, bytes, id_bytes, run, filed_from, filed_to FROM segment") { row in
            words[try row.integer(0)] = SegmentCheck.Words(
                bytes: try row.count(1), idBytes: try row.count(2), run: try row.text(3), filedFrom: try row.integer(4),
                filedTo: try row.integer(5))
        }
        var parts: [Int64: [Int64: SealedSegment.ShardPart]] = [:]
        try database.each("SELECT segment, shard, rows, first_line FROM segment_shard") { row in
            let part = SealedSegment.ShardPart(rows: try row.count(2), firstLine: try row.integer(3))
            parts[try row.integer(0), default: [:]][try row.integer(1)] = part
        }
        for segment in try CatalogSegment.listed(.all, in: database) {
            guard let words = words[segment.id] else { continue }
            listing.segments.append(SegmentCheck.Listed(segment: segment, words: words, parts: parts[segment.id] ?? [:]))
        }
        return listing
    }

    /// Reads what no listing reads, so that no later question is the first to meet a value of another type.
    private static func readRest(of database: Database) throws {
        for number in try CatalogShard.all(in: database).map(\.number) { _ = try CatalogShard.problems(of: number, in: database) }
        _ = try listing(in: database)
        _ = try FieldCountSearch.all(in: database)
        _ = try CatalogFailures.all(in: database)
        try SequenceGapSearch.check(in: database)
        try SilenceSearch.check(in: database)
        _ = try CatalogDeclarations.all(in: database)
        _ = try CatalogHoles.all(in: database)
        try database.each("SELECT day, pruned FROM pruned_day") { row in
            _ = (try row.day(0), try row.instant(1))
        }
        try database.each("SELECT last_shard FROM run") { _ = try $0.count(0) }
        try database.each("SELECT path, device, inode, size, modified, changed FROM file_hint") { row in
            _ = try row.text(0)
            for column in Int32(1)...5 { _ = try row.integer(column) }
        }
    }
}
