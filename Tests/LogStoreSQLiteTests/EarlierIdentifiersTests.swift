import Foundation
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// Programs before the third version of `.ids` files took a ray with its colo for a text.
@Suite struct EarlierIdentifiersTests {
    private static let text = "8c38fb2918f135d2-IAD"

    /// A store of one row, as an earlier program hashed its one identifier.
    private func makeStore() throws -> TemporaryStore {
        let store = TemporaryStore()
        try load([sighting(EarlierIdentifiersTests.text)], digest: 1, into: try store.open())
        store.drop()
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        let url = URL(fileURLWithPath: segment.dropLast("sqlite".count) + "ids")
        let reader = try IdentifierFileReader(url.path)
        let place = reader.header.sections[IdentifierFile.Section.ids.rawValue]
        try #require(place.count == 1)
        var word = IdentifierHash.word(reader.hash.hash(.bytes(Array(EarlierIdentifiersTests.text.utf8))), row: 0)
        var bytes = try Data(contentsOf: url)
        bytes.replaceSubrange(place.words..<place.words + 8, with: Data(bytes: &word, count: 8))
        try bytes.write(to: url)
        try makeVersion1(segment, in: store)
        // A later program makes the filter of what the earlier one wrote.
        try FileManager.default.removeItem(atPath: StoreFolder(path: store.path).filters)
        try store.open().updateFilters()
        store.drop()
        return store
    }

    @Test func `such an id is found as it was typed, and is known by what it means`() throws {
        let store = try makeStore()
        defer { store.drop() }
        let reader = try SQLiteRecordReader(opening: store.path)
        let meant = CanonicalIdentifier(EarlierIdentifiersTests.text)
        let typed = CanonicalIdentifier.bytes(Array(EarlierIdentifiersTests.text.utf8))
        let matches = try reader.sightings(carrying: [meant, typed], on: .all, limit: 10)
        #expect(matches.sightings.count == 1)
        #expect(matches.carried == [meant: 1])
    }

    @Test func `a check of such a store misses no identifier`() throws {
        let store = try makeStore()
        defer { store.drop() }
        let findings = try StoreVerifier(of: store.path, lookingUpAll: true).report().findings
        #expect(findings.map(\.kind) == [.notSealed])
    }
}
