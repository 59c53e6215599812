import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// Each single bit of a store that changed is named, or it changed nothing that anybody reads.
///
/// `make test` tries some bits of each file. `make soak` tries all of a segment and its `.ids` file and one in a
/// hundred of the catalog, from another one on each time; WAYBILL_SEED repeats it.
@Suite struct FlippedBitTests {
    private static let isSoak = ProcessInfo.processInfo.environment["WAYBILL_SOAK"] != nil
    private static let seed =
        ProcessInfo.processInfo.environment["WAYBILL_SEED"].flatMap { Int($0) }
        ?? (isSoak ? Int.random(in: 0..<1_000_000) : 20_260_915)

    /// Bits spread over a file, so many that are all the same distance apart.
    private func sample(_ count: Int, ofBytes bytes: Int) -> [Int] {
        let bits = 8 * bytes
        let step = max(1, bits / count)
        return stride(from: Self.seed % step, to: bits, by: step).map { $0 }
    }

    private func makeStore() throws -> (store: TemporaryStore, segment: String) {
        let store = TemporaryStore()
        var row = sighting("c-1")
        (row.region, row.customerInstance, row.user) = ("europe-west3", "i-1", "u-1")
        row.attempts = [Attempt(number: 1)]
        try load([row], digest: 1, into: try store.open())
        store.drop()
        try loseLog(of: store)
        return (store, try #require(try files(in: store).first { $0.hasSuffix(".sqlite") }))
    }

    private func flip(_ bit: Int, of path: String) throws {
        let file = try OpenFile(path, O_RDWR)
        var byte: [UInt8] = [0]
        try byte.withUnsafeMutableBytes { try file.read(into: $0, at: bit / 8) }
        try file.write(array: [byte[0] ^ 1 << UInt8(bit % 8)], at: bit / 8)
    }

    /// `nil`: the store cannot even be opened, and the error says why.
    private func faults(of store: TemporaryStore) -> [StoreFinding]? {
        do { return try StoreVerifier(of: store.path, lookingUpAll: true).report().findings.filter { !$0.isHarmless } } catch {
            return nil
        }
    }

    @Test(arguments: [".sqlite", ".ids"]) func `a flipped bit of a segment is named, and never answered with`(_ ending: String)
        throws
    {
        let (store, segment) = try makeStore()
        let path = segment.dropLast(".sqlite".count) + ending
        let asked = [CanonicalIdentifier("c-1")]
        let answer = try store.makeReader().sightings(carrying: asked, on: .all, limit: 9).sightings
        #expect(answer.count == 1)
        for bit in sample(50, ofBytes: try Data(contentsOf: URL(filePath: String(path))).count) {
            try flip(bit, of: String(path))
            let named = (faults(of: store) ?? []).filter { $0.place.hasSuffix(ending) }
            #expect(!named.isEmpty, "bit \(bit), seed \(Self.seed)")
            let reader = try store.makeReader()
            let found = try reader.sightings(carrying: asked, on: .all, limit: 9).sightings
            #expect(reader.unreadable.isEmpty ? found == answer : found.isEmpty, "bit \(bit), seed \(Self.seed)")
            try flip(bit, of: String(path))
        }
        #expect(faults(of: store) == [])
    }

    @Test func `a flipped bit of the catalog is named, or nothing that it says is another`() throws {
        let (store, _) = try makeStore()
        let path = store.path + "/catalog.sqlite"
        let content = try catalogContent(path)
        let size = try Data(contentsOf: URL(filePath: path)).count
        var unnamed = 0
        for bit in sample(Self.isSoak ? size * 8 / 101 : 120, ofBytes: size) {
            try flip(bit, of: path)
            if faults(of: store) == [] {
                unnamed += 1
                #expect(try catalogContent(path) == content, "bit \(bit), seed \(Self.seed)")
            }
            try flip(bit, of: path)
        }
        #expect(faults(of: store) == [])
        #expect(unnamed > 0, "most of a small catalog is free room")
    }

    /// All that SQL can read in it, the schema and the rows of all tables, but for the sums that a reader finds again.
    private func catalogContent(_ path: String) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: "file:\(path)?mode=ro&immutable=1", configuration: configuration).read { database in
            try RowSums.tables.flatMap { table in
                let columns = try database.columns(in: table).map { "quote(\($0.name))" }.joined(separator: " || ',' || ")
                return try String.fetchAll(database, sql: "SELECT \(columns) FROM \(table) ORDER BY 1").map { table + ": " + $0 }
            } + String.fetchAll(database, sql: "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY 1")
        }
    }

    @Test func `a single bit of a segment and of its .ids file breaks a seal`() throws {
        let (store, segment) = try makeStore()
        defer { withExtendedLifetime(store) {} }
        let stem = String(segment.dropLast(".sqlite".count))
        let seals = try #require(PageSeals(try IdentifierFileReader(stem + ".ids")))
        var pages = [UInt8](try Data(contentsOf: URL(filePath: segment)))
        for bit in sample(Self.isSoak ? .max : 1300, ofBytes: pages.count) {
            pages[bit / 8] ^= 1 << UInt8(bit % 8)
            let page = bit / 8 / SegmentPages.pageSize
            let isHeld = pages.withUnsafeBytes { bytes in
                seals.hold(
                    page,
                    UnsafeRawBufferPointer(rebasing: bytes[(page * SegmentPages.pageSize)..<((page + 1) * SegmentPages.pageSize)]))
            }
            if isHeld { Issue.record("bit \(bit)") }
            pages[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        let size = try Data(contentsOf: URL(filePath: stem + ".ids")).count
        for bit in sample(Self.isSoak ? .max : 1300, ofBytes: size) {
            try flip(bit, of: stem + ".ids")
            if let reader = try? IdentifierFileReader(stem + ".ids"), reader.damage == nil { Issue.record("bit \(bit) of .ids") }
            try flip(bit, of: stem + ".ids")
        }
    }
}
