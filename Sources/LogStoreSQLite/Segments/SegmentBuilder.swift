import GRDBSQLite
import Glibc
import LogRecords

/// A segment that was built and synced, and is still hidden.
struct SealedSegment {
    /// What one shard has in the segment.
    struct ShardPart: Equatable {
        var rows: Int64
        var firstLine: Int64
    }

    /// `<run>-<n>`, without its day and without `.sqlite` and `.ids`.
    var name: String
    var day: Day?
    var rows: Int
    var bytes: Int
    var idBytes: Int
    var filedFrom: Int64
    var filedTo: Int64
    var shards: [Int64: ShardPart]
}

/// Builds one segment: rows of one day, out of as many batches as come, under a hidden name.
final class SegmentBuilder {
    /// Rows go into 22 bits of an identifier's word.
    static let mostRows = 4_000_000

    let day: Day?
    private(set) var rows = 0
    private let name: String
    private let run: String
    private let folder: StoreFolder
    private let layout: SegmentLayout
    private let content: SegmentContent
    private let isTakenOver: Bool

    /// `isTakenOver`: the rows come from segments without seals.
    init(_ name: String, day: Day?, run: String, in folder: StoreFolder, isTakenOver: Bool = false) throws(StoreError) {
        self.name = name
        self.day = day
        self.run = run
        self.folder = folder
        self.isTakenOver = isTakenOver
        layout = try SegmentLayout(creating: folder.hidden(name + ".sqlite"))
        let hash = IdentifierHash(seed: UInt64.random(in: .min ... .max))
        content = try SegmentContent(hash: hash, in: layout, folder: folder)
    }

    /// Takes those rows of the batch that belong to this day.
    func append(_ batch: RecordBatch, picked: [Int32]) throws(StoreError) {
        precondition(rows + picked.count <= SegmentBuilder.mostRows, "a segment is asked to hold more rows than it can")
        try content.add(batch, picked: picked, firstRow: rows)
        rows += picked.count
    }

    /// Writes what remains and syncs both files; `known` are the shards that ended by now, which with `carriesAll` are all noted, and
    /// `merged` the segments whose rows are here.
    func seal(
        known: [Int64: KnownShard], carriesAll: Bool, merged names: [String] = []
    ) throws(StoreError) -> SealedSegment {
        try content.finish()
        try describe(known: known, carriesAll: carriesAll, merged: names)
        // The disk takes the rows while the identifiers are sorted.
        let rowsFile = FileSync(try OpenFile(layout.path, O_RDWR))
        let idBytes: Int
        do throws(StoreError) { idBytes = try writeIdentifiers() } catch {
            _ = try? rowsFile.wait()  // one failure is enough
            throw error
        }
        return SealedSegment(
            name: name, day: day, rows: rows, bytes: try rowsFile.wait(), idBytes: idBytes, filedFrom: content.filedFrom,
            filedTo: content.filedTo, shards: content.shards)
    }

    /// What the segment says of itself; SQLite writes it behind the pages of the rows.
    private func describe(known: [Int64: KnownShard], carriesAll: Bool, merged names: [String]) throws(StoreError) {
        let connection = try SegmentConnection(completing: layout.path)
        try connection.run("BEGIN")
        try SegmentLedger.write(content.shards, known: known, carriesAll: carriesAll, to: connection)
        let merged = try connection.prepare("INSERT INTO merged VALUES (?1)")
        for name in names {
            merged.bind(1, text: name)
            try merged.run()
        }
        let segment = try connection.prepare("INSERT INTO segment VALUES (?1, ?2, ?3, ?4, ?5)")
        segment.bind(1, Int64(SchemaVersion.segment))
        segment.bind(2, day.map { Int64($0.number) })
        segment.bind(3, text: run)
        segment.bind(4, Int64(rows))
        segment.bind(5, Int64(bitPattern: content.hash.seed))
        try segment.run()
        try connection.run("COMMIT")
    }

    private func writeIdentifiers() throws(StoreError) -> Int {
        var writer = try IdentifierFileWriter(folder.hidden(name + ".ids"))
        for section in IdentifierFile.Section.allCases {
            try writer.write(content.words(of: section))
        }
        return try writer.finish(
            rows: rows, seed: content.hash.seed, pageSeals: try content.pages.allSeals(), isTakenOver: isTakenOver)
    }
}
