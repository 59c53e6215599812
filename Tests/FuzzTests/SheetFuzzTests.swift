import LogRecords
import OddValues
import StoreContract
import Testing
import TraceRendering
import TraceRoutes

/// Sheets that nobody means, read and written again.
struct SheetFuzzTests {
    private static let sheets =
        [
            "Ticket;Kunde;Ray ID\r\n1;\"a;b\";8c38fb2918f135d2-IAD\r\n2;\"c\r\n\"\"d\";292c3c7c-c5d5-48ec-b4bf-f00b724ce560\r\n",
            "a,b\n\"unclosed,8c38fb2918f135d2\n", "sep=|\nid|x\n8c38fb2918f135d2|1\n",
            "8c38fb2918f135d2\n\n01KAPWX8V7M8N9P0Q1R2SAAAAA\n",
            "Hello,\ncf-ray: 8c38fb29=\n18f135d2, thanks\n", "\u{FEFF}x\t8c38fb2918f135d2\ty\r",
        ].map { Array($0.utf8) }
        + ["Ray\tx\n8c38fb2918f135d2\ty\n"].map { text in [0xFF, 0xFE] + text.utf8.flatMap { [$0, 0 as UInt8] } }

    private let tracer = Tracer(store: InMemoryStore(), suggests: false)

    @Test func `an odd value anywhere in a sheet is a cell like any other`() throws {
        for kept in try FailCases.kept("sheets") { try read(kept) }
        var number = 0
        for value in OddValue.bytes {
            for sheet in Self.sheets {
                for place in [0, sheet.count / 2, sheet.count] {
                    number += 1
                    guard Dice.tries(number, oneIn: 17) else { continue }
                    try read(Array(sheet[..<place]) + value + sheet[place...])
                }
            }
        }
    }

    @Test func `damaged sheets are read like any other, or refused`() throws {
        var dice = Dice.throwing("damaged sheets")
        for _ in 0..<Dice.count(80, soak: 100_000) {
            let sheet = dice.element(of: Self.sheets)
            try read(Damage.done(to: sheet, with: Self.sheets, &dice))
        }
    }

    /// Reads it, asks for its ids and writes every form; a sheet as it came has each of its rows, and no control.
    private func read(_ file: [UInt8]) throws {
        FailCases.trying(file, of: "sheets")
        for wish in [Sheet.Wish(), Sheet.Wish(column: "1"), Sheet.Wish(form: .freeText)] {
            do throws(SheetError) {
                let sheet = try Sheet(file, wish)
                try write(sheet)
            } catch {
                #expect(!error.explanation.what.isEmpty)
            }
        }
    }

    private func write(_ sheet: Sheet) throws(SheetError) {
        let (lines, names) = (SheetLines(sheet), BatchNames(sheet))
        var records = sheet.records
        var (rows, totals) = (0, BatchTotals())
        while let record = try records.next() {
            guard sheet.part(of: record) == .row else {
                _ = lines.bytes(of: record)
                continue
            }
            rows += 1
            guard let row = try? tracer.row(of: sheet.id(of: record)) else { continue }
            totals.add(row)
            let item = BatchItem(record, of: sheet, row)
            let shown = [
                BatchCSV.bytes(item, names), BatchJSON.bytes(item, names), Array(BatchMarkdown.text(item, names).utf8),
                Array(BatchText.text([item], style: TextStyle()).utf8),
            ]
            for bytes in shown { expectNoControl(String(decoding: bytes, as: UTF8.self)) }
            expectNoControl(String(decoding: lines.bytes(of: record, row), as: UTF8.self), as: sheet.text.encoding)
        }
        #expect(rows == sheet.rows && totals.rows == rows)
    }

    /// Bytes of other encodings are told apart by nobody who does not know them.
    private func expectNoControl(_ text: String, as encoding: SheetText.Encoding = .utf8) {
        guard encoding == .utf8 || encoding == .utf8WithMark else { return }
        let isShown = text.unicodeScalars.contains { scalar in
            scalar.properties.generalCategory == .control && ![9, 10, 13].contains(scalar.value)
        }
        if isShown { Issue.record("a control is shown: \(text.debugDescription.prefix(400))") }
    }
}
