import Foundation
import GRDB
import LogRecords
import Testing
import TraceRoutes

@testable import LogStoreSQLite

/// Stored requests that are damaged, lost, half made or pruned: they are made again, or said not to be there.
struct TroubleTests {
    private struct Killed: Error {}

    private func loaded() throws -> Night {
        let night = try Night(requests: 80)
        try night.load(night.shards)
        return night
    }

    private func files(of night: Night) throws -> [String] {
        let folder = night.store + "/requests"
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".sqlite") && $0 != "catalog.sqlite"
        }
        .map { folder + "/" + $0 }.sorted()
    }

    private func faults(of night: Night) throws -> [StoreFinding] {
        try StoreVerifier(of: night.store, lookingUpAll: false).report().findings.filter { $0.kind == .requestsDamaged }
    }

    @Test func `a run that is killed at any step leaves what was there, and the next one makes the rest`() throws {
        let night = try loaded()
        for step in RequestStep.allCases {
            let store = try SQLiteRequestStore(of: night.store)
            store.afterStep = { (reached) throws(StoreError) in
                if reached == step { throw StoreError.noStore(folder: "killed") }
            }
            #expect(throws: StoreError.self) { try RequestKeeping(of: try night.tracer, in: store).bringUpToDate() }
        }
        try night.keep()
        #expect(try night.kept().map(\.row.shown) == night.made().map(\.shown))
        #expect(try faults(of: night) == [])
        let listed = try files(of: night).count
        #expect(listed == 3, "a killed run's files are deleted: \(listed)")
    }

    @Test func `a file that is lost is made again`() throws {
        let night = try loaded()
        try night.keep()
        let before = try night.kept()
        try FileManager.default.removeItem(atPath: try #require(try files(of: night).first))
        #expect(try !faults(of: night).isEmpty)
        try night.keep()
        #expect(try night.kept() == before && faults(of: night) == [])
    }

    @Test func `a changed byte of any page is named by a check, and by whoever reads that page`() throws {
        let night = try loaded()
        try night.keep()
        let file = try #require(try files(of: night).first)
        let whole = try Data(contentsOf: URL(fileURLWithPath: file))
        for place in stride(from: 0, to: whole.count, by: whole.count / 9) {
            var changed = whole
            changed[place] ^= 0x20
            try changed.write(to: URL(fileURLWithPath: file))
            #expect(try faults(of: night).count == 1, "byte \(place)")
        }
        do {
            _ = try night.kept()
            Issue.record("a changed page was read")
        } catch StoreError.damagedRequests {}
        try whole.write(to: URL(fileURLWithPath: file))
        #expect(try faults(of: night) == [])
    }

    @Test func `a damaged catalog of requests harms no look-up, and is made anew when that is asked`() throws {
        let night = try loaded()
        try night.keep()
        let before = try night.kept()
        let catalog = night.store + "/requests/catalog.sqlite"
        try Data("no database at all, and longer than a header".utf8).write(to: URL(fileURLWithPath: catalog))
        #expect(try night.made().count == before.count)
        #expect(try faults(of: night).count == 1)
        #expect(throws: StoreError.self) { try SQLiteRequestStore(of: night.store) }
        _ = try RequestKeeping(of: night.tracer, in: SQLiteRequestStore(of: night.store, anew: true)).bringUpToDate()
        #expect(try night.kept().map(\.row.shown) == before.map(\.row.shown))
    }

    @Test func `what is pruned has no requests, and those of the day behind it are made without it`() throws {
        let night = try loaded()
        try night.keep()
        let limits = PruneLimits(days: 1, bytes: nil)
        let now = try #require(Instant(rfc3339: "2026-09-17T12:00:00Z"))
        let report = try StorePruner(of: night.store, keeping: limits, now: now).prune()
        #expect(report.days.count == 1)
        #expect(try SQLiteRequestReader(of: night.store)?.origins()[report.days[0].day] == nil)
        try night.keep()
        #expect(try night.kept().map(\.row.shown) == night.made().map(\.shown))
        #expect(try faults(of: night) == [] && !night.kept().isEmpty)
    }

    @Test func `lines that are in no request, and lines that are in two, are named by a check`() throws {
        let night = try loaded()
        try night.keep()
        let reader = try #require(try RequestCatalog(writing: RequestFolder(of: StoreFolder(path: night.store))) as RequestCatalog?)
        try reader.write { try $0.execute(sql: "INSERT INTO replaced (file, row) SELECT id, 1 FROM file LIMIT 1") }
        #expect(try faults(of: night).count == 1)
    }
}
