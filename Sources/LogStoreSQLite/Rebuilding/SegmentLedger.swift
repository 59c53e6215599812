import LogRecords

/// A shard that ended: what the ledger holds of it.
struct KnownShard {
    var entry: ShardEntry
    var firstLineHash: UInt64
}

/// What a segment keeps of the ledger, so that the catalog can be made again from the segments: a row for each shard
/// that it has rows of, whole where the shard had ended by then, and one without rows for some that ended in the same
/// publication.
struct SegmentLedger {
    /// A row of the segment's table `shard`.
    struct Line {
        var number: Int64
        var rows: Int64
        var firstLine: Int64
        /// `nil`: the shard's end was not known when the segment was written.
        var known: KnownShard?
    }

    let lines: [Line]

    /// Writes the parts of a segment, and all that is known of their shards; with `carriesAll` also the known shards
    /// without a part.
    static func write(
        _ parts: [Int64: SealedSegment.ShardPart], known: [Int64: KnownShard], carriesAll: Bool, to connection: SegmentConnection
    ) throws(StoreError) {
        let places = (1...29).map { "?\($0)" }.joined(separator: ", ")
        let shard = try connection.prepare("INSERT INTO shard VALUES (\(places))")
        let source = try connection.prepare("INSERT INTO shard_source VALUES (?1, ?2, ?3, ?4, ?5)")
        let numbers = carriesAll ? Set(parts.keys).union(known.keys) : Set(parts.keys)
        for number in numbers.sorted() {
            shard.bind(1, number)
            shard.bind(2, parts[number]?.rows ?? 0)
            shard.bind(3, parts[number]?.firstLine ?? 0)
            bind(known[number], to: shard)
            try shard.run()
            for entry in known[number]?.entry.sources ?? [] {
                source.bind(1, number)
                source.bind(2, text: entry.name)
                source.bind(3, entry.records)
                source.bind(4, entry.span?.from.nanoseconds)
                source.bind(5, entry.span?.to.nanoseconds)
                try source.run()
            }
        }
    }

    private static func bind(_ known: KnownShard?, to statement: SegmentStatement) {
        let (entry, rhythm, tally) = (known?.entry, known?.entry.rhythm, known?.entry.tally)
        statement.bind(4, blob: entry?.digest.value.bytes)
        statement.bind(5, text: entry?.path)
        statement.bind(6, text: entry?.folder)
        statement.bind(7, (known?.firstLineHash).map { Int64(bitPattern: $0) })
        statement.bind(8, entry?.servedBytes)
        statement.bind(9, text: entry?.coding.rawValue)
        let numbers: [Int64?] = [
            entry?.fileBytes, tally?.lines, tally?.stored, tally?.rejected, tally?.blank, tally?.notARequest, tally?.expired,
            tally?.bytes, (entry?.truncated).map { $0 ? 1 : 0 }, entry?.firstVisibleLine, entry?.visibleLines,
            entry?.loaded.nanoseconds,
        ]
        for (offset, number) in numbers.enumerated() { statement.bind(Int32(10 + offset), number) }
        statement.bind(22, text: rhythm?.series)
        statement.bind(23, text: rhythm?.part)
        statement.bind(24, rhythm?.window.from.nanoseconds)
        statement.bind(25, rhythm?.window.to.nanoseconds)
        statement.bind(26, rhythm?.periodNanoseconds)
        statement.bind(27, (rhythm?.isGapless).map { $0 ? 1 : 0 })
        statement.bind(28, tally?.skipped.count)
        statement.bind(29, tally?.skipped.padding)
    }

    /// Reads what a finished segment keeps; throws where a value is none that was written.
    init(reading connection: SegmentConnection) throws(StoreError) {
        let source = try connection.prepare(
            "SELECT name, records, span_from, span_to FROM shard_source WHERE shard = ?1 ORDER BY name")
        let statement = try connection.prepare("SELECT * FROM shard ORDER BY number")
        let (row, sourceRow) = (LedgerRow(statement, of: connection.path), LedgerRow(source, of: connection.path))
        var lines: [Line] = []
        while try statement.step() {
            let number = try row.count(0)
            var known = try SegmentLedger.known(row, number)
            source.bind(1, number)
            while try source.step() {
                known?.entry.sources.append(
                    ShardEntry.Source(
                        name: source.text(0) ?? "", records: try sourceRow.count(1), span: try sourceRow.range(2, 3)))
            }
            lines.append(Line(number: number, rows: try row.count(1), firstLine: try row.count(2), known: known))
        }
        self.lines = lines
    }

    private static func known(_ row: LedgerRow, _ number: Int64) throws(StoreError) -> KnownShard? {
        let statement = row.statement
        guard let digest = statement.bytes(3), digest.count == 16, let path = statement.text(4) else { return nil }
        var tally = Tally()
        (tally.lines, tally.stored, tally.rejected) = (try row.count(10), try row.count(11), try row.count(12))
        (tally.blank, tally.notARequest, tally.expired) = (try row.count(13), try row.count(14), try row.count(15))
        tally.bytes = try row.count(16)
        // Version 1 has no such columns; what SQLite gives for one that is not there is not said.
        if statement.columns > 28 { tally.skipped = SkippedBytes(count: try row.count(27), padding: try row.count(28)) }
        let entry = ShardEntry(
            number: number, digest: ContentDigest(value: ID128(digest)), path: path, folder: statement.text(5),
            coding: statement.text(8).flatMap(ShardEntry.Coding.init) ?? .plain, fileBytes: try row.count(9), tally: tally,
            sources: [], rhythm: try rhythm(row), truncated: statement.integer(17) == 1,
            firstVisibleLine: max(1, try row.count(18)), visibleLines: try row.count(19),
            loaded: Instant(nanoseconds: statement.integer(20) ?? 0), state: .live,
            servedBytes: max(tally.bytes, try row.count(7)))
        return KnownShard(entry: entry, firstLineHash: UInt64(bitPattern: statement.integer(6) ?? 0))
    }

    private static func rhythm(_ row: LedgerRow) throws(StoreError) -> ShardRhythm? {
        guard let series = row.statement.text(21), let window = try row.range(23, 24) else { return nil }
        return ShardRhythm(
            series: series, window: window, periodNanoseconds: row.statement.integer(25).map { max(0, $0) },
            part: row.statement.text(22) ?? "", isGapless: row.statement.integer(26) == 1)
    }
}

/// Counts and times of a segment's ledger, as far as they can be what was written.
private struct LedgerRow {
    let statement: SegmentStatement
    private let file: String

    init(_ statement: SegmentStatement, of file: String) {
        (self.statement, self.file) = (statement, file)
    }

    func count(_ column: Int32) throws(StoreError) -> Int64 {
        let value = statement.integer(column) ?? 0
        guard (0...CatalogRow.mostCounted).contains(value) else { throw damage }
        return value
    }

    func range(_ from: Int32, _ to: Int32) throws(StoreError) -> TimeRange? {
        guard let first = statement.integer(from), let last = statement.integer(to) else { return nil }
        guard first <= last else { throw damage }
        return TimeRange(from: Instant(nanoseconds: first), to: Instant(nanoseconds: last))
    }

    private var damage: StoreError {
        .damaged(file: file, what: "what it keeps of the ledger is none that was written")
    }
}
