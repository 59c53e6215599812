import Testing

@testable import TraceRoutes

/// What a sheet is taken for before anybody is asked.
struct SheetTests {
    static let rays = ["a3b77b26e000966d", "a3b7ec0c01993a4b-GRU", "a3bd86bd54ccc1f6", "a3bc6059919965b6"]

    private func sheet(_ text: String, column: String? = nil, form: SheetForm? = nil) throws -> Sheet {
        try Sheet(Array(text.utf8), Sheet.Wish(column: column, form: form))
    }

    static func ids(_ sheet: Sheet) throws -> [String] {
        var records = sheet.records
        var ids: [String] = []
        while let record = try records.next() {
            if sheet.part(of: record) == .row { ids.append(sheet.id(of: record)) }
        }
        return ids
    }

    /// In UTF-16, with its mark.
    private static func wide(_ text: String, isLittleEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.reduce(into: []) { bytes, unit in
            let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
            bytes += isLittleEndian ? pair : pair.reversed()
        }
    }

    /// A table that each form writes in its own way.
    private static func table(_ separator: Character) -> [String] {
        let rows =
            [["Ticket", "Kunde", "Ray ID", "Preis"]] + rays.enumerated().map { ["T-\($0)", "Müller; \"Jan\", KG", $1, "1,5"] }
        return rows.map { row in
            row.map { cell in
                cell.contains { $0 == separator || $0 == "\"" } ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
            }.joined(separator: String(separator))
        }
    }

    @Test(arguments: [",", ";", "\t", "|"] as [Character], ["\n", "\r\n"])
    func `the same table is the same sheet, whatever parts its cells, ends its lines and encodes it`(
        separator: Character, end: String
    ) throws {
        let text = Self.table(separator).joined(separator: end) + end
        let (little, big) = (Self.wide(text, isLittleEndian: true), Self.wide(text, isLittleEndian: false))
        let windows = text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        for file in [Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), little, big, windows] {
            let sheet = try Sheet(file)
            #expect(sheet.form == .columns(separator: try #require(separator.asciiValue)))
            #expect(sheet.head == ["Ticket", "Kunde", "Ray ID", "Preis"])
            #expect((sheet.column, sheet.rows, sheet.width) == (2, 4, 4))
            #expect(try Self.ids(sheet) == Self.rays)
            var records = sheet.records
            _ = try records.next()
            #expect(try records.next().map { sheet.text.text($0.cell(1)) } == "Müller; \"Jan\", KG")
        }
    }

    @Test func `a separator that the first line names is that of the sheet`() throws {
        let sheet = try sheet("sep=;\r\nId;a,b\r\na3b77b26e000966d;1,2\r\na3bd86bd54ccc1f6;3,4\r\n")
        #expect(sheet.form == .columns(separator: UInt8(ascii: ";")))
        #expect(sheet.head == ["Id", "a,b"])
        #expect(try Self.ids(sheet) == ["a3b77b26e000966d", "a3bd86bd54ccc1f6"])
    }

    @Test func `commas within a cell of JSON are not what parts the cells`() throws {
        let rows = Self.rays.map { "\($0)\t{\"a\":1,\"b\":2,\"c\":3}" }
        #expect(try sheet(rows.joined(separator: "\n")).form == .columns(separator: UInt8(ascii: "\t")))
    }

    @Test func `rows of unequal length are a sheet where ids stand in cells of their own`() throws {
        let ragged = try sheet("Ray;Note\na3b77b26e000966d;x;y\na3bd86bd54ccc1f6\na3bc6059919965b6;z;\na3b7ec0c01993a4b;;;;\n")
        #expect(ragged.form == .columns(separator: UInt8(ascii: ";")))
        #expect(ragged.head == ["Ray", "Note"])
        #expect((ragged.width, ragged.rows) == (5, 4))
    }

    @Test func `ids with nothing but commas between them are all asked for`() throws {
        let row = Self.rays.joined(separator: ", ")
        #expect(try sheet(row).form == .freeText)
        #expect(try sheet("\(row),\n\(row)").form == .freeText)
        #expect(try Self.ids(sheet(row, column: "2")) == [" " + Self.rays[1]])
    }

    @Test func `a mail with commas is a text, and a line that a mail broke is one`() throws {
        let mail = try sheet(
            """
            Hello, these failed today, please look:
            the first was a3b77b26e000966d, at 14:02, and
            cf-ray: a3bd86bd54c=
            cc1f6
            Thanks, Jane
            """)
        #expect(mail.form == .freeText)
        var records = mail.records
        var lines: [Int] = []
        while let record = try records.next() { lines.append(record.line) }
        #expect(lines == [1, 2, 3, 5])
    }

    @Test func `one word a line is a list, with a name above it or without`() throws {
        let plain = try sheet(Self.rays.joined(separator: "\n"))
        #expect(plain.form == .list && plain.head == nil && plain.rows == 4)
        let named = try sheet("Ray ID\n\n" + Self.rays.joined(separator: "\n"))
        #expect(named.form == .list && named.head == ["Ray ID"] && named.rows == 4)
    }

    @Test func `a first row that holds an id, or a number, is no head`() throws {
        #expect(try sheet("1,a3b77b26e000966d\n2,a3bd86bd54ccc1f6").head == nil)
        #expect(try sheet("a3b77b26e00096,x\na3bd86bd54ccc1f6,y\na3bc6059919965b6,z").head == nil)
        #expect(try sheet("Ray,Nr\na3bd86bd54ccc1f6,1\na3bc6059919965b6,2").head == ["Ray", "Nr"])
    }

    @Test func `of two columns of ids the one that names requests is taken, and the other is told`() throws {
        let sheet = try sheet(
            """
            Instance ID,Correlation ID,Ray
            292c3c7c-c5d5-48ec-b4bf-f00b724ce560,01J7V5YC9FQ4ZK3M8XWN2RTB6D,a3b77b26e000966d
            292c3c7c-c5d5-48ec-b4bf-f00b724ce560,01J7V5YC9FQ4ZK3M8XWN2RTB6E,a3bd86bd54ccc1f6
            """)
        #expect(sheet.column == 2)
        #expect(sheet.others == [1, 0])
    }

    @Test func `a column of numbers that are as long as an id is none of ids where others are by their shape`() throws {
        let phones = try sheet("Phone,Ray\n4915112345678901,a3b77b26e000966d\n4915112345678902,a3bd86bd54ccc1f6\n")
        #expect(phones.column == 1 && phones.others.isEmpty)
        #expect(try sheet("Link,x\nhttps://x.example/?ray=a3b77b26e000966d,1\n").column == 0)
    }

    @Test func `a column is named by its name, in any case, or by its number`() throws {
        let text = "Ticket,Ray\nA-1,a3b77b26e000966d\nA-2,a3bd86bd54ccc1f6\n"
        #expect(try sheet(text, column: "ticket").column == 0)
        #expect(try sheet(text, column: "1").column == 0)
        #expect(try Self.ids(sheet(text, column: "Ticket")) == ["A-1", "A-2"])
        for wrong in ["3", "0", "-1", "", "Rays", "99999999999999999999"] {
            #expect(throws: SheetError.noSuchColumn(wrong, names: ["Ticket", "Ray"], count: 2)) { try sheet(text, column: wrong) }
        }
    }

    @Test func `a sheet without a column of ids is refused, and its columns are named`() throws {
        #expect(throws: SheetError.noIDColumn(names: ["a", "b", "c"])) { try sheet("a,b,c\n1,2,3\n4,5,6\n") }
        #expect(try sheet("a,correlation id,c\n1,own-1,3\n4,own-2,6\n").column == 1)
    }

    @Test(
        arguments: [
            ([0x50, 0x4B, 3, 4, 20], .notText(.workbook)), ([0xD0, 0xCF, 0x11, 0xE0], .notText(.workbook)),
            ([0x1F, 0x8B, 8], .notText(.compressed)), (Array("%PDF-1.7".utf8), .notText(.pdf)), ([], .empty),
            (Array(" \r\n\t\n".utf8), .empty), ([0xFF, 0xFE], .empty), ("a3b77b26".utf8.flatMap { [$0, 0] }, .notText(.wideText)),
            ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 0, 0, 0], .notText(.binary)),
        ] as [([UInt8], SheetError)])
    func `what is no text of a sheet is told by what it is`(file: [UInt8], error: SheetError) {
        #expect(throws: error) { try Sheet(file) }
    }

    @Test func `what is written again in an encoding is what was read of it`() throws {
        let text = "Müller €,a3b77b26e000966d\n"
        let windows: [UInt8] = [0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x20, 0x80] + Array(",a3b77b26e000966d\n".utf8)
        let read = try SheetText(windows)
        #expect(read.encoding == .windows1252)
        #expect(read.text(read.bytes) == text)
        #expect(read.bytes(of: text) == windows)
        #expect(read.bytes(of: "模") == Array("\\u{6a21}".utf8))
        let wide = Self.wide(text, isLittleEndian: false)
        let again = try SheetText(wide)
        #expect(again.mark + again.encoded(again.bytes) == wide)
    }
}
