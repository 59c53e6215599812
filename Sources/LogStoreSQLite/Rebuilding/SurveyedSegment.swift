import Glibc
import LogRecords

/// What a segment says of itself, read without a catalog.
struct SurveyedSegment {
    /// With its day's folder, without `.sqlite` and `.ids`.
    let name: String
    let day: Day?
    let rows: Int64
    let bytes: Int
    let idBytes: Int
    private(set) var filedFrom: Int64 = 0
    private(set) var filedTo: Int64 = 0
    let ledger: SegmentLedger
    /// The segments that were merged into it.
    private(set) var merged: Set<String> = []

    /// The run that wrote it, by its name: `2026-11-22/0b9c5d9e4a17-3`.
    var run: String {
        let file = name.split(separator: "/").last ?? ""
        return String(file.prefix { $0 != "-" })
    }

    init(_ name: String, in folder: StoreFolder) throws(StoreError) {
        self.name = name
        let path = folder.path + "/" + name
        idBytes = try OpenFile(path + ".ids", O_RDONLY).size
        let identifiers = try IdentifierFileReader(path + ".ids")
        if let damage = identifiers.damage { throw StoreError.damaged(file: path + ".ids", what: damage) }
        bytes = try OpenFile(path + ".sqlite", O_RDONLY).size
        let connection = try SegmentConnection(reading: path + ".sqlite", sealedBy: identifiers)
        try connection.checkSchema()
        let integrity = try connection.prepare("PRAGMA integrity_check(1)")
        while try integrity.step() {
            guard integrity.text(0) == "ok" else { throw StoreError.damaged(file: path + ".sqlite", what: integrity.text(0) ?? "") }
        }
        let head = try connection.prepare("SELECT day, rows FROM segment")
        guard try head.step(), let rows = head.integer(1), rows == Int64(identifiers.rows), rows > 0 else {
            throw StoreError.damaged(file: path + ".sqlite", what: "it says nothing of itself, or other than its .ids file")
        }
        (day, self.rows) = (head.integer(0).map { Day(number: Int32(truncatingIfNeeded: $0)) }, rows)
        head.reset()
        ledger = try SegmentLedger(reading: connection)
        try readRest(connection)
        guard name.hasPrefix(StoreFolder.name(of: day) + "/") else {
            throw StoreError.damaged(file: path + ".sqlite", what: "it lies in the folder of another day")
        }
    }

    private mutating func readRest(_ connection: SegmentConnection) throws(StoreError) {
        let sources = try connection.prepare("SELECT name FROM merged")
        while try sources.step() { merged.insert(sources.text(0) ?? "") }
        let times = try connection.prepare(
            "SELECT min(coalesce(started, ended, 0)), max(coalesce(started, ended, 0)) FROM sighting")
        if try times.step() { (filedFrom, filedTo) = (times.integer(0) ?? 0, times.integer(1) ?? 0) }
        times.reset()
    }

    /// How many rows of each shard lie in the shard's range of lines.
    func visibleRows(_ lines: [Int64: ClosedRange<Int64>], in folder: StoreFolder) throws(StoreError) -> [Int64: Int64] {
        let connection = try SegmentConnection(readingSegment: folder.path + "/" + name)
        try connection.checkSchema()
        let statement = try connection.prepare("SELECT count(*) FROM sighting WHERE shard = ?1 AND line BETWEEN ?2 AND ?3")
        var counts: [Int64: Int64] = [:]
        for part in ledger.lines where part.rows > 0 {
            guard let lines = lines[part.number] else { continue }
            if lines.lowerBound <= part.firstLine {
                // Lines of a shard end where its range ends, so all of the part are in it.
                counts[part.number] = part.rows
                continue
            }
            statement.bind(1, part.number)
            statement.bind(2, lines.lowerBound)
            statement.bind(3, lines.upperBound)
            if try statement.step() { counts[part.number] = statement.integer(0) }
            statement.reset()
        }
        return counts
    }
}
