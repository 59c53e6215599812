import Foundation
import GRDB
import LogRecords

/// The ledger's rows.
enum CatalogShard {
    private static let columns = """
        number, digest, path, folder, coding, file_bytes, lines, stored, rejected, blank, not_a_request, expired, bytes, truncated,
        first_visible_line, visible_lines, loaded, state, series, part, window_from, window_to, period, gapless,
        served_bytes
        """

    static func all(in database: Database) throws -> [ShardEntry] {
        try entries("ORDER BY number", [], in: database)
    }

    static func with(digest: ContentDigest, in database: Database) throws -> ShardEntry? {
        try entries("WHERE digest = ?1", [Data(digest.value.bytes)], in: database).first
    }

    static func beginning(with firstLineHash: UInt64, in database: Database) throws -> [ShardEntry] {
        try entries("WHERE first_line_hash = ?1 ORDER BY number", [Int64(bitPattern: firstLineHash)], in: database)
    }

    static func numbered(_ numbers: Set<Int64>, in database: Database) throws -> [ShardEntry] {
        try numbers.sorted().flatMap { try entries("WHERE number = ?1", [$0], in: database) }
    }

    /// What the ledger holds of these shards; those that never ended are not in it.
    static func known(_ numbers: Set<Int64>, in database: Database) throws -> [Int64: KnownShard] {
        try numbers.reduce(into: [:]) { found, number in
            guard let entry = try entries("WHERE number = ?1", [number], in: database).first else { return }
            let hash = try database.first("SELECT first_line_hash FROM shard WHERE number = ?1", [number]) { try $0.integer(0) }
            found[number] = KnownShard(entry: entry, firstLineHash: UInt64(bitPattern: hash ?? 0))
        }
    }

    private static func entries(
        _ condition: StaticString, _ arguments: StatementArguments, in database: Database
    ) throws -> [ShardEntry] {
        var entries: [ShardEntry] = []
        try database.each("SELECT \(columns) FROM shard \(condition)", arguments) { entries.append(try entry($0)) }
        guard let first = entries.first else { return [] }
        let sources = try self.sources(of: entries.count == 1 ? first.number : nil, in: database)
        let skipped = try CatalogSkipped.bytes(of: entries.count == 1 ? first.number : nil, in: database)
        for index in entries.indices {
            entries[index].sources = sources[entries[index].number] ?? []
            entries[index].tally.skipped = skipped[entries[index].number] ?? SkippedBytes()
        }
        return entries
    }

    /// Of one shard, or of all.
    private static func sources(of shard: Int64?, in database: Database) throws -> [Int64: [ShardEntry.Source]] {
        let sql = "SELECT shard, name, records, span_from, span_to FROM shard_source"
        var sources: [Int64: [ShardEntry.Source]] = [:]
        func take(_ row: CatalogRow) throws {
            let source = ShardEntry.Source(name: try row.text(1), records: try row.count(2), span: try row.range(3, 4))
            sources[try row.integer(0), default: []].append(source)
        }
        if let shard {
            try database.each(sql + " WHERE shard = ?1 ORDER BY name", [shard], take)
        } else {
            try database.each(sql + " ORDER BY shard, name", [], take)
        }
        return sources
    }

    private static func entry(_ row: CatalogRow) throws(CatalogDamage) -> ShardEntry {
        var tally = Tally()
        tally.lines = try row.count(6)
        tally.stored = try row.count(7)
        tally.rejected = try row.count(8)
        tally.blank = try row.count(9)
        tally.notARequest = try row.count(10)
        tally.expired = try row.count(11)
        tally.bytes = try row.count(12)
        var series = RepeatedText()
        return ShardEntry(
            number: try row.integer(0), digest: try row.digest(1), path: try row.text(2), folder: try row.textIfAny(3),
            coding: try row.word(4), fileBytes: try row.count(5), tally: tally, sources: [],
            rhythm: try row.rhythm(from: 18, series: &series), truncated: try row.flag(13), firstVisibleLine: try row.count(14),
            visibleLines: try row.count(15), loaded: try row.instant(16), state: try row.word(17), servedBytes: try row.count(24))
    }

    /// Forgets a shard that has no rows in any segment.
    static func remove(_ shard: Int64, in database: Database) throws {
        let tables = [
            "shard_source", "shard_problem", "file_hint", "sequence_run", "unnumbered_shard", "uncounted_shard", "shard_skipped",
        ]
        for table in tables { try database.execute(sql: "DELETE FROM \(table) WHERE shard = ?1", arguments: [shard]) }
        try database.execute(sql: "DELETE FROM shard WHERE number = ?1", arguments: [shard])
    }

    /// Enters a shard that ended: from the commit on its rows exist.
    static func enter(_ entry: ShardEntry, firstLineHash: UInt64, problems: [LineProblem], in database: Database) throws {
        let (rhythm, covers) = (entry.rhythm, entry.standing.covers)
        try database.cachedStatement(
            sql: """
                INSERT INTO shard (\(columns), first_line_hash, covers_from, covers_to)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
                  ?24, ?25, ?26, ?27, ?28)
                """
        ).execute(arguments: [
            entry.number, Data(entry.digest.value.bytes), entry.path, entry.folder, entry.coding.rawValue, entry.fileBytes,
            entry.tally.lines, entry.tally.stored, entry.tally.rejected, entry.tally.blank, entry.tally.notARequest,
            entry.tally.expired, entry.tally.bytes, entry.truncated, entry.firstVisibleLine, entry.visibleLines,
            entry.loaded.nanoseconds, entry.state.rawValue, rhythm?.series, rhythm?.part, rhythm?.window.from.nanoseconds,
            rhythm?.window.to.nanoseconds, rhythm?.periodNanoseconds, rhythm?.isGapless, entry.servedBytes,
            Int64(bitPattern: firstLineHash), covers?.from.nanoseconds, covers?.to.nanoseconds,
        ])
        for source in entry.sources {
            try database.cachedStatement(
                sql: "INSERT INTO shard_source (shard, name, records, span_from, span_to) VALUES (?1, ?2, ?3, ?4, ?5)"
            ).execute(arguments: [
                entry.number, source.name, source.records, source.span?.from.nanoseconds, source.span?.to.nanoseconds,
            ])
        }
        try CatalogSkipped.enter(entry.tally.skipped, ofShard: entry.number, in: database)
        for (ordinal, problem) in problems.prefix(LineProblem.mostRemembered).enumerated() {
            try database.cachedStatement(
                sql: "INSERT INTO shard_problem (shard, ordinal, reason, line, offset, length) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            ).execute(arguments: [entry.number, ordinal, problem.reason.rawValue, problem.line, problem.offset, problem.length])
        }
    }

    /// The rejected lines of a shard that are remembered.
    static func problems(of shard: Int64, in database: Database) throws -> [LineProblem] {
        let sql = "SELECT reason, line, offset, length FROM shard_problem WHERE shard = ?1 ORDER BY ordinal"
        return try database.all(sql, [shard]) { row in
            // A later version may know more reasons.
            try LineProblem.Reason(rawValue: row.text(0)).map { reason in
                LineProblem(reason: reason, line: try row.count(1), offset: try row.count(2), length: try row.count(3))
            }
        }.compactMap { $0 }
    }

    static func hint(at path: String, in database: Database) throws -> FileHint? {
        let sql = "SELECT device, inode, size, modified, changed FROM file_hint WHERE path = ?1"
        // Asked for each file of a night.
        return try database.first(sql, [path]) { row in
            FileHint(
                path: path, device: UInt64(bitPattern: try row.integer(0)), inode: UInt64(bitPattern: try row.integer(1)),
                size: try row.integer(2), modified: try row.instant(3), changed: try row.instant(4))
        }
    }

    static func remember(_ hint: FileHint, shard: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "INSERT OR REPLACE INTO file_hint VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)").execute(
            arguments: [
                hint.path, Int64(bitPattern: hint.device), Int64(bitPattern: hint.inode), hint.size, hint.modified.nanoseconds,
                hint.changed.nanoseconds, shard,
            ])
    }
}
