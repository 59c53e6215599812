import Testing

@testable import TraceRoutes

/// Rows as others write them.
struct SheetRecordTests {
    private func rows(_ text: String, separator: Character = ",") throws -> [[String]] {
        var records = SheetRecords(Array(text.utf8), separator: separator.asciiValue)
        var rows: [[String]] = []
        while let record = try records.next() {
            rows.append(record.cells.indices.map { String(decoding: record.cell($0), as: UTF8.self) })
        }
        return rows
    }

    private func lines(_ text: String) throws -> [Int] {
        var records = SheetRecords(Array(text.utf8), separator: UInt8(ascii: ","))
        var lines: [Int] = []
        while let record = try records.next() { lines.append(record.line) }
        return lines
    }

    @Test func `cells are parted by their separator, and quotes hold what would part them`() throws {
        #expect(try rows("a,b\n\"c,d\",\"e \"\"f\"\"\"\n") == [["a", "b"], ["c,d", "e \"f\""]])
        #expect(try rows("a;b,c", separator: ";") == [["a", "b,c"]])
        #expect(try rows(",\n") == [["", ""]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"]) func `lines end as they end, and the last one need not`(end: String) throws {
        #expect(try rows("a,b\(end)c,d") == [["a", "b"], ["c", "d"]])
        #expect(try rows("a,b\(end)\(end)c,d\(end)") == [["a", "b"], [""], ["c", "d"]])
    }

    @Test func `a quoted cell goes on over lines, and the next row begins where it says`() throws {
        #expect(try rows("a,\"b\r\nc\nd\"\ne,f") == [["a", "b\r\nc\nd"], ["e", "f"]])
        #expect(try lines("a,\"b\r\nc\nd\"\ne,f\n\ng") == [1, 4, 5, 6])
    }

    // https://github.com/adaltas/node-csv-parse/issues/300
    @Test func `a quote within a cell is a letter, and so is what stands behind a closing one`() throws {
        #expect(try rows("a 5\" disk,b\n\"c\" d,e") == [["a 5\" disk", "b"], ["c d", "e"]])
    }

    // https://github.com/johnkerl/miller/issues/161
    @Test func `a byte order mark is no part of a name in quotes`() throws {
        let sheet = try Sheet(Array("\u{FEFF}\"Ray ID\",\"x\"\na3b77b26e000966d,1\n".utf8))
        #expect(sheet.head == ["Ray ID", "x"])
        #expect(sheet.column == 0)
    }

    @Test func `a quote that nothing closes takes no more than its own line`() throws {
        #expect(try rows("a,\"b\nc,d\ne,f") == [["a", "\"b"], ["c", "d"], ["e", "f"]])
        let far = "\"" + String(repeating: "x\n", count: SheetRecords.longestQuoted) + "\""
        #expect(try rows("a,\(far)").count == SheetRecords.longestQuoted + 1)
    }

    @Test func `a row with more cells than any sheet has is refused`() throws {
        #expect(try rows(String(repeating: ",", count: SheetRecords.mostColumns - 1)).first?.count == SheetRecords.mostColumns)
        #expect(throws: SheetError.tooManyColumns(line: 2)) {
            try rows("a\n" + String(repeating: ",", count: SheetRecords.mostColumns))
        }
    }

    @Test func `what was read is what is there, byte for byte`() throws {
        let text = "\"a\",b,\"c\r\nd\"\r\n\r\n,\"\"x,\"unclosed\n\r;\"\"\"\"\n"
        var records = SheetRecords(Array(text.utf8), separator: UInt8(ascii: ","))
        var again: [UInt8] = []
        while let record = try records.next() { again += record.bytes + record.end }
        #expect(String(decoding: again, as: UTF8.self) == text)
    }
}
