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
    private let content: any SegmentFilling
    private let add: SegmentFilling.Add
    private let isTakenOver: Bool

    /// `isTakenOver`: the rows come from segments without seals. `writing` is what the environment asks for where it is
    /// not given.
    init(
        _ name: String, day: Day?, run: String, in folder: StoreFolder, isTakenOver: Bool = false, writing: SegmentWriting? = nil
    ) throws(StoreError) {
        self.name = name
        self.day = day
        self.run = run
        self.folder = folder
        self.isTakenOver = isTakenOver
        layout = try SegmentLayout(creating: folder.hidden(name + ".sqlite"))
        let hash = IdentifierHash(seed: UInt64.random(in: .min ... .max))
        let asked = try SegmentWriting.chosen()
        switch writing ?? asked {
        case .pages:
            let pages = try SegmentContent(hash: hash, in: layout, into: SegmentPages(layout), folder: folder)
            (content, add) = (
                pages, { (batch, rows, first) throws(StoreError) in try pages.add(batch, picked: rows, firstRow: first) }
            )
        case .sql:
            let sql = try SegmentContent(hash: hash, in: layout, into: SegmentInserts(layout), folder: folder)
            (content, add) = (sql, { (batch, rows, first) throws(StoreError) in try sql.add(batch, picked: rows, firstRow: first) })
        }
    }

    /// Takes those rows of the batch that belong to this day.
    func append(_ batch: RecordBatch, picked: [Int32]) throws(StoreError) {
        guard picked.count <= SegmentBuilder.mostRows - rows else { throw StoreError.tooManyRows(file: layout.path) }
        try add(batch, picked, rows)
        rows += picked.count
    }

    /// Writes what remains and syncs both files; `known` are the shards that ended by now, which with `carriesAll` are
    /// all noted, and `merged` the segments whose rows are here.
    func seal(
        known: [Int64: KnownShard], carriesAll: Bool, merged names: [String] = []
    ) throws(StoreError) -> SealedSegment {
        try content.finish()
        try describe(known: known, carriesAll: carriesAll, merged: names)
        // The disk takes the rows while the identifiers are sorted.
        let rowsFile = FileSync(try OpenFile(layout.path, O_RDWR))
        let idBytes: Int
        do throws(StoreError) {
            idBytes = try writeIdentifiers()
            try FirstLook(keys: content.keys, roots: layout.roots).take(at: folder.hidden(name))
        } catch {
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
            rows: rows, seed: content.hash.seed, pageSeals: try content.allSeals(), isTakenOver: isTakenOver)
    }
}
