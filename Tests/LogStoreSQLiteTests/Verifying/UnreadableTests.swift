import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// A segment that is damaged or gone is named, and the others answer.
@Suite struct UnreadableTests {
    @Test(arguments: Damage.allCases) func `the others answer, and the segment is named`(_ damage: Damage) throws {
        let store = TemporaryStore()
        try load("bad", digest: 1, into: try store.open())
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        try load("good", digest: 2, into: try store.open())
        try damage.apply(to: segment)
        let reader = try store.makeReader()
        #expect(reader.unreadable.isEmpty)
        let both = [CanonicalIdentifier("bad"), CanonicalIdentifier("good")]
        #expect(try reader.sightings(carrying: both, on: .all, limit: 9).sightings.map(\.correlationID) == ["good"])
        let name = segment.dropFirst(store.path.count + 1).dropLast(".sqlite".count)
        #expect(reader.unreadable.map(\.name) == [String(name)])
        #expect(reader.unreadable.map(\.day) == [Day(number: 20_522)])
        #expect(reader.unreadable.first?.why.contains(damage.word) == true)
        // Asked again, it is still named, once.
        _ = try reader.sightings(carrying: both, on: .all, limit: 9)
        #expect(reader.unreadable.count == 1)
    }

    @Test func `questions about an instance and a user leave it out too`() throws {
        let store = TemporaryStore()
        var row = sighting("bad")
        (row.customerInstance, row.user, row.vantage) = ("292c3c7c-c5d5-48ec-b4bf-f00b724ce560", "u-1", .monolith)
        try load([row], digest: 1, into: try store.open())
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        (row.correlationID, row.started) = ("good", row.started?.advanced(by: Instant.second))
        try load([row], digest: 2, into: try store.open())
        try Damage.page.apply(to: segment)
        let range = TimeRange(from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .max))
        let instance = try #require(row.customerInstance)
        let found = try store.makeReader().sightings(ofInstance: instance, in: range, filter: SightingFilter(), limit: 9)
        #expect(found.sightings.map(\.correlationID) == ["good"])
        #expect(try store.makeReader().sightings(ofUser: "u-1", in: range, limit: 9).map(\.correlationID) == ["good"])
        #expect(try store.makeReader().days(ofInstance: instance).map(\.sightings) == [1])
    }
}

/// What can happen to a segment's files.
enum Damage: String, CaseIterable {
    case page, cutShort, noDatabase, identifiersCut, identifiersGone, rowsGone, newerVersion

    /// A word of what a person is told.
    var word: String {
        switch self {
        case .page, .noDatabase: "is not as it was written"
        case .cutShort: "malformed"
        case .identifiersCut: "cut short"
        case .identifiersGone, .rowsGone: "missing"
        case .newerVersion: "newer version"
        }
    }

    func apply(to segment: String) throws {
        let identifiers = segment.dropLast(".sqlite".count) + ".ids"
        let url = URL(fileURLWithPath: segment)
        switch self {
        case .page:
            // The schema stays, and all that follows is noise.
            let file = try FileHandle(forUpdating: url)
            try file.seek(toOffset: 16384)
            try file.write(contentsOf: Data(repeating: 0xA5, count: Int(try size(of: segment)) - 16384))
            try file.close()
        case .cutShort: try truncate(segment, to: 16384 * 2)
        case .noDatabase: try Data("no database, but some bytes to read".utf8).write(to: url)
        case .identifiersCut: try truncate(String(identifiers), to: 100)
        case .identifiersGone: try FileManager.default.removeItem(atPath: String(identifiers))
        case .rowsGone: try FileManager.default.removeItem(atPath: segment)
        case .newerVersion: try rewriteHeader(of: String(identifiers)) { header, _ in header.version = 77 }
        }
    }

    private func size(of path: String) throws -> UInt64 {
        (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.uint64Value ?? 0
    }

    private func truncate(_ path: String, to size: UInt64) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.truncate(atOffset: size)
        try file.close()
    }
}
