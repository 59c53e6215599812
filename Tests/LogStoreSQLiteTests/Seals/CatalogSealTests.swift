import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// The catalog is what its writers made it, or its tables are named.
@Suite struct CatalogSealTests {
    private static let place = "catalog.sqlite"

    /// A catalog with a row in every table.
    private func makeStore() throws -> TemporaryStore {
        let store = TemporaryStore()
        let writer = try store.open()
        for number in 1...MergeChoice.mostSegments + 1 { try load("c-\(number)", digest: UInt64(number), into: writer) }
        let hint = FileHint(
            path: "/logs/a", device: 1, inode: 2, size: 3, modified: Instant(nanoseconds: 4), changed: Instant(nanoseconds: 5))
        for size in [6, 7] {
            var again = hint
            again.size = Int64(size)
            try writer.noteSeen(again, shard: 1)
        }
        try loadCounted(into: writer)
        try writer.declare(
            Declaration(subject: "f", promise: .every(7, shards: 2), declared: Instant(nanoseconds: 9), why: "somebody said so"))
        let hour = TimeRange(from: Instant(nanoseconds: 1), to: Instant(nanoseconds: 2))
        try writer.acknowledge(AcknowledgedHole(source: "f", range: hour, acknowledged: Instant(nanoseconds: 3), why: "it is so"))
        for seconds in [1, 2] as [Int64] { try writer.keep(LoadRhythm(begun: Instant(nanoseconds: seconds), everyNanoseconds: 5)) }
        let failed = FailedShard(content: nil, path: "/logs/b", fileBytes: 9, reason: "it is empty")
        for _ in 0..<2 { _ = try writer.rememberFailures([failed]) }
        try writer.catalog.write { database in
            try database.execute(sql: "INSERT INTO pruned_day VALUES (7, 8); INSERT INTO unnumbered_shard VALUES (1)")
        }
        store.drop()
        return store
    }

    private func loadCounted(into writer: SQLiteRecordWriter) throws {
        let day = Day(number: 20_522)
        for digest in [UInt64(98), 99] {
            let number = try writer.beginShard()
            try writer.append([sighting("d-\(digest)")], shard: number)
            var tally = Tally()
            (tally.lines, tally.stored, tally.rejected, tally.skipped) = (2, 1, 1, SkippedBytes(count: 5, padding: 2))
            var shard = FinishedShard(
                digest: ContentDigest(value: ID128(high: 7, low: digest)), firstLineHash: digest, path: "d-\(digest)", folder: nil,
                coding: .plain, fileBytes: 10, tally: tally, sources: [.init(name: "f", records: 1, span: nil)], rhythm: nil,
                truncated: false, firstVisibleLine: 1,
                problems: [LineProblem(reason: .notJSON, line: 2, offset: 9, length: 3)], hint: nil)
            shard.sequences = [
                SequenceRun(
                    instance: "g", first: Int64(digest) * 10, last: Int64(digest) * 10,
                    span: TimeRange(from: Instant(nanoseconds: 1), to: Instant(nanoseconds: 2)))
            ]
            let from = Instant(nanoseconds: Int64(digest) * Instant.hour)
            let span = TimeRange(from: from, to: from.advanced(by: 1))
            shard.hours = [
                SourceHour(
                    station: Station(source: "front", region: "r", service: "s", place: .runtime), hour: Int64(digest), lines: 1,
                    span: span, reached: 1, reachedSpan: span),
                // Far from the other, so that this hour is silent.
                SourceHour(
                    station: Station(source: "f", region: "r", service: "s", place: .application), hour: Int64(digest) + 1000,
                    lines: 1,
                    span: TimeRange(
                        from: span.from.advanced(by: 1000 * Instant.hour), to: span.to.advanced(by: 1001 * Instant.hour))),
            ]
            shard.replicas = [
                Replica(
                    instance: "g", source: "f", region: "r", firstNumber: Int64(digest), lastNumber: Int64(digest), span: span,
                    stopped: nil)
            ]
            shard.isUncounted = true
            shard.fields = [FieldCount(day: day, source: "f", path: "a.b", kind: .text, lines: 1)]
            _ = try writer.endShard(number, as: shard)
        }
        try writer.publish()
    }

    private func findings(_ store: TemporaryStore) throws -> [StoreFinding] {
        try StoreVerifier(of: store.path, lookingUpAll: false).report().findings.filter { $0.place == CatalogSealTests.place }
    }

    @Test func `rows that were inserted, replaced, changed and deleted by writers leave the seals right`() throws {
        let store = try makeStore()
        #expect(try findings(store) == [])
        let later = Instant(nanoseconds: 1_773_144_000 * Instant.second).advanced(by: 40 * Instant.day)
        _ = try StorePruner(of: store.path, keeping: PruneLimits(days: 1), now: later).prune()
        #expect(try findings(store) == [])
    }

    @Test func `a value that was edited in any column of any sealed table is named`() throws {
        let store = try makeStore()
        try DatabaseQueue(path: store.path + "/catalog.sqlite").writeWithoutTransaction { database in
            // Whoever edits need not keep to the rules.
            try database.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
            for table in RowSums.tables {
                for column in try database.columns(in: table) {
                    try database.inSavepoint {
                        try edit(column, of: table, in: database)
                        let found = try CatalogSeals.findings(in: database)
                        #expect(found.map(\.what) == ["its table \(table) is not as it was written"], "\(table).\(column.name)")
                        return .rollback
                    }
                }
            }
        }
        #expect(try findings(store) == [])
    }

    private func edit(_ column: ColumnInfo, of table: String, in database: Database) throws {
        let value =
            switch column.type {
            case "INTEGER": "coalesce(\(column.name), 0) + 1000"
            case "BLOB": "randomblob(16)"
            default: "coalesce(\(column.name), '') || 'x'"
            }
        let key = try database.primaryKey(table).columns.first ?? "rowid"
        try database.execute(sql: "UPDATE \(table) SET \(column.name) = \(value) WHERE \(key) = (SELECT max(\(key)) FROM \(table))")
        #expect(database.changesCount > 0, "\(table).\(column.name)")
    }

    @Test func `a row that was deleted or added is named`() throws {
        let store = try makeStore()
        let queue = try DatabaseQueue(path: store.path + "/catalog.sqlite")
        for edit in ["DELETE FROM pruned_day", "INSERT INTO pruned_day VALUES (9, 9)", "DELETE FROM seal WHERE name = 'run'"] {
            try queue.writeWithoutTransaction { database in
                try database.inSavepoint {
                    try database.execute(sql: edit)
                    #expect(try CatalogSeals.findings(in: database).map(\.kind) == [.catalogDamaged])
                    return .rollback
                }
            }
        }
    }

    @Test func `a catalog of version 1 is named as not sealed, and is sealed by the next writer`() throws {
        let store = try makeStore()
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write {
            let first = String(decoding: SchemaVersion.catalogSteps[0], as: UTF8.self)
            let tables = try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
            for table in tables where !first.contains("CREATE TABLE \(table) ") { try $0.execute(sql: "DROP TABLE \(table)") }
            try $0.execute(sql: "PRAGMA user_version = 1")
        }
        #expect(try findings(store).map(\.kind) == [.notSealed])
        #expect(try count("c-1", in: store) == 1)
        _ = try store.openCatalog { _ in }
        #expect(try findings(store) == [])
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write { try $0.execute(sql: "UPDATE pruned_day SET pruned = 1") }
        #expect(try findings(store).map(\.what) == ["its table pruned_day is not as it was written"])
    }
}
