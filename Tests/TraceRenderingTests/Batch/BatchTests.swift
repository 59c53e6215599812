import LogRecords
import Testing
import TraceRoutes
import Workbench

@testable import TraceRendering

/// A sheet with its answers, in each form.
struct BatchTests {
    private func sheet(_ text: String = BatchCases.sheet) throws -> Sheet { try Sheet(Array(text.utf8)) }

    private func asItCame(
        _ sheet: Sheet, _ row: (String) -> Masked<BatchRow> = BatchCases.row
    ) throws -> [UInt8] {
        let lines = SheetLines(sheet)
        var bytes = lines.opening
        var records = sheet.records
        while let record = try records.next() {
            bytes += sheet.part(of: record) == .row ? lines.bytes(of: record, row(sheet.id(of: record))) : lines.bytes(of: record)
        }
        return bytes
    }

    private func text(_ sheet: Sheet) throws -> String { String(decoding: try asItCame(sheet), as: UTF8.self) }

    private func items(_ sheet: Sheet) throws -> (items: [BatchItem], totals: BatchTotals, suggestions: [String]) {
        var (items, totals, suggestions, records) = ([BatchItem](), BatchTotals(), [String](), sheet.records)
        while let record = try records.next() {
            guard sheet.part(of: record) == .row else { continue }
            let row = BatchCases.row(sheet.id(of: record))
            items.append(BatchItem(record, of: sheet, row))
            suggestions += BatchWords.suggestions(row, inLine: record.line)
            totals.add(row)
        }
        return (items, totals, suggestions)
    }

    @Test func `a sheet comes out as it went in, with columns behind its own`() throws {
        try Golden.expect(try text(try sheet()), in: "batch-sheet.csv", of: "summaries")
    }

    @Test func `its other forms are as they were`() throws {
        let sheet = try sheet()
        let names = BatchNames(sheet)
        let (items, totals, suggestions) = try items(sheet)
        let csv = BatchCSV.head(names) + items.flatMap { BatchCSV.bytes($0, names) }
        try Golden.expect(String(decoding: csv, as: UTF8.self), in: "batch.csv", of: "summaries")
        let markdown = BatchMarkdown.head(names) + items.map { BatchMarkdown.text($0, names) }.joined()
        try Golden.expect(
            markdown + BatchMarkdown.totals(totals, suggestions), in: "batch.md", of: "summaries")
        let lines = items.map { String(decoding: BatchJSON.bytes($0, names).dropLast(), as: UTF8.self) }
        let opening = String(decoding: BatchJSON.opening(sheet), as: UTF8.self)
        let object = opening + lines.joined(separator: ",\n") + String(decoding: BatchJSON.closing(totals), as: UTF8.self)
        try Golden.expect(object, in: "batch.json", of: "summaries")
        let reading = BatchWords.reading(sheet).map { $0 + "\n" }.joined()
        for (columns, fits, name) in [(80, true, "batch.txt"), (200, true, "batch-wide.txt"), (80, false, "batch-pipe.txt")] {
            let style = TextStyle(columns: columns, fits: fits)
            let text = reading + BatchText.text(items, style: style) + BatchText.totals(totals, style: style)
            if fits { #expect(text.split(separator: "\n").dropFirst().allSatisfy { String($0).columns <= columns }) }
            try Golden.expect(text, in: name, of: "summaries")
        }
    }

    @Test func `a byte order mark, an encoding and the ends of lines are what they were`() throws {
        let windows = Array("Kunde;Ray\r\n".utf8) + [0x4D, 0xFC, 0x6C] + Array(";8c38fb2918f135d2-IAD\r\nx;n/a\r\n".utf8)
        let again = try asItCame(try Sheet(windows))
        #expect(again.starts(with: Array("Kunde;Ray;outcome;".utf8)))
        #expect(again.firstRange(of: [0x4D, 0xFC, 0x6C, 0x3B, 0x38]) != nil)
        #expect(again.split(separator: 13).count == 4)
        let marked = try asItCame(try Sheet([0xEF, 0xBB, 0xBF] + Array("Ray\tx\n8c38fb2918f135d2-IAD\t1\n".utf8)))
        #expect(marked.starts(with: [0xEF, 0xBB, 0xBF] + Array("Ray\tx\toutcome\t".utf8)))
        let wide = "\u{FEFF}Ray\tx\r\n8c38fb2918f135d2-IAD\t1\r\n".utf16.reduce(into: [UInt8]()) {
            $0 += [UInt8($1 & 255), UInt8($1 >> 8)]
        }
        let widely = try asItCame(try Sheet(wide))
        #expect(widely.starts(with: wide.prefix(12)))
        #expect(widely.suffix(4) == [13, 0, 10, 0])
    }

    @Test func `what comes from logs is no formula, ends no cell and commands no terminal`() throws {
        let sheet = try sheet("a;Ray\n1;8c38fb2918f135d2-IAD\n")
        let text = String(decoding: try asItCame(sheet) { _ in BatchCases.hostile }, as: UTF8.self)
        #expect(text.contains(#";"\u{1b}[2J;""x""";'=cmd|'/c calc'!A0;"#), "\(text)")
        let list = try self.sheet("8c38fb2918f135d2-IAD\n8c38fb2918f135d2\n")
        #expect(
            String(decoding: try asItCame(list) { _ in BatchCases.hostile }, as: UTF8.self).contains(#","\u{1b}[2J;""x""",'=cmd"#))
    }

    @Test func `a sheet's own cells command no terminal, and on one nothing hides in them`() throws {
        let sheet = try sheet("a;Ray\n\u{1B}[2J\u{202E}x\u{9B}y;8c38fb2918f135d2-IAD\n\u{202E};n/a\n")
        #expect(try text(sheet).contains("\n\\u{1b}[2J\u{202E}x\\u{9b}y;8c38"))
        #expect(try text(sheet).contains("\n\u{202E};n/a;"))
        let items = try items(sheet).items
        let names = (BatchNames(sheet), BatchNames(sheet, isShown: true))
        #expect(String(decoding: BatchCSV.bytes(items[1], names.0), as: UTF8.self).hasPrefix("\u{202E},n/a,"))
        #expect(String(decoding: BatchCSV.bytes(items[1], names.1), as: UTF8.self).hasPrefix("\\u{202e},n/a,"))
    }

    @Test func `columns that a sheet has already are not called the same`() throws {
        let sheet = try sheet("Region,Ray\nx,8c38fb2918f135d2-IAD\ny,8c38fb2918f135d2-IAD\n")
        #expect(try text(sheet).hasPrefix("Region,Ray,trace_outcome,trace_region,"))
        let again = try self.sheet(try text(sheet))
        #expect(again.column == 1)
        #expect(Set(BatchNames(again).all).count == BatchNames(again).all.count)
    }

    @Test func `a list gets names and a sheet without any gets none`() throws {
        let list = try text(try sheet("8c38fb2918f135d2-IAD\n8c38fb2918f135d9\n"))
        #expect(list.hasPrefix("id,outcome,region,"))
        #expect(try text(try sheet("1;8c38fb2918f135d2-IAD\n2;8c38fb2918f135d9\n")).hasPrefix("1;8c38fb2918f135d2-IAD;found;"))
    }

    @Test func `a row with a quote that nothing closes is written so that it ends`() throws {
        let sheet = try sheet("a,Ray\n\"b,8c38fb2918f135d2-IAD\nc,8c38fb2918f135d2-IAD\n")
        #expect(try text(sheet).contains("\n\"\"\"b\",8c38fb2918f135d2-IAD,found,"))
        #expect(BatchWords.reading(sheet).contains { $0.hasPrefix("line 2: a quote opens") })
    }

    @Test(arguments: [
        SheetError.notText(.workbook), .notText(.compressed), .notText(.pdf), .notText(.wideText), .notText(.binary), .tooLarge,
        .tooManyRows, .tooManyColumns(line: 7), .empty, .noIDColumn(names: ["a", String(repeating: "b", count: 900)]),
        .noSuchColumn("x", names: Array(repeating: "n", count: 999), count: 999),
    ])
    func `what is wrong with a sheet is said in a line, with what to do`(error: SheetError) {
        let explanation = error.explanation
        #expect(explanation.what.first?.isLowercase == true && !explanation.what.hasSuffix("."))
        #expect((explanation.hint?.count ?? 0) > 5 && (explanation.hint?.count ?? 0) < 300)
    }
}
