import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// What is longer than a page takes is said with its place, and ends nothing.
struct LongRowTests {
    private let scratch = ScratchFolder()

    @Test func `the longest text of a term is written, and a longer one is an error`() throws {
        for (length, isTaken) in [(TermNumbers.longestText, true), (TermNumbers.longestText + 1, false), (1 << 20, false)] {
            let text = DrawnRows("term", [(1, [.text([UInt8](repeating: 0x61, count: length))])])
            if isTaken {
                #expect(try BothWays(in: scratch, text).faults() == [])
            } else {
                let error = try #require(throws: StoreError.self) { try BothWays(in: scratch, text) }
                guard case .tooLong(let bytes, nil, nil) = error else { throw error }
                #expect(bytes > TablePages.longestRow && (length...length + 5).contains(bytes))
            }
        }
    }

    /// Numbers go on behind the text that had no room.
    @Test func `a row that is too long by its texts together is an error wherever they stand`() throws {
        let page = [UInt8](repeating: 0x61, count: TablePages.longestRow - 60)
        let table = try #require(try DeclaredTable.all(in: scratch).first { $0.name == "sighting" })
        for texts in [[page, [0x61] + page, page], [[], [], page + page]] {
            let values = table.wideRow(endingWith: texts.map(DrawnValue.text))
            #expect(throws: StoreError.self) { try BothWays(in: scratch, DrawnRows("sighting", [(1, values)])) }
        }
    }

    @Test func `a line whose term is too long for a page is named by its shard and number, or kept by SQLite itself`() throws {
        let store = TemporaryStore()
        var row = sighting("c-1")
        (row.place.line, row.path) = (4711, String(repeating: "/a", count: SegmentPages.pageSize))
        guard try SegmentWriting.chosen() == .pages else {
            try load([row], digest: 1, into: try store.open())
            #expect(try count("c-1", in: store) == 1)
            return
        }
        let writer = try store.open()
        let shard = try writer.beginShard()
        let error = try #require(throws: StoreError.self) {
            try writer.append([sighting("before"), row], shard: shard)
            try writer.publish()
        }
        #expect(error.explanation.place == "shard \(shard), line 4711")
        #expect(error.explanation.what.contains("longer than a segment's page takes (16349)"))
    }

    @Test func `a segment of somebody else with a longer text is left alone, and the others are merged`() throws {
        let store = TemporaryStore()
        try load("odd", digest: 90, into: try store.open())
        store.drop()
        let odd = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        try makeVersion1(odd, in: store)
        try DatabaseQueue(path: odd).write {
            try $0.execute(sql: "UPDATE term SET text = ?", arguments: [String(repeating: "x", count: TermNumbers.longestText + 1)])
        }
        let writer = try store.open()
        for number in 1...20 { try load("c-\(number)", digest: UInt64(number), into: writer) }
        #expect(try files(in: store).contains(odd))
        #expect(try files(in: store).count <= 32)
        for number in 1...20 { #expect(try count("c-\(number)", in: store) == 1) }
    }

    @Test func `a segment with more rows than the catalog says is left alone, and the others are merged`() throws {
        let store = TemporaryStore()
        let rows = (1...9).map { line in
            var row = sighting("odd")
            row.place.line = Int64(line)
            return row
        }
        try load(rows, digest: 90, into: try store.open())
        let odd = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        let writer = try store.open()
        try writer.catalog.write { try $0.execute(sql: "UPDATE segment SET rows = 1") }
        for number in 1...20 { try load("c-\(number)", digest: UInt64(number), into: writer) }
        #expect(try files(in: store).contains(odd))
        for number in 1...20 { #expect(try count("c-\(number)", in: store) == 1) }
    }

    @Test func `a segment that has all the rows that it can hold takes no more`() throws {
        _ = scratch.file("")
        let builder = try SegmentBuilder("full", day: nil, run: "full", in: StoreFolder(path: scratch.path))
        let rows = [Int32](repeating: 0, count: SegmentBuilder.mostRows + 1)
        let error = try #require(throws: StoreError.self) { try builder.append(RecordBatch(terms: TermTable()), picked: rows) }
        #expect(error.explanation.what == "a segment is asked to hold more than 4000000 rows")
    }

    @Test func `an unknown writer is refused, with those that there are`() {
        let explanation = StoreError.unknownSegmentWriter("qsl").explanation
        #expect(explanation.hint == "it is one of pages, sql, or not set")
    }
}
