import LogRecords

/// A shard that ended: what the ledger holds of it.
struct KnownShard {
    var entry: ShardEntry
    var firstLineHash: UInt64
}

/// What a segment keeps of the ledger, so that the catalog can be made again from the segments: a row for each shard that it has rows
/// of, whole where the shard had ended by then, and one without rows for some that ended in the same publication.
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

    /// Writes the parts of a segment, and all that is known of their shards; with `carriesAll` also the known shards without a part.
    static func write(
        _ parts: [Int64: SealedSegment.ShardPart], known: [Int64: KnownShard], carriesAll: Bool, to connection: SegmentConnection
    ) throws(StoreError) {
        let places = (1...27).map { "?\($0)" }.joined(separator: ", ")
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
    }

    /// Reads what a finished segment keeps.
    init(reading connection: SegmentConnection) throws(StoreError) {
        let source = try connection.prepare(
            "SELECT name, records, span_from, span_to FROM shard_source WHERE shard = ?1 ORDER BY name")
        let statement = try connection.prepare("SELECT * FROM shard ORDER BY number")
        var lines: [Line] = []
        while try statement.step() {
            let number = statement.integer(0) ?? 0
            var known = SegmentLedger.known(statement, number)
            source.bind(1, number)
            while try source.step() {
                known?.entry.sources.append(
                    ShardEntry.Source(
                        name: source.text(0) ?? "", records: source.integer(1) ?? 0,
                        span: SegmentLedger.range(source.integer(2), source.integer(3))))
            }
            lines.append(Line(number: number, rows: statement.integer(1) ?? 0, firstLine: statement.integer(2) ?? 0, known: known))
        }
        self.lines = lines
    }

    private static func known(_ statement: SegmentStatement, _ number: Int64) -> KnownShard? {
        guard let digest = statement.bytes(3), digest.count == 16, let path = statement.text(4) else { return nil }
        func count(_ column: Int32) -> Int64 { statement.integer(column) ?? 0 }
        var tally = Tally()
        (tally.lines, tally.stored, tally.rejected) = (count(10), count(11), count(12))
        (tally.blank, tally.notARequest, tally.expired, tally.bytes) = (count(13), count(14), count(15), count(16))
        let rhythm: ShardRhythm? = statement.text(21).flatMap { series in
            range(statement.integer(23), statement.integer(24)).map { window in
                ShardRhythm(
                    series: series, window: window, periodNanoseconds: statement.integer(25), part: statement.text(22) ?? "",
                    isGapless: count(26) != 0)
            }
        }
        let entry = ShardEntry(
            number: number, digest: ContentDigest(value: ID128(digest)), path: path, folder: statement.text(5),
            coding: statement.text(8).flatMap(ShardEntry.Coding.init) ?? .plain, fileBytes: count(9), tally: tally, sources: [],
            rhythm: rhythm, truncated: count(17) != 0, firstVisibleLine: count(18), visibleLines: count(19),
            loaded: Instant(nanoseconds: count(20)), state: .live, servedBytes: count(7))
        return KnownShard(entry: entry, firstLineHash: UInt64(bitPattern: count(6)))
    }

    private static func range(_ from: Int64?, _ to: Int64?) -> TimeRange? {
        guard let from, let to else { return nil }
        return TimeRange(from: Instant(nanoseconds: from), to: Instant(nanoseconds: to))
    }
}
