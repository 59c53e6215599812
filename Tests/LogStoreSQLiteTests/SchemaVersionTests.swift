import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing
import Workbench

@testable import LogStoreSQLite

/// Segments of the first version beside those of today.
struct SchemaVersionTests {
    /// A store that a program of version 1 made in two loads: four segments on two days, rows of every format.
    private static let firstVersion = Repository.url("Fixtures/stores/version-1/store").path

    private func copied() throws -> TemporaryStore {
        let store = TemporaryStore()
        try FileManager.default.copyItem(atPath: Self.firstVersion, toPath: store.path)
        return store
    }

    /// Every row, by the path and line of its shard.
    private func rows(of store: TemporaryStore) throws -> [String: Sighting] {
        let reader = try SQLiteRecordReader(opening: store.path)
        let shards = Dictionary(uniqueKeysWithValues: try reader.shards().map { ($0.number, $0.path) })
        var rows: [String: Sighting] = [:]
        for file in try files(in: store) where file.hasSuffix(".sqlite") {
            let opened = try OpenedSegment(file, sealedBy: try IdentifierFileReader(file.dropLast("sqlite".count) + "ids"))
            var row = 0
            while let sighting = try opened.sighting(row) {
                rows["\(shards[sighting.place.shard] ?? ""):\(sighting.place.line)"] = sighting
                row += 1
            }
        }
        return rows
    }

    private func versions(in store: TemporaryStore) throws -> [Int] {
        try files(in: store).filter { $0.hasSuffix(".sqlite") }.map { file in
            try DatabaseQueue(path: file).read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
        }.sorted()
    }

    @Test func `rows of the first version are read, and lack what it did not keep`() throws {
        let store = try copied()
        let rows = try rows(of: store)
        #expect(try versions(in: store) == [1, 1, 1, 1])
        #expect(rows.count == 63)
        #expect(Set(rows.values.map(\.format)).count == 6)
        let gateway = try #require(rows["gateway.ndjson:1"])
        #expect((gateway.region, gateway.status, gateway.attempts.count) == ("europe-west2", 200, 1))
        #expect(gateway.attempts.first?.providerRequestID?.hasPrefix("req_") == true)
        for row in rows.values {
            for field in RecordFields.all where field.since > 1 {
                var row = row
                #expect(field.property.value(in: &row) == nil)
            }
        }
    }

    @Test func `rows of both versions stand in one day, and are merged without a change`() throws {
        let store = try copied()
        let before = try rows(of: store)
        let writer = try store.open()
        for number in 1...17 {
            var row = sighting("c-\(number)")
            row.started = try #require(before["gateway.ndjson:2"]?.filed)
            row.requestedModel = "fast"
            try load([row], digest: UInt64(number), into: writer)
        }
        store.drop()
        #expect(Set(try versions(in: store)).contains(2))
        var after = try rows(of: store)
        for number in 1...17 { #expect(after.removeValue(forKey: "s-\(number):1")?.requestedModel == "fast") }
        #expect(after == before)
        let merged = try files(in: store).filter { $0.contains("-m") && $0.hasSuffix(".sqlite") }
        #expect(!merged.isEmpty)
        let reader = try SQLiteRecordReader(opening: store.path)
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("c-17")], on: .all, limit: 9).sightings.count == 1)
    }

    @Test func `a store of the first version is whole, and its catalog can be made again`() throws {
        let store = try copied()
        #expect(try findings(in: store) == [])
        let before = try rows(of: store)
        try FileManager.default.removeItem(atPath: store.path + "/catalog.sqlite")
        _ = try CatalogRebuild.run(in: store.path)
        #expect(try rows(of: store) == before)
        #expect(try findings(in: store) == [])
    }

    /// Whoever checked the fixture out gave its files their modes.
    private func findings(in store: TemporaryStore) throws -> [StoreFinding] {
        try StoreVerifier(of: store.path, lookingUpAll: true).report().findings.filter { $0.kind != .modes }
    }

    @Test func `a segment of a version to come is named, and not read`() throws {
        let store = try copied()
        let file = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        // By hand: what SQLite writes would break the seal of the page first.
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        bytes.replaceSubrange(60..<64, with: [0, 0, 0, 3])
        try bytes.write(to: URL(fileURLWithPath: file))
        #expect(throws: StoreError.self) { try SegmentConnection(reading: file, sealedBy: nil).checkSchema() }
        do throws(StoreError) { try SegmentConnection(reading: file, sealedBy: nil).checkSchema() } catch {
            #expect(error.explanation.what.contains("3") && error.explanation.what.contains("2"), "\(error.explanation.what)")
        }
    }
}
