import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// A catalog that holds what no program of ours wrote there.
@Suite struct DamagedCatalogTests {
    @Test func `the statements of the shipped steps are those that SQLite keeps`() throws {
        let catalogs = SchemaVersion.catalogSteps.indices.map {
            (DeclaredSchema.catalog(version: $0 + 1), SchemaVersion.catalogSteps[...$0])
        }
        let segments = SchemaVersion.segmentSteps.indices.map {
            (DeclaredSchema.segment(version: $0 + 1), SchemaVersion.segmentSteps[...$0])
        }
        #expect((catalogs.count, segments.count) == (SchemaVersion.catalog, SchemaVersion.segment))
        for (schema, steps) in catalogs + segments {
            let sql = steps.joined()
            let queue = try DatabaseQueue()
            try queue.write { try $0.execute(sql: String(decoding: sql, as: UTF8.self)) }
            let kept = try queue.read { try String.fetchAll($0, sql: DeclaredSchema.query) }
            #expect(schema.statements.map { String(decoding: $0, as: UTF8.self) } == kept)
            #expect(kept.count > 5)
        }
    }

    @Test func `a value that was never written there is damage, for every question and for verify`() throws {
        let whole = TemporaryStore()
        try fillLedger(of: whole)
        for (number, change) in CatalogChange.all.enumerated() {
            let store = TemporaryStore()
            try FileManager.default.copyItem(atPath: whole.path, toPath: store.path)
            try change.apply(to: store.path + "/catalog.sqlite")
            let found = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
            #expect(found.contains { $0.kind == .catalogDamaged }, "\(change): \(found)")
            for question in CatalogQuestion.allCases {
                do { try question.ask(store.path) } catch {
                    let error = try #require(error as? StoreError)
                    #expect(error.isDamage && error.explanation.what.hasPrefix("the catalog is damaged: "), "\(change): \(error)")
                    #expect(error.explanation.hint?.contains("trace verify --rebuild-catalog") == true)
                }
            }
            guard number % 10 == 0 else { continue }
            _ = try CatalogRebuild.run(in: store.path)
            for question in CatalogQuestion.allCases { try question.ask(store.path) }
        }
    }

    @Test(arguments: [Int64.max, .min, -1, 1 << 60])
    func `a seal that no writer gave ends a load with words`(_ value: Int64) throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write {
            try $0.execute(sql: "UPDATE seal SET rows = ?1", arguments: [value])
        }
        let error = #expect(throws: StoreError.self) { try load("z", digest: 77, into: try store.open()) }
        #expect(error?.isDamage == true)
        #expect(try StoreVerifier(of: store.path, lookingUpAll: false).report().findings.contains { $0.kind == .catalogDamaged })
    }

    @Test func `that nothing is missing is not said where the sums of the ledger are not its shards'`() throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        try SQLiteRecordReader(opening: store.path).checkCatalog()
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write { database in
            try database.execute(sql: "UPDATE series SET beating = beating + 1")
            try #require(database.changesCount > 0)
        }
        #expect(throws: StoreError.self) { try SQLiteRecordReader(opening: store.path).checkCatalog() }
    }

    @Test(arguments: [
        "INSERT INTO pruned_day VALUES (20700, 1)", "UPDATE segment SET day = day - 400, name = name", "DELETE FROM segment_shard",
        "UPDATE shard SET state = 'expired'", "UPDATE shard SET lines = lines + 1", "UPDATE shard_source SET records = records + 1",
        "UPDATE file_hint SET size = size + 1", "UPDATE run SET last_shard = last_shard + 1", "DELETE FROM shard_problem",
        "DELETE FROM sequence_run", "UPDATE field_count SET lines = lines + 1",
    ])
    func `a writer that meets an edited catalog refuses in words, and nothing is deleted`(_ sql: String) throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write { database in
            try database.execute(sql: sql)
            try #require(database.changesCount > 0)
        }
        let before = try files(in: store)
        let error = #expect(throws: StoreError.self) { try store.open() }
        #expect(error?.isDamage == true && error?.explanation.hint?.contains("trace verify --rebuild-catalog") == true)
        #expect(throws: StoreError.self) { try StorePruner(of: store.path, keeping: PruneLimits(days: 1)).prune() }
        #expect(try files(in: store) == before)
    }

    @Test func `a plan of what would be pruned is not made by an edited catalog`() throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        _ = try StorePruner(of: store.path, keeping: PruneLimits(days: 1)).plan()
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write { try $0.execute(sql: "UPDATE shard SET state = 'expired'") }
        #expect(throws: StoreError.self) { try StorePruner(of: store.path, keeping: PruneLimits(days: 1)).plan() }
    }

    /// Bytes of the header whose values differ from file to file: counters, sizes, the free list, the schema's own
    /// count, SQLite's version.
    private static let counted: [Range<Int>] = [24..<44, 48..<52, 92..<100]

    /// A schema of a later version is named as that.
    private func isNamed(_ path: String) throws(StoreError) -> Bool {
        do throws(StoreError) {
            return try StoreVerifier(of: path, lookingUpAll: false).report().findings.contains { $0.kind == .catalogDamaged }
        } catch {
            if case .newerSchema = error { return true }
            throw error
        }
    }

    @Test func `every flipped bit in the fixed fields of the header is named, and no writer works on it`() throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        let catalog = store.path + "/catalog.sqlite"
        let whole = try Data(contentsOf: URL(fileURLWithPath: catalog))
        try #require(try StoreVerifier(of: store.path, lookingUpAll: false).report().findings.isEmpty)
        for place in 0..<100 where !Self.counted.contains(where: { $0.contains(place) }) {
            for bit in 0..<8 {
                var damaged = whole
                damaged[place] ^= 1 << bit
                try damaged.write(to: URL(fileURLWithPath: catalog))
                #expect(try isNamed(store.path), "byte \(place), bit \(bit)")
                guard bit == 0 else { continue }
                #expect(throws: StoreError.self, "byte \(place)") { try store.open() }
            }
        }
        #expect(try CatalogRebuild.run(in: store.path).shards == 2)
    }

    @Test(arguments: [(0o700, 0o600), (0o2750, 0o640)])
    func `a catalog that is made again has the modes of the store, not of the junk in its place`(
        _ folder: Int, _ file: Int
    ) throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        for name in try files(in: store) { chmod(name, mode_t(file)) }
        chmod(store.path, mode_t(folder))
        let catalog = store.path + "/catalog.sqlite"
        try Data("junk".utf8).write(to: URL(fileURLWithPath: catalog))
        chmod(catalog, 0o644)
        _ = try CatalogRebuild.run(in: store.path)
        var status = stat()
        #expect(lstat(catalog, &status) == 0 && status.st_mode & 0o777 == mode_t(file))
    }

    @Test(arguments: [
        "day = 9223372036854775807", "day = 2147483647", "name = '../dbs/places'", "name = '2026-02-31/0123456789ab-1'",
    ])
    func `a segment whose name or day is none is neither followed nor deleted`(_ change: String) throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        let before = try files(in: store)
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write {
            try $0.execute(sql: "UPDATE segment SET \(change) WHERE id = 1")
        }
        #expect(throws: StoreError.self) { try store.open() }
        #expect(throws: StoreError.self) { try StorePruner(of: store.path, keeping: PruneLimits(days: 1)).prune() }
        #expect(try files(in: store) == before)
        #expect(try CatalogRebuild.run(in: store.path).shards == 2)
        #expect(try count("a", in: store) == 1)
    }

    @Test func `a schema with a statement of somebody else is refused, by readers and by writers`() throws {
        let others = [
            "CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM segment; END", "CREATE VIEW v AS SELECT 1",
            "CREATE TABLE t (x)", "CREATE INDEX i ON run (hex(started))",
        ]
        for other in others {
            let store = TemporaryStore()
            try fillLedger(of: store)
            try DatabaseQueue(path: store.path + "/catalog.sqlite").write { try $0.execute(sql: other) }
            #expect(throws: StoreError.self, "\(other)") { try SQLiteRecordReader(opening: store.path) }
            #expect(throws: StoreError.self, "\(other)") { try store.open() }
        }
    }

    @Test func `an index that an earlier version did not make may be missing`() throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write { try $0.execute(sql: "DROP INDEX segment_shard_by_shard") }
        #expect(try SQLiteRecordReader(opening: store.path).shards().count == 2)
    }

    @Test func `a query that takes more steps than the file can need is ended`() throws {
        let store = TemporaryStore()
        try fillLedger(of: store)
        let catalog = try #require(try Catalog(reading: StoreFolder(path: store.path)))
        let endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"
        #expect(throws: StoreError.damagedCatalog(file: store.path + "/catalog.sqlite", what: QueryGuard.tooMuch)) {
            try catalog.read { try $0.first(endless) { try $0.count(0) } }
        }
        // The next query has all its steps before it.
        #expect(try catalog.read { try $0.first("SELECT count(*) FROM shard") { try $0.count(0) } } == 2)
    }
}

/// All that a command may ask a catalog.
private enum CatalogQuestion: CaseIterable {
    case shards, standing, standingNear, days, prunedDays, gaps, fields, problems, sightings, hint, plan, load

    func ask(_ path: String) throws {
        if self == .load {
            _ = try SQLiteRecordWriter(opening: path)
            return
        }
        let reader = try SQLiteRecordReader(opening: path)
        let noon = Instant(nanoseconds: 1_789_000_000 * Instant.second)
        switch self {
        case .shards: _ = try reader.shards()
        case .standing: _ = try reader.standing(near: nil)
        case .standingNear: _ = try reader.standing(near: TimeRange(from: Instant(nanoseconds: 0), to: noon))
        case .days: _ = try reader.days()
        case .prunedDays: _ = try reader.prunedDays()
        case .gaps: _ = try reader.silences(in: nil, limit: 9)
        case .fields: _ = try reader.fieldCounts(on: Day(number: 0)...Day(number: 30_000))
        case .problems: _ = try reader.problems(ofShard: 2)
        case .sightings: _ = try reader.sightings(carrying: [CanonicalIdentifier("a")], on: .all, limit: 9)
        case .hint:
            _ = try reader.isKnown(FileHint(path: "/logs/s-1", device: 1, inode: 2, size: 3, modified: noon, changed: noon))
        case .plan: _ = try StorePruner(of: path, keeping: PruneLimits(days: 1)).plan()
        case .load: break
        }
    }
}

/// A column of the catalog, and what is written into it.
struct CatalogChange: CustomTestStringConvertible {
    var table: String
    var column: String
    var value: String

    var testDescription: String { "\(table).\(column) = \(value)" }

    static let all: [CatalogChange] =
        [
            ("shard", "lines"), ("shard", "stored"), ("shard", "bytes"), ("shard", "first_visible_line"),
            ("shard", "visible_lines"),
            ("shard", "truncated"), ("shard", "path"), ("shard", "coding"), ("shard", "state"), ("shard", "digest"),
            ("shard", "loaded"), ("shard", "served_bytes"), ("shard", "window_from"), ("shard", "gapless"),
            ("shard_source", "records"), ("shard_source", "span_from"), ("series", "shards"), ("series", "sources"),
            ("ledger", "gaps"), ("ledger", "covers_from"), ("segment", "name"), ("segment", "rows"), ("segment", "bytes"),
            ("segment_shard", "rows"), ("shard_problem", "line"), ("file_hint", "size"), ("field_count", "lines"),
            ("sequence_run", "instance"), ("sequence_run", "written_from"), ("run", "last_shard"), ("pruned_day", "pruned"),
        ].flatMap { table, column in
            [of(["shard", "segment"].contains(table) ? "NULL" : "x'00ff'", table, column), of("1.5", table, column)]
                + (isCount(table, column) ? [of("-1", table, column), of("9223372036854775807", table, column)] : [])
        } + [
            of("'odd'", "shard", "lines"), of("'odd'", "shard", "state"), of("2", "shard", "truncated"),
            of("x'00ff'", "shard", "digest"),
            of("-1", "series", "phase"), of("0", "series", "period"), of("NULL", "shard_source", "span_from"),
            of("NULL", "sequence_run", "written_from"), of("9223372036854775807", "shard_source", "span_from"),
        ]

    private static func of(_ value: String, _ table: String, _ column: String) -> CatalogChange {
        CatalogChange(table: table, column: column, value: value)
    }

    private static func isCount(_ table: String, _ column: String) -> Bool {
        ["lines", "stored", "records", "shards", "gaps", "rows", "last_shard"].contains(column)
    }

    /// Around the schema, whose types and rules would refuse it, and which is then put back.
    func apply(to catalog: String) throws {
        let queue = try DatabaseQueue(path: catalog)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = OFF; PRAGMA writable_schema = ON")
            let kept = try String.fetchOne(
                database, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1", arguments: [table])
            let ledger = try Row.fetchOne(database, sql: "SELECT * FROM ledger")
            var loose = (kept ?? "").replacing(") STRICT, WITHOUT", with: ") WITHOUT").replacing(") STRICT", with: ")")
                .replacing("NOT NULL", with: "")
            for type in ["INTEGER", "TEXT", "BLOB"] { loose = loose.replacing("  \(column) \(type)", with: "  \(column)") }
            try rewrite(to: loose, in: database)
            try database.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    UPDATE \(table) SET \(column) = \(value) WHERE \(column) IS (SELECT max(\(column)) FROM \(table))
                    """)
            if table != "ledger", let ledger {
                try database.execute(sql: "DELETE FROM ledger")
                let values = StatementArguments(ledger.databaseValues)
                try database.execute(sql: "INSERT INTO ledger VALUES (?1, ?2, ?3, ?4)", arguments: values)
            }
            try rewrite(to: kept ?? "", in: database)
            try database.execute(sql: "PRAGMA journal_mode = WAL")
        }
    }

    private func rewrite(to sql: String, in database: Database) throws {
        try database.execute(sql: "PRAGMA writable_schema = ON")
        try database.execute(
            sql: "UPDATE sqlite_schema SET sql = ?1 WHERE type = 'table' AND name = ?2", arguments: [sql, table])
        try database.execute(sql: "PRAGMA writable_schema = RESET")
    }
}

/// Two shards, one in a series, and a row in each of the ledger's tables.
func fillLedger(of store: TemporaryStore) throws {
    let writer = try store.open()
    try load("a", digest: 1, into: writer)
    let number = try writer.beginShard()
    var other = sighting("b")
    other.place.line = 1
    try writer.append([other], shard: number)
    var tally = Tally()
    (tally.lines, tally.stored, tally.rejected, tally.bytes) = (2, 1, 1, 100)
    let noon = Instant(nanoseconds: 1_789_000_000 * Instant.second)
    let window = TimeRange(from: noon, to: noon.advanced(by: Instant.hour))
    _ = try writer.endShard(
        number,
        as: FinishedShard(
            digest: ContentDigest(value: ID128(high: 7, low: 2)), firstLineHash: 2, path: "s-2", folder: "/logs", coding: .gzip,
            fileBytes: 10, tally: tally, sources: [.init(name: "f", records: 1, span: window)],
            rhythm: ShardRhythm(series: "s", window: window, periodNanoseconds: Instant.hour, part: "0", isGapless: true),
            truncated: false, firstVisibleLine: 1,
            problems: [LineProblem(reason: .notJSON, line: 2, offset: 50, length: 9)],
            hint: FileHint(path: "/logs/s-1", device: 1, inode: 2, size: 3, modified: noon, changed: noon),
            sequences: [SequenceRun(instance: "i", first: 1, last: 2, span: window)],
            fields: [FieldCount(day: Day(noon), source: "f", path: "a", kind: .text, lines: 1)]))
    try writer.publish()
    try writer.catalog.write { try $0.execute(sql: "INSERT INTO pruned_day VALUES (1, 1)") }
    try writer.catalog.emptyLog()
    store.drop()
}
