import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

@Suite struct StorePrunerTests {
    /// The day of `sighting(_:)`.
    private static let day = Day(number: 20_522)
    private static let now = day.advanced(by: 91).start

    private func pruner(of store: TemporaryStore) -> StorePruner {
        StorePruner(of: store.path, keeping: PruneLimits(days: 90), now: Self.now)
    }

    @Test func `a day goes with its files, and what is newer stays`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let planned = try pruner(of: store).plan()
        let report = try pruner(of: store).prune()
        #expect(report == planned)
        #expect(report.days.map(\.day) == [Self.day])
        #expect(report.keptDays == 1)
        #expect(try count("c-1", in: store) == 0)
        #expect(try count("night-1", in: store) == 0)
        #expect(try count("night-2", in: store) == 1)
        #expect(!FileManager.default.fileExists(atPath: store.path + "/2026-03-10"))
        let reader = try store.makeReader()
        #expect(try reader.prunedDays().map(\.day) == [Self.day])
        #expect(try reader.prunedDays().map(\.pruned) == [Self.now])
        #expect(try reader.days() == [Self.day.advanced(by: 1)])
    }

    @Test func `shards with no row left expire, and every tally balances`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let report = try pruner(of: store).prune()
        let shards = try store.makeReader().shards()
        // The seventeen of one row; the one of two days and the one that continues it have rows on the day that stays.
        #expect(shards.filter { $0.state == .expired }.map(\.number) == Array(1...17))
        #expect(report.expiredShards == 17)
        #expect(shards.allSatisfy { $0.tally.balances })
        #expect(shards.filter { $0.state == .expired }.allSatisfy { $0.tally.stored == 0 && $0.tally.expired == 1 })
        #expect(shards.first { $0.path == "s-18" }.map { [$0.tally.stored, $0.tally.expired] } == [1, 1])
        #expect(try StoreVerifier(of: store.path, lookingUpAll: true).report().findings == [])
    }

    @Test func `a plan changes nothing`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let before = try files(in: store).sorted()
        _ = try pruner(of: store).plan()
        #expect(try files(in: store).sorted() == before)
        #expect(try store.makeReader().prunedDays().isEmpty)
    }

    @Test func `undated rows are kept and counted`() throws {
        let store = TemporaryStore()
        var old = sighting("old")
        old.started = Instant(nanoseconds: 1)
        try load([old], digest: 1, into: try store.open())
        try load("dated", digest: 2, into: try store.open())
        store.drop()
        let report = try pruner(of: store).prune()
        #expect(report.undatedRows == 1)
        #expect(report.keptDays == 0)
        #expect(report.keptBytes > 0)
        #expect(try count("old", in: store) == 1)
        #expect(try count("dated", in: store) == 0)
    }

    @Test func `a shard that comes back is known as expired, and new rows of the day are counted as expired`() throws {
        let store = TemporaryStore()
        try load("gone", digest: 1, into: try store.open())
        store.drop()
        _ = try pruner(of: store).prune()
        let writer = try store.open()
        #expect(try writer.knownShard(ContentDigest(value: ID128(high: 7, low: 1)))?.state == .expired)
        try load("late", digest: 2, into: writer)
        store.drop()
        let late = try store.makeReader().shards().first { $0.path == "s-2" }
        #expect(late?.tally.expired == 1)
        #expect(late?.tally.stored == 0)
        #expect(try count("late", in: store) == 0)
    }

    @Test(arguments: PruningStep.allCases)
    func `a run that dies while it prunes leaves the day whole or gone`(_ step: PruningStep) throws {
        let store = TemporaryStore()
        try fillVaried(store)
        var dying = pruner(of: store)
        dying.afterStep = { (done) throws(StoreError) in
            if done == step { throw StoreError.keepsChanging(folder: "the test") }
        }
        #expect(throws: StoreError.self) { try dying.prune() }
        #expect(try count("night-2", in: store) == 1)
        #expect(try count("c-1", in: store) == 0)
        _ = try store.open()
        store.drop()
        #expect(!FileManager.default.fileExists(atPath: store.path + "/2026-03-10"))
        #expect(try StoreVerifier(of: store.path, lookingUpAll: true).report().findings == [])
    }

    @Test func `a day whose segment is damaged can be pruned`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        for segment in try files(in: store) where segment.contains("03-10") {
            try Data("x".utf8).write(to: URL(fileURLWithPath: segment))
        }
        _ = try pruner(of: store).prune()
        #expect(try count("night-2", in: store) == 1)
        #expect(try store.makeReader().shards().allSatisfy { $0.tally.balances })
    }

    @Test func `a pruner makes no store`() {
        let store = TemporaryStore()
        #expect(throws: StoreError.noStore(folder: store.path)) { try pruner(of: store).prune() }
        #expect(!FileManager.default.fileExists(atPath: store.path))
    }

    @Test func `a shard that lost rows to a pruned day is made again as it was`() throws {
        let store = TemporaryStore()
        var rows = [sighting("night-1"), sighting("night-2")]
        (rows[1].place.line, rows[1].started) = (2, rows[1].started?.advanced(by: Instant.day))
        let span = TimeRange(from: Self.day.start, to: Self.day.advanced(by: 1).start)
        try load(rows, spanning: span, into: store)
        _ = try pruner(of: store).prune()
        let before = try store.makeReader().shards()
        for ending in ["", "-wal", "-shm"] { unlink(store.path + "/catalog.sqlite" + ending) }
        let report = try CatalogRebuild.run(in: store.path)
        #expect(report.incomplete == [])
        #expect(try count("night-2", in: store) == 1)
        #expect(try store.makeReader().shards() == before)
    }
}

private func load(_ rows: [Sighting], spanning span: TimeRange, into store: TemporaryStore) throws {
    let writer = try store.open()
    defer { store.drop() }
    let number = try writer.beginShard()
    try writer.append(rows, shard: number)
    var tally = Tally()
    (tally.lines, tally.stored) = (Int64(rows.count), Int64(rows.count))
    _ = try writer.endShard(
        number,
        as: FinishedShard(
            digest: ContentDigest(value: ID128(high: 7, low: 60)), firstLineHash: 60, path: "s-60", folder: "/logs", coding: .zstd,
            fileBytes: 10, tally: tally, sources: [.init(name: "f", records: Int64(rows.count), span: span)], rhythm: nil,
            truncated: false, firstVisibleLine: 1, problems: [], hint: nil))
    try writer.publish()
}
