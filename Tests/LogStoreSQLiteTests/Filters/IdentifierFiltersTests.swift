import Foundation
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// Filters spare look-ups the opening of segments. Whatever becomes of them, every id is found.
@Suite struct IdentifierFiltersTests {
    private static let days = 1...6

    /// A segment on each of some days, and one of a row without a time; each has one id.
    private func makeStore() throws -> TemporaryStore {
        let store = TemporaryStore()
        for day in Self.days { try load(day, into: store) }
        var undated = sighting("c-undated")
        undated.started = nil
        try LogStoreSQLiteTests.load([undated], digest: 999, into: try store.open())
        store.drop()
        return store
    }

    private func load(_ day: Int, into store: TemporaryStore) throws {
        var row = sighting("c-\(day)")
        row.started = row.started?.advanced(by: Int64(day) * Instant.day)
        try LogStoreSQLiteTests.load([row], digest: UInt64(day), into: try store.open())
        store.drop()
    }

    private func path(_ store: TemporaryStore) -> String { StoreFolder(path: store.path).filters }

    private func index(_ store: TemporaryStore) throws -> FilterIndex? { try FilterIndex(of: OpenFile(path(store), O_RDONLY)) }

    private func listed(_ store: TemporaryStore) throws -> Set<String> {
        Set(try SQLiteRecordReader(opening: store.path).catalog.read { try CatalogSegment.listed(.all, in: $0) }.map(\.name))
    }

    /// Each id is asked for alone, of a reader of its own.
    private func expectAllFound(in store: TemporaryStore, days: some Sequence<Int> = Self.days, _ what: String = "") throws {
        for id in days.map({ "c-\($0)" }) + ["c-undated"] { #expect(try count(id, in: store) == 1, "\(id) \(what)") }
        #expect(try count("c-none", in: store) == 0, "\(what)")
    }

    private func faults(of store: TemporaryStore) throws -> [StoreFinding] {
        try StoreVerifier(of: store.path, lookingUpAll: true).report().findings
    }

    @Test func `a segment that cannot have an id is not opened, and without filters every one is`() throws {
        let store = try makeStore()
        try expectAllFound(in: store)
        let others = try files(in: store).filter { $0.hasSuffix(".ids") && !$0.contains("/2026-03-11/") }
        #expect(others.count == Self.days.count)
        for other in others { try Data(repeating: 0, count: 100).write(to: URL(filePath: other)) }
        let asked = [CanonicalIdentifier("c-1")]
        let reader = try store.makeReader()
        #expect(try reader.sightings(carrying: asked, on: .all, limit: 9).sightings.count == 1)
        #expect(reader.unreadable.isEmpty)
        // Of many ids most segments let one through.
        let many = (0...IdentifierFilters.mostAsked).map { CanonicalIdentifier("c-\($0)") }
        #expect(try reader.sightings(carrying: many, on: .all, limit: 9).sightings.count == 1)
        #expect(reader.unreadable.count == others.count)
        try FileManager.default.removeItem(atPath: path(store))
        let without = try store.makeReader()
        #expect(try without.sightings(carrying: asked, on: .all, limit: 9).sightings.count == 1)
        #expect(without.unreadable.count == others.count)
    }

    @Test func `of many ids each is found in its segment, also where the filters are damaged`() throws {
        let store = try makeStore()
        let ids: [String] = Self.days.map { "c-\($0)" } + ["c-undated"] + (0..<300).map { "c-none-\($0)" }
        let many = ids.map { CanonicalIdentifier($0) }
        func found() throws -> Int { try store.makeReader().sightings(carrying: many, on: .all, limit: 9).sightings.count }
        #expect(try found() == Self.days.count + 1)
        var damaged = try Data(contentsOf: URL(filePath: path(store)))
        for entry in try #require(try index(store)).entries.values {
            damaged.replaceSubrange(entry.offset + 32..<entry.offset + 1024, with: Data(repeating: 0, count: 992))
        }
        try damaged.write(to: URL(filePath: path(store)))
        #expect(try found() == Self.days.count + 1)
    }

    @Test func `with any bit of the filters another, every id is found, and what is used of them is named`() throws {
        let store = try makeStore()
        #expect(try faults(of: store) == [])
        let whole = try Data(contentsOf: URL(filePath: path(store)))
        let index = try #require(try index(store))
        let used = index.entries.values.map { $0.offset..<$0.offset + $0.filter.size } + [0..<FilterIndex.headerSize]
        // All of the header, and some of the rest, which is pages and indexes.
        for place in Array(0..<FilterIndex.headerSize) + Array(stride(from: 1024, to: whole.count, by: 97)) {
            var damaged = whole
            damaged[place] ^= 1 << UInt8(place % 8)
            try damaged.write(to: URL(filePath: path(store)))
            if place % 5 == 0 { try expectAllFound(in: store, "byte \(place)") }
            guard used.contains(where: { $0.contains(place) }) else { continue }
            #expect(try faults(of: store).map(\.kind) == [.filtersDamaged], "byte \(place)")
        }
    }

    @Test func `cut anywhere, the filters deny no id`() throws {
        let store = try makeStore()
        let whole = try Data(contentsOf: URL(filePath: path(store)))
        for length in [0, 1, 63, 64, 1023, 1024] + Array(stride(from: 1500, to: whole.count, by: 700)) + [whole.count - 1] {
            try whole.prefix(length).write(to: URL(filePath: path(store)))
            try expectAllFound(in: store, "\(length) bytes")
        }
    }

    @Test func `filters that are gone, damaged or another store's are made anew by the next load`() throws {
        let (store, other) = (try makeStore(), try makeStore())
        let strange = try Data(contentsOf: URL(filePath: path(other)))
        for (number, content) in [nil, Data("none that was written".utf8), strange].enumerated() {
            try FileManager.default.removeItem(atPath: path(store))
            try content?.write(to: URL(filePath: path(store)))
            try expectAllFound(in: store)
            try load(100 + number, into: store)
            #expect(try index(store).map { Set($0.entries.keys) } == listed(store))
            #expect(try faults(of: store).filter { $0.kind == .filtersDamaged } == [])
            try expectAllFound(in: store, days: Array(Self.days) + [100 + number])
        }
    }

    @Test func `filters of before a merge, put back, deny nothing that came later`() throws {
        let store = try makeStore()
        let early = try Data(contentsOf: URL(filePath: path(store)))
        for number in 1...17 {
            try LogStoreSQLiteTests.load("late-\(number)", digest: 200 + UInt64(number), into: try store.open())
        }
        store.drop()
        #expect(try index(store).map { Set($0.entries.keys) } == listed(store), "segments that were merged have no filter any more")
        for filters in [nil, early] {
            try filters?.write(to: URL(filePath: path(store)))
            try expectAllFound(in: store)
            for number in 1...17 { #expect(try count("late-\(number)", in: store) == 1) }
        }
    }

    @Test func `what nobody uses of the file does not grow beyond a bound, and what is used is kept`() throws {
        let store = try makeStore()
        // As if writers had been killed before they named what they had added.
        let file = try FileHandle(forUpdating: URL(filePath: path(store)))
        try file.seekToEnd()
        try file.write(contentsOf: Data(repeating: 7, count: 2 * FilterFile.leastWaste))
        try file.close()
        try expectAllFound(in: store)
        let before = try #require(try index(store)).entries
        try load(100, into: store)
        #expect(try Data(contentsOf: URL(filePath: path(store))).count < FilterFile.leastWaste)
        let after = try #require(try index(store)).entries
        #expect(before.keys.allSatisfy { after[$0]?.filter == before[$0]?.filter })
        try expectAllFound(in: store, days: Array(Self.days) + [100])
        #expect(try faults(of: store) == [])
        #expect(try files(in: store, hidden: true).isEmpty)
    }

    @Test func `a load makes the filters of few older rows at once, and of its own always`() throws {
        let store = try makeStore()
        try FileManager.default.removeItem(atPath: path(store))
        let writer = try store.open()
        writer.updateFilters(catchingUp: 2)
        #expect(try index(store)?.entries.count == 2)
        writer.updateFilters(catchingUp: 2)
        #expect(try index(store)?.entries.count == 4)
        writer.updateFilters()
        #expect(try index(store).map { Set($0.entries.keys) } == listed(store))
        let whole = try Data(contentsOf: URL(filePath: path(store)))
        writer.updateFilters()
        #expect(try Data(contentsOf: URL(filePath: path(store))) == whole, "where nothing is new, nothing is written")
    }

    @Test func `a pruned day's filter goes from the index, and a rebuilt catalog's segments keep theirs`() throws {
        let store = try makeStore()
        let limits = PruneLimits(days: 3)
        let end = Instant(nanoseconds: 1_773_144_000 * Instant.second + 6 * Instant.day)
        let report = try StorePruner(of: store.path, keeping: limits, now: end).prune()
        #expect(!report.days.isEmpty)
        let left = Self.days.filter { day in (try? count("c-\(day)", in: store)) == 1 }
        #expect(left.count == Self.days.count - report.days.count)
        try load(100, into: store)
        #expect(try index(store).map { Set($0.entries.keys) } == listed(store))
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: store.path + "/catalog.sqlite" + ending) }
        _ = try CatalogRebuild.run(in: store.path)
        try expectAllFound(in: store, days: left + [100])
        #expect(try faults(of: store).filter { $0.kind == .filtersDamaged } == [])
    }

    @Test func `a segment without seals has a filter too, and one that is damaged has none`() throws {
        let store = try makeStore()
        let segments = try files(in: store).filter { $0.hasSuffix(".sqlite") }.sorted()
        let (old, bad) = (try #require(segments.first), try #require(segments.dropFirst().first))
        try makeVersion1(old, in: store)
        let identifiers = String(bad.dropLast(".sqlite".count)) + ".ids"
        var bytes = try Data(contentsOf: URL(filePath: identifiers))
        bytes[IdentifierFile.headerSize + 3] ^= 1
        try bytes.write(to: URL(filePath: identifiers))
        try FileManager.default.removeItem(atPath: path(store))
        try load(100, into: store)
        let name = { (segment: String) in String(segment.dropFirst(store.path.count + 1).dropLast(".sqlite".count)) }
        let entries = try #require(try index(store)).entries
        #expect(entries[name(old)] != nil && entries[name(bad)] == nil && entries.count == segments.count)
        try expectAllFound(in: store, days: [1, 3, 4, 5, 6, 100])
    }

    @Test(arguments: ["link", "folder", "second name"]) func `a writer refuses what is no file of its own`(_ what: String) throws {
        let store = try makeStore()
        let (filters, elsewhere) = (path(store), store.path + "-elsewhere")
        try FileManager.default.moveItem(atPath: filters, toPath: elsewhere)
        defer { try? FileManager.default.removeItem(atPath: elsewhere) }
        switch what {
        case "link": try FileManager.default.createSymbolicLink(atPath: filters, withDestinationPath: elsewhere)
        case "folder": try FileManager.default.createDirectory(atPath: filters, withIntermediateDirectories: false)
        default: try FileManager.default.linkItem(atPath: elsewhere, toPath: filters)
        }
        #expect(throws: StoreError.self) { try store.open() }
        try expectAllFound(in: store)
    }
}
