package import LogRecords
package import TraceRoutes

extension SheetError: Explained {
    package var explanation: Explanation {
        switch self {
        case .notText(.workbook):
            Explanation(
                "this is a workbook and no text",
                hint: "save it as CSV (in Excel: CSV UTF-8), or copy the column and paste it to trace batch -")
        case .notText(.compressed): Explanation("this is compressed", hint: "unpack it first: zcat FILE | trace batch -")
        case .notText(.pdf): Explanation("this is a PDF", hint: "copy its text and paste it to trace batch -")
        case .notText(.wideText):
            Explanation(
                "this seems to be UTF-16 without a byte order mark", hint: "save it as UTF-8: iconv -f UTF-16LE -t UTF-8")
        case .notText(.binary): Explanation("this is no text: it holds a NUL byte", hint: "save it as CSV or as plain text")
        case .tooLarge:
            Explanation("a sheet of more than \(SheetText.mostBytes >> 20) MiB is not read", hint: "ask for a part of it at a time")
        case .tooManyRows:
            Explanation(
                "a sheet of more than \(grouped(Int64(Sheet.mostRows))) rows is not read", hint: "ask for a part of it at a time")
        case .tooManyColumns(let line):
            Explanation(
                "a row has more than \(grouped(Int64(SheetRecords.mostColumns))) cells", at: "line \(line)",
                hint: "is there a line end missing?")
        case .empty: Explanation("there is nothing in it", hint: "one id a line, or a sheet with a column of ids")
        case .noIDColumn(let names):
            Explanation(
                "no column holds ids",
                hint: "say which does: --column NAME|NUMBER; there are \(Self.listed(names, count: names.count))")
        case .noSuchColumn(let column, let names, let count):
            Explanation("there is no such column", at: column, hint: "there are \(Self.listed(names, count: count))")
        }
    }

    private static func listed(_ names: [String], count: Int) -> String {
        let shown = names.prefix(12).enumerated().map {
            $0.element.isEmpty ? "\($0.offset + 1)" : "\($0.offset + 1) \($0.element.clipped(to: 32))"
        }
        return shown.joined(separator: ", ") + (count > shown.count ? " and \(count - shown.count) more" : "")
    }
}
