import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing
import Workbench

@testable import LogStoreSQLite

/// What is read is what was written, or it is named.
@Suite struct SealTests {
    private static let instance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"

    /// A store with one row, and its segment's `.sqlite` file.
    private func makeStore() throws -> (store: TemporaryStore, segment: String) {
        let store = TemporaryStore()
        var row = sighting("c-1")
        (row.region, row.customerInstance, row.attempts) = ("europe-west3", SealTests.instance, [Attempt(number: 1)])
        try load([row], digest: 1, into: try store.open())
        store.drop()
        return (store, try #require(try files(in: store).first { $0.hasSuffix(".sqlite") }))
    }

    private func findings(_ store: TemporaryStore) throws -> [StoreFinding] {
        try StoreVerifier(of: store.path, lookingUpAll: true).report().findings
    }

    @Test(arguments: [
        "UPDATE term SET text = 'us-east4' WHERE text = 'europe-west3'", "UPDATE sighting SET status = 418",
        "UPDATE attempt SET served = 1", "UPDATE shard SET path = 's-2'", "DELETE FROM caller", "PRAGMA user_version = 77",
    ]) func `a value that was edited is named, and no look-up answers with it`(_ edit: String) throws {
        let (store, segment) = try makeStore()
        try DatabaseQueue(path: segment).writeWithoutTransaction { try $0.execute(sql: edit) }
        #expect(try findings(store).map(\.kind) == [.segmentDamaged])
        let reader = try store.makeReader()
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("c-1")], on: .all, limit: 9).sightings.isEmpty)
        // The first page counts the changes of a file, so no edit leaves it as it is.
        #expect(reader.unreadable.map(\.why) == ["the file is damaged: page 1 is not as it was written"])
    }

    @Test func `a value that was edited is not merged into a segment that is sealed`() throws {
        let store = TemporaryStore()
        try load("c-1", digest: 1, into: try store.open())
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        try DatabaseQueue(path: segment).write { try $0.execute(sql: "UPDATE sighting SET status = 418") }
        let writer = try store.open()
        for number in 2...MergeChoice.mostSegments + 2 { try load("c-\(number)", digest: UInt64(number), into: writer) }
        store.drop()
        let all = try files(in: store)
        #expect(all.contains { $0.contains("-m1.") })
        let places = try findings(store).map(\.place)
        #expect(places == [String(segment.dropFirst(store.path.count + 1))])
    }

    @Test func `a segment that another program wrote is not taken for the one that is listed`() throws {
        let (store, segment) = try makeStore()
        let (another, other) = try makeStore()
        for ending in ["sqlite", "ids"] {
            let (from, to) = (other.dropLast("sqlite".count) + ending, segment.dropLast("sqlite".count) + ending)
            try Data(contentsOf: URL(fileURLWithPath: String(from))).write(to: URL(fileURLWithPath: String(to)))
        }
        another.drop()
        let found = try findings(store)
        #expect(found.map(\.kind) == [.segmentDiffers, .filtersDamaged] && found.first?.what.contains("run") == true, "\(found)")
    }

    @Test(arguments: [
        "UPDATE segment SET run = (SELECT max(id) FROM run WHERE id <> run)", "UPDATE segment SET filed_from = filed_from - 1",
        "UPDATE segment SET filed_to = filed_to + 1", "UPDATE segment_shard SET first_line = 2", "UPDATE segment SET bytes = 9",
        "UPDATE segment SET id_bytes = 9", "UPDATE shard SET path = 'another'", "UPDATE shard SET digest = zeroblob(16)",
        "UPDATE shard SET truncated = 1", "UPDATE shard SET loaded = loaded + 1", "UPDATE shard SET expired = 1, lines = lines + 1",
    ]) func `what the catalog says and the segment does not is named`(_ edit: String) throws {
        let (store, _) = try makeStore()
        _ = try store.openCatalog { _ in }
        try DatabaseQueue(path: store.path + "/catalog.sqlite").write { try $0.execute(sql: edit) }
        let found = try findings(store)
        #expect(found.contains { $0.kind == .segmentDiffers }, "\(found)")
        #expect(found.contains { $0.kind == .catalogDamaged }, "\(found)")
    }

    @Test func `a segment of version 1 answers, and is named as not sealed`() throws {
        let (store, segment) = try makeStore()
        try makeVersion1(segment, in: store)
        let found = try findings(store)
        #expect(found.map(\.kind) == [.notSealed])
        #expect(found.map(\.isHarmless) == [true])
        #expect(try count("c-1", in: store) == 1)
    }

    @Test func `what was merged of segments without seals is named as not sealed`() throws {
        let store = TemporaryStore()
        for number in 1...MergeChoice.mostSegments { try load("c-\(number)", digest: UInt64(number), into: try store.open()) }
        for segment in try files(in: store).filter({ $0.hasSuffix(".sqlite") }) { try makeVersion1(segment, in: store) }
        try load("c-last", digest: 99, into: try store.open())
        store.drop()
        let merged = try #require(try files(in: store).first { $0.hasSuffix("-m0.sqlite") })
        let before = try findings(store).filter { merged.contains($0.place) }
        #expect(before.map(\.kind) == [.notSealed])
        try DatabaseQueue(path: merged).write { try $0.execute(sql: "UPDATE sighting SET status = 418") }
        let after = try findings(store).filter { merged.hasSuffix($0.place) }
        #expect(after.map(\.kind) == [.segmentDamaged])
    }

    @Test func `a file that SQLite reads in other pieces than pages is checked as well`() throws {
        let (store, segment) = try makeStore()
        // The page size that the header tells: SQLite asks for the half of a page.
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: segment))
        try file.seek(toOffset: 16)
        try file.write(contentsOf: Data([0x20, 0x00]))
        try file.close()
        let reader = try store.makeReader()
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("c-1")], on: .all, limit: 9).sightings.isEmpty)
        #expect(reader.unreadable.map(\.why) == ["the file is damaged: page 1 is not as it was written"])
    }

    @Test func `a page behind the lock page has its seal`() throws {
        let scratch = try Scratch()
        let layout = try SegmentLayout(creating: scratch.path("segment"))
        // A hole of a gibibyte, which costs no room on the disk.
        let pages = try SegmentPages(layout, after: SegmentPages.lockPage - 2)
        let page = [UInt8](repeating: 7, count: SegmentPages.pageSize)
        for _ in 0..<2 { _ = try page.withUnsafeBytes { try pages.append(try #require($0.baseAddress)) } }
        #expect(pages.count == SegmentPages.lockPage + 1)
        try pages.finish()
        let sums = pages.ownSeals
        #expect(sums.count == 3)
        #expect(sums[0] == sums[2] && sums[0] != sums[1])
        #expect(sums[1] == [UInt8](repeating: 0, count: SegmentPages.pageSize).withUnsafeBytes(PageSeals.seal))
    }
}
