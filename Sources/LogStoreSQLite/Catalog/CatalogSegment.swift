import GRDB
import LogRecords

/// A published segment as the catalog lists it.
struct CatalogSegment {
    var id: Int64
    /// With its day's folder, without `.sqlite` and `.ids`.
    var name: String
    var day: Day?
    var rows: Int64

    /// The segments of the days asked for, undated ones too, in the order of days and of publication.
    static func listed(_ days: DaySelection, in database: Database) throws -> [CatalogSegment] {
        // All: also those whose day is none, for what is not listed is deleted.
        let (from, to): (Int64, Int64) =
            switch days {
            case .all: (.min, .max)
            case .days(let range): (Int64(range.lowerBound.number), Int64(range.upperBound.number))
            }
        // Two statements that the index puts in order: one for both would sort each time.
        let sql = "\(selection) WHERE day BETWEEN ?1 AND ?2 ORDER BY day, id"
        return try database.all(sql, [from, to], CatalogSegment.init) + listed(onDay: nil, in: database)
    }

    private static let selection = "SELECT id, name, day, rows FROM segment"

    private init(_ row: CatalogRow) throws(CatalogDamage) {
        (id, day, rows) = (try row.integer(0), try row.dayIfAny(2), try row.count(3))
        // A name becomes a path: nothing else may be reached by it.
        guard let bytes = try row.textBytes(1), StoreFolder.isSegmentName(bytes, of: day) else {
            throw row.damage(1, "is no name of a segment of its day")
        }
        name = String(decoding: bytes, as: UTF8.self)
    }

    /// The segments of exactly one day, or the undated ones, in the order of publication.
    static func listed(onDay day: Day?, in database: Database) throws -> [CatalogSegment] {
        try database.all("\(selection) WHERE day IS ?1 ORDER BY id", [day?.number], CatalogSegment.init)
    }

    /// Takes a segment, and what it says of its shards, off the list.
    static func delist(_ id: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM segment WHERE id = ?1").execute(arguments: [id])
    }

    /// Lists a segment that lies in its place.
    static func list(_ segment: SealedSegment, run: String, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                INSERT INTO segment (name, day, rows, bytes, id_bytes, filed_from, filed_to, run)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """
        ).execute(arguments: [
            StoreFolder.name(of: segment.day) + "/" + segment.name, segment.day?.number, segment.rows, segment.bytes,
            segment.idBytes, segment.filedFrom, segment.filedTo, run,
        ])
        let id = database.lastInsertedRowID
        for (shard, part) in segment.shards {
            try database.cachedStatement(
                sql: "INSERT INTO segment_shard (segment, shard, rows, first_line) VALUES (?1, ?2, ?3, ?4)"
            ).execute(arguments: [id, shard, part.rows, part.firstLine])
        }
    }

    /// Whether every row of the segment is visible, so that rows need not be looked at to be counted.
    static func isWhollyVisible(_ id: Int64, in database: Database) throws -> Bool {
        let sql = """
            SELECT NOT EXISTS (
              SELECT 1 FROM segment_shard AS part LEFT JOIN shard ON shard.number = part.shard AND shard.state = 'live'
              WHERE part.segment = ?1 AND (shard.number IS NULL OR part.first_line < shard.first_visible_line))
            """
        return try database.first(sql, [id]) { try $0.flag(0) } ?? false
    }
}

/// Which rows of a shard exist for readers: asked once for each shard, within one snapshot of the catalog.
final class Visibility {
    private let database: Database
    private var ranges: [Int64: Range<Int64>] = [:]

    init(_ database: Database) {
        self.database = database
    }

    func shows(shard: Int64, line: Int64) throws -> Bool {
        if let range = ranges[shard] { return range.contains(line) }
        let sql = "SELECT first_visible_line, visible_lines FROM shard WHERE number = ?1 AND state = 'live'"
        // Of a shard that is not live no line is shown. Counts are bounded, so that the sum is too.
        let shown: Range<Int64>? = try database.first(sql, [shard]) { row in
            let first = try row.count(0)
            return first..<(first + (try row.count(1)))
        }
        let range = shown ?? 0..<0
        ranges[shard] = range
        return range.contains(line)
    }
}
