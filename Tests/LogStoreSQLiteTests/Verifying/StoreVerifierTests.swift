import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

@Suite struct StoreVerifierTests {
    @Test func `a store that is whole has no findings, also after merges and continuations`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let report = try StoreVerifier(of: store.path, lookingUpAll: true).report()
        #expect(report.findings == [])
        #expect(report.rows > 20)
        #expect(report.rowsLookedUp == report.rows)
        #expect(report.shards == 19)
        #expect(!report.isBeingWritten)
    }

    @Test(arguments: Damage.allCases) func `damage is found and placed`(_ damage: Damage) throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        try damage.apply(to: segment)
        let findings = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
        let name = segment.dropFirst(store.path.count + 1).dropLast(".sqlite".count)
        #expect(!findings.isEmpty)
        #expect(findings.allSatisfy { $0.place.hasPrefix(name) }, "\(findings)")
        #expect(findings.contains { damage.kinds.contains($0.kind) }, "\(findings)")
    }

    @Test func `each flipped bit of an .ids file is found`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: try store.open())
        store.drop()
        let path = try #require(try files(in: store).first { $0.hasSuffix(".ids") })
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[place] ^= 0x10
            try damaged.write(to: URL(fileURLWithPath: path))
            let findings = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
            #expect(!findings.isEmpty, "byte \(place)")
        }
    }

    @Test func `a row that its identifiers do not lead to is found`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: try store.open())
        store.drop()
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        // Any other would be found by its seals.
        try makeVersion1(segment, in: store)
        try DatabaseQueue(path: segment).write { try $0.execute(sql: "UPDATE sighting SET correlation_id = 'another'") }
        let kinds = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings.map(\.kind)
        #expect(kinds.contains(.identifierLost))
    }

    @Test func `rows that the ledger does not account for are found`() throws {
        let store = TemporaryStore()
        let catalog = try store.openCatalog { try load("a", digest: 1, into: $0) }
        try catalog.write { try $0.execute(sql: "UPDATE shard SET stored = 2, lines = 2") }
        let findings = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
        #expect(findings.map(\.kind) == [.segmentDiffers, .tally])
        #expect(findings.last?.place == "s-1")
    }

    @Test func `sums of series that are not those of the shards are found`() throws {
        let store = TemporaryStore()
        let catalog = try store.openCatalog { try load("a", digest: 1, into: $0) }
        #expect(try StoreVerifier(of: store.path, lookingUpAll: false).report().findings == [])
        try catalog.write { try $0.execute(sql: "UPDATE ledger SET covers_from = 4, covers_to = 5") }
        let findings = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
        #expect(findings.map(\.kind) == [.catalogDamaged])
    }

    @Test func `a change of the ledger takes its sums away, and without them the whole of it is read`() throws {
        let store = TemporaryStore()
        let catalog = try store.openCatalog { try load("a", digest: 1, into: $0) }
        let reader = try SQLiteRecordReader(opening: store.path)
        let whole = try reader.standing(near: nil)
        let far = TimeRange(from: Instant(nanoseconds: 0), to: Instant(nanoseconds: 1))
        #expect(try reader.standing(near: far).shards == [])
        try catalog.write { try $0.execute(sql: "UPDATE shard SET truncated = 1") }
        #expect(try catalog.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ledger") } == 0)
        let read = try reader.standing(near: far)
        #expect(read.near == nil && read.shards.map(\.number) == whole.shards.map(\.number) && read.shards.allSatisfy(\.truncated))
    }

    @Test func `what a run left behind is named, and harmless`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: try store.open())
        store.drop()
        for name in [".building-0123456789ab-1.sqlite", "2026-03-10/0123456789ab-1.ids"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: store.path + "/" + name))
            try #require(chmod(store.path + "/" + name, 0o600) == 0)
        }
        let findings = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
        #expect(findings.map(\.kind) == [.leftover, .leftover])
        #expect(findings.filter { !$0.isHarmless } == [])
    }

    @Test func `while a writer is at work its files are not judged`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        try load("a", digest: 1, into: writer)
        try writer.append([sighting("b")], shard: try writer.beginShard())
        let report = try StoreVerifier(of: store.path, lookingUpAll: false).report()
        #expect(report.findings == [])
        #expect(report.isBeingWritten)
    }

    @Test func `a catalog that is lost or damaged is found`() throws {
        for damage in 0..<3 {
            let store = TemporaryStore()
            try load("a", digest: 1, into: try store.open())
            store.drop()
            let path = store.path + "/catalog.sqlite"
            try loseLog(of: store)
            switch damage {
            case 0: try FileManager.default.removeItem(atPath: path)
            case 1: try Data().write(to: URL(fileURLWithPath: path))
            default: try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: path))
            }
            let findings = try StoreVerifier(of: store.path, lookingUpAll: false).report().findings
            #expect(findings.map(\.kind) == [.catalogDamaged])
        }
    }
}

extension Damage {
    /// What a check calls it.
    var kinds: Set<StoreFinding.Kind> {
        switch self {
        case .page, .cutShort, .noDatabase: [.segmentDamaged]
        case .identifiersCut: [.identifiersDamaged]
        case .identifiersGone, .rowsGone: [.segmentMissing]
        case .newerVersion: [.segmentVersion]
        }
    }
}

/// Nineteen shards: small ones of one day, one of two days, and one that continues another.
func fillVaried(_ store: TemporaryStore) throws {
    let writer = try store.open()
    for number in 1...17 { try load("c-\(number)", digest: UInt64(number), into: writer) }
    var two = [sighting("night-1"), sighting("night-2")]
    two[0].customerInstance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"
    (two[1].place.line, two[1].started) = (2, two[1].started?.advanced(by: Instant.day))
    (two[1].user, two[1].vantage, two[1].recordID) = ("u-1", .monolith, 77)
    try load(two, digest: 18, into: writer)
    let number = try writer.beginShard()
    var more = two + [sighting("night-3")]
    more[2].place.line = 3
    try writer.append(more, shard: number)
    var tally = Tally()
    (tally.lines, tally.stored) = (1, 1)
    _ = try writer.endShard(
        number,
        as: FinishedShard(
            digest: ContentDigest(value: ID128(high: 7, low: 19)), firstLineHash: 18, path: "s-19", folder: "/logs",
            coding: .gzip, fileBytes: 10, tally: tally, sources: [.init(name: "f", records: 1, span: nil)], rhythm: nil,
            truncated: true, firstVisibleLine: 3, problems: [], hint: nil))
    try writer.publish()
    store.drop()
}

/// Brings the write-ahead log into the catalog and takes it away, so that the catalog's file is all there is.
func loseLog(of store: TemporaryStore) throws {
    try Catalog(writing: StoreFolder(path: store.path)).emptyLog()
    for ending in ["-wal", "-shm"] { unlink(store.path + "/catalog.sqlite" + ending) }
}

extension TemporaryStore {
    /// The catalog, after a writer did its work and is gone.
    func openCatalog(_ work: (SQLiteRecordWriter) throws -> Void) throws -> Catalog {
        let writer = try open()
        try work(writer)
        drop()
        return writer.catalog
    }
}
