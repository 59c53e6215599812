import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// How many regions and services a log may make up.
struct StationsTests {
    @Test func `stations beyond the most are not counted, their shard is told to be uncounted, and known ones go on`() throws {
        let store = TemporaryStore()
        let made = (0...CatalogSilence.mostStations).map { "made-up-\($0)" }
        try load(["first"], digest: 1, into: store)
        #expect(try store.makeReader().silences(in: nil, limit: 9).isUncounted == false)
        try load(made, digest: 2, into: store)
        #expect(try store.makeReader().silences(in: nil, limit: 9).isUncounted)
        let known = try #require(try Catalog(reading: StoreFolder(path: store.path))).read { try CatalogSilence.stations(in: $0) }
        #expect(known.count == CatalogSilence.mostStations)
        #expect(known.contains { $0.region == "first" })
    }

    private func load(_ regions: [String], digest: UInt64, into store: TemporaryStore) throws {
        let writer = try store.open()
        let number = try writer.beginShard()
        try writer.append([sighting("c-\(digest)")], shard: number)
        var tally = Tally()
        (tally.lines, tally.stored) = (1, 1)
        var finished = FinishedShard(
            digest: ContentDigest(value: ID128(high: 7, low: digest)), firstLineHash: digest, path: "s-\(digest)", folder: nil,
            coding: .plain, fileBytes: 10, tally: tally, sources: [], rhythm: nil, truncated: false, firstVisibleLine: 1,
            problems: [], hint: nil)
        let noon = Instant(nanoseconds: 500_000 * Instant.hour)
        finished.hours = regions.map { region in
            SourceHour(
                station: Station(source: "f", region: region, service: "s", place: .application), hour: 500_000, lines: 1,
                span: TimeRange(from: noon, to: noon))
        }
        _ = try writer.endShard(number, as: finished)
        try writer.publish()
    }
}
