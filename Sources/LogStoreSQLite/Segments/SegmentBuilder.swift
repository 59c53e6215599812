import GRDBSQLite
import Glibc
import LogRecords

/// A segment that was built and synced, and is still hidden.
struct SealedSegment {
    /// What one shard has in the segment.
    struct ShardPart {
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
    private let connection: SegmentConnection
    private let sightings: BatchTable
    private let attempts: BatchTable
    private let insertSightings: SegmentStatement
    private let insertAttempts: SegmentStatement
    private let prepared: RowPreparation

    init(_ name: String, day: Day?, run: String, in folder: StoreFolder) throws(StoreError) {
        self.name = name
        self.day = day
        self.run = run
        self.folder = folder
        connection = try SegmentConnection(creating: folder.hidden(name + ".sqlite"))
        try connection.run("PRAGMA application_id = \(SchemaVersion.segmentApplication)")
        try connection.run("PRAGMA user_version = \(SchemaVersion.segment)")
        try connection.run(String(decoding: PackageResources.segment_1_sql, as: UTF8.self))
        sightings = try BatchTable("batch_sighting", columns: SegmentColumns.sighting, on: connection)
        attempts = try BatchTable("batch_attempt", columns: SegmentColumns.attempt, on: connection)
        try connection.run("BEGIN")
        insertSightings = try connection.prepare("INSERT INTO sighting SELECT * FROM batch_sighting")
        insertAttempts = try connection.prepare("INSERT INTO attempt SELECT * FROM batch_attempt")
        let hash = IdentifierHash(seed: UInt64.random(in: .min ... .max))
        prepared = try RowPreparation(hash: hash, on: connection, folder: folder)
    }

    /// Takes those rows of the batch that belong to this day.
    func append(_ batch: RecordBatch, picked: [Int32]) throws(StoreError) {
        precondition(rows + picked.count <= SegmentBuilder.mostRows, "a segment is asked to hold more rows than it can")
        try prepared.prepare(batch, picked: picked, firstRow: rows)
        try sightings.show(prepared.sightingView(batch), to: insertSightings)
        if prepared.attemptCount > 0 { try attempts.show(prepared.attemptView(batch), to: insertAttempts) }
        rows += picked.count
    }

    /// Writes what remains and syncs both files; `known` says of a shard what is known of it by now.
    func seal(known: (Int64) -> ShardEntry?) throws(StoreError) -> SealedSegment {
        let shard = try connection.prepare("INSERT INTO shard VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        for (number, part) in prepared.shards.sorted(by: { $0.key < $1.key }) {
            let entry = known(number)
            shard.bind(1, number)
            shard.bind(2, part.rows)
            shard.bind(3, part.firstLine)
            shard.bind(4, blob: entry?.digest.value.bytes)
            shard.bind(5, text: entry?.path)
            shard.bind(6, text: entry?.folder)
            try shard.run()
        }
        let segment = try connection.prepare("INSERT INTO segment VALUES (?1, ?2, ?3, ?4, ?5)")
        segment.bind(1, Int64(SchemaVersion.segment))
        segment.bind(2, day.map { Int64($0.number) })
        segment.bind(3, text: run)
        segment.bind(4, Int64(rows))
        segment.bind(5, Int64(bitPattern: prepared.hash.seed))
        try segment.run()
        try connection.run("COMMIT")
        let idBytes = try writeIdentifiers()
        let file = try OpenFile(connection.path, O_RDWR)
        try file.sync()
        return SealedSegment(
            name: name, day: day, rows: rows, bytes: file.size, idBytes: idBytes, filedFrom: prepared.filedFrom,
            filedTo: prepared.filedTo, shards: prepared.shards)
    }

    private func writeIdentifiers() throws(StoreError) -> Int {
        var writer = try IdentifierFileWriter(folder.hidden(name + ".ids"))
        for section in IdentifierFile.Section.allCases {
            try writer.write(prepared.words(of: section))
        }
        return try writer.finish(rows: rows, seed: prepared.hash.seed)
    }
}

/// The versions that this program writes, and the marks by which SQLite files are known for ours.
enum SchemaVersion {
    static let catalog = 3
    static let segment = 1
    /// "WAYC" and "WAYS".
    static let catalogApplication = 0x5741_5943
    static let segmentApplication = 0x5741_5953
}
