import LogRecords

/// What a segment says of itself, beside what its rows are: its own row, and the ledger that it carries.
struct SegmentAccount {
    /// Of the file's schema, and as its row states it.
    private let fileVersion: Int
    let version: Int64?
    let day: Int64?
    let run: String?
    let rows: Int64?
    let seed: Int64?
    let ledger: SegmentLedger

    init(reading connection: SegmentConnection, version fileVersion: Int) throws(StoreError) {
        self.fileVersion = fileVersion
        let head = try connection.prepare("SELECT version, day, run, rows, id_seed FROM segment")
        guard try head.step() else { throw StoreError.damaged(file: connection.path, what: "it says nothing of itself") }
        (version, day, run) = (head.integer(0), head.integer(1), head.text(2))
        (rows, seed) = (head.integer(3), head.integer(4))
        head.reset()
        ledger = try SegmentLedger(reading: connection)
    }

    /// In which of its words it differs from the catalog, from its `.ids` file, or from the rows that were counted.
    func differences(
        from listed: SegmentCheck.Listed, _ identifiers: IdentifierFileReader?, _ counted: SegmentCheck.Counted
    ) -> [String] {
        let segment = listed.segment
        let parts = Dictionary(ledger.lines.filter { $0.rows > 0 }.map { ($0.number, ($0.rows, $0.firstLine)) }) { first, _ in first
        }
        let words: [(String, Bool)] = [
            ("version", version == Int64(fileVersion)), ("day", day == segment.day.map { Int64($0.number) }),
            ("run", run == listed.words.run), ("number of rows", rows == segment.rows && counted.rows == segment.rows),
            ("seed", identifiers.map { seed == Int64(bitPattern: $0.header.seed) } ?? true),
            ("first moment", counted.filedFrom == listed.words.filedFrom), ("last moment", counted.filedTo == listed.words.filedTo),
            (
                "rows of each shard",
                counted.parts == listed.parts
                    && parts.mapValues { SealedSegment.ShardPart(rows: $0.0, firstLine: $0.1) } == counted.parts
            ),
        ]
        return words.filter { !$0.1 }.map(\.0)
    }

    /// The shards of which the catalog says other than the segment knew when it was written. What rows went with their
    /// days moved from stored to expired since; nothing else of a shard changes.
    func differingShards(from shards: [Int64: ShardEntry]) -> [ShardEntry] {
        ledger.lines.compactMap { line in
            // A catalog that was made again leaves out shards that lack rows.
            guard let known = line.known?.entry, var listed = shards[line.number] else { return nil }
            let tally = listed.tally
            (listed.state, listed.tally.stored, listed.tally.expired) = (known.state, known.tally.stored, known.tally.expired)
            let went = tally.expired.subtractingReportingOverflow(known.tally.expired)
            let isSame =
                listed == known && !went.overflow && went.partialValue >= 0
                && known.tally.stored - tally.stored == went.partialValue
            return isSame ? nil : known
        }
    }
}
