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
            let hash = try Int64.fetchOne(database, sql: "SELECT first_line_hash FROM shard WHERE number = ?1", arguments: [number])
            found[number] = KnownShard(entry: entry, firstLineHash: UInt64(bitPattern: hash ?? 0))
        }
    }

    private static func entries(
        _ condition: StaticString, _ arguments: StatementArguments, in database: Database
    ) throws -> [ShardEntry] {
        // A cursor, whose rows are read in place: a look-up reads the ledger, and a copied row costs four times as much.
        var entries: [ShardEntry] = []
        let shards = try Row.fetchCursor(database, sql: "SELECT \(columns) FROM shard \(condition)", arguments: arguments)
        while let row = try shards.next() { entries.append(entry(row)) }
        guard let first = entries.first else { return [] }
        let sources = try self.sources(of: entries.count == 1 ? first.number : nil, in: database)
        for index in entries.indices { entries[index].sources = sources[entries[index].number] ?? [] }
        return entries
    }

    /// Of one shard, or of all.
    private static func sources(of shard: Int64?, in database: Database) throws -> [Int64: [ShardEntry.Source]] {
        let sql = "SELECT shard, name, records, span_from, span_to FROM shard_source"
        let rows =
            if let shard {
                try Row.fetchCursor(database, sql: sql + " WHERE shard = ?1 ORDER BY name", arguments: [shard])
            } else {
                try Row.fetchCursor(database, sql: sql + " ORDER BY shard, name")
            }
        var sources: [Int64: [ShardEntry.Source]] = [:]
        while let row = try rows.next() {
            sources[row[0], default: []].append(ShardEntry.Source(name: row[1], records: row[2], span: range(row[3], row[4])))
        }
        return sources
    }

    private static func entry(_ row: Row) -> ShardEntry {
        var tally = Tally()
        (tally.lines, tally.stored, tally.rejected) = (row[6], row[7], row[8])
        (tally.blank, tally.notARequest, tally.expired, tally.bytes) = (row[9], row[10], row[11], row[12])
        let digest: Data = row[1]
        let rhythm: ShardRhythm? = (row[18] as String?).flatMap { series in
            range(row[20], row[21]).map { window in
                ShardRhythm(
                    series: series, window: window, periodNanoseconds: row[22], part: row[19] ?? "", isGapless: row[23] ?? false)
            }
        }
        return ShardEntry(
            number: row[0], digest: ContentDigest(value: ID128(digest)), path: row[2], folder: row[3],
            coding: ShardEntry.Coding(rawValue: row[4]) ?? .plain, fileBytes: row[5], tally: tally, sources: [],
            rhythm: rhythm, truncated: row[13], firstVisibleLine: row[14], visibleLines: row[15],
            loaded: Instant(nanoseconds: row[16]), state: ShardEntry.State(rawValue: row[17]) ?? .expired,
            servedBytes: row[24])
    }

    private static func range(_ from: Int64?, _ to: Int64?) -> TimeRange? {
        guard let from, let to else { return nil }
        return TimeRange(from: Instant(nanoseconds: from), to: Instant(nanoseconds: to))
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
        for (ordinal, problem) in problems.prefix(LineProblem.mostRemembered).enumerated() {
            try database.cachedStatement(
                sql: "INSERT INTO shard_problem (shard, ordinal, reason, line, offset, length) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
            ).execute(arguments: [entry.number, ordinal, problem.reason.rawValue, problem.line, problem.offset, problem.length])
        }
    }

    /// The rejected lines of a shard that are remembered.
    static func problems(of shard: Int64, in database: Database) throws -> [LineProblem] {
        let sql = "SELECT reason, line, offset, length FROM shard_problem WHERE shard = ?1 ORDER BY ordinal"
        return try Row.fetchAll(database, sql: sql, arguments: [shard]).compactMap { row in
            LineProblem.Reason(rawValue: row[0]).map { LineProblem(reason: $0, line: row[1], offset: row[2], length: row[3]) }
        }
    }

    static func hint(at path: String, in database: Database) throws -> FileHint? {
        let sql = "SELECT device, inode, size, modified, changed FROM file_hint WHERE path = ?1"
        // Asked for each file of a night.
        return try Row.fetchOne(database.cachedStatement(sql: sql), arguments: [path]).map { row in
            FileHint(
                path: path, device: UInt64(bitPattern: row[0] as Int64), inode: UInt64(bitPattern: row[1] as Int64), size: row[2],
                modified: Instant(nanoseconds: row[3]), changed: Instant(nanoseconds: row[4]))
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
