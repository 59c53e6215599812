import LogRecords
import OddValues
import StoreContract
import Testing

@testable import LogStoreSQLite

/// Pages that are filled by hand hold what SQLite's own `INSERT` would have written.
///
/// `make test` draws few rows, `make soak` many; WAYBILL_SEED=n repeats a run.
struct BothWaysTests {
    private let scratch = ScratchFolder()

    @Test(arguments: 0..<Dice.count(6, soak: 300))
    func `rows by chance are the same in both files`(_ round: Int) throws {
        var dice = Dice.throwing("rows both ways \(round)")
        let tables = try DeclaredTable.all(in: scratch)
        let rows = DrawnRows(upTo: Dice.count(200, soak: 1000), of: tables, &dice)
        let children = dice.element(of: [3, 4, 7, TablePages.mostChildren])
        let both = try BothWays(in: scratch, childrenPerPage: children, rows)
        #expect(try both.faults() == [])
    }

    @Test func `numbers at the edges of every serial type are the same in both files`() throws {
        var rows: [(key: Int64, values: [DrawnValue])] = []
        for (index, number) in DrawnValue.edges.enumerated() {
            rows.append((Int64(index), [.integer(number)] + [DrawnValue](repeating: .integer(number), count: 8)))
        }
        #expect(try BothWays(in: scratch, DrawnRows("caller", rows)).faults() == [])
    }

    @Test func `keys at the edges of a varint are the same in both files`() throws {
        let keys = Set(DrawnValue.edges + (1..<9).flatMap { [Int64(1) << (7 * $0) - 1, Int64(1) << (7 * $0)] }).subtracting([.min])
        let rows = keys.sorted().map { (key: $0, values: [DrawnValue.text([0x61, 0x00, 0x62])]) }
        #expect(try BothWays(in: scratch, DrawnRows("term", rows)).faults() == [])
        #expect(try BothWays(in: scratch, childrenPerPage: 3, DrawnRows("term", rows)).faults() == [])
    }

    /// Two rows a leaf, of which the second takes what the first left, but for so many bytes.
    @Test func `leaves with nothing to three bytes of room are the same in both files`() throws {
        var rows: [(key: Int64, values: [DrawnValue])] = []
        for room in 0...3 {
            for first in [200, 300, 8100, 8150] {
                // Each row has a place of 2 bytes, its length, its key of one byte, its header, and the text.
                let rest = SegmentPages.pageSize - 8 - (2 + 2 + 1 + header(first) + first) - room
                let second = try #require((0..<rest).last { 2 + 2 + 1 + header($0) + $0 == rest })
                for length in [first, second] {
                    rows.append((Int64(rows.count + 1), [.text([UInt8](repeating: 0x61, count: length))]))
                }
            }
        }
        let both = try BothWays(in: scratch, childrenPerPage: 3, DrawnRows("term", rows))
        #expect(try both.faults() == [])
        #expect(Set(try both.room(inLeavesOf: "term")) == [0, 1, 2, 3])
    }

    private func header(_ text: Int) -> Int { 2 + (13 + 2 * text < 1 << 7 ? 1 : 13 + 2 * text < 1 << 14 ? 2 : 3) }

    @Test(arguments: [(3, 2), (4, 3), (28, 5), (82, 6), (243, 6), (250, 7)])
    func `a table of many levels is the same in both files`(leaves: Int, levels: Int) throws {
        let rows = (1...leaves).map { (key: Int64($0), values: [DrawnValue.text([UInt8](repeating: 0x62, count: 9000))]) }
        let both = try BothWays(in: scratch, childrenPerPage: 3, DrawnRows("term", rows))
        #expect(try both.faults() == [])
        #expect(try both.levels(of: "term") == levels)
    }

    @Test func `tables without rows are the same in both files`() throws {
        #expect(try BothWays(in: scratch, DrawnRows("attempt", [])).faults() == [])
    }

    @Test(arguments: 0..<Dice.count(3, soak: 100))
    func `batches by chance are the same in both files`(_ round: Int) throws {
        var dice = Dice.throwing("batches both ways \(round)")
        let batches = DrawnBatches(Dice.count(4, soak: 30), in: StoreFolder(path: scratch.path), &dice)
        let both = try BothWays(in: scratch, childrenPerPage: dice.element(of: [3, 5, TablePages.mostChildren]), batches)
        #expect(try both.faults() == [])
    }

    @Test func `a file that lacks a row, or a page that nothing uses, is noticed`() throws {
        let lacking = try BothWays(in: scratch, Unequal())
        #expect(
            try lacking.faults() == ["term: 1 rows are in sql alone", "term: 1 and 2 rows"])
    }

    /// Writes one row by hand and two with SQL.
    private struct Unequal: BothWaysFilling {
        func fill(_ writer: some SegmentWriter, in layout: SegmentLayout) throws {
            let table = try writer.table("term")
            for key in 1...(writer is SegmentPages ? 1 : 2) as ClosedRange<Int64> {
                var row = table.beginRow()
                row.addNull()
                [UInt8("a".utf8.first ?? 0)].withUnsafeBytes { row.add(text: $0) }
                try table.append(key, row)
            }
            try table.finish()
            try writer.finish()
        }
    }
}
