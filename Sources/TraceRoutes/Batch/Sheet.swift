/// A sheet as it was understood: how its cells are parted, whether it has a head, and in which column its ids stand.
package struct Sheet: Sendable {
    /// More rows are refused.
    package static let mostRows = 1_000_000

    /// How a person says where the ids stand, and how cells are parted.
    package struct Wish: Sendable {
        package var column: String?
        package var form: SheetForm?

        package init(column: String? = nil, form: SheetForm? = nil) {
            (self.column, self.form) = (column, form)
        }
    }

    /// What a row of it is.
    package enum Part: Sendable {
        /// `sep=;`, which is for spreadsheets alone.
        case hint, head, blank, row
    }

    package let text: SheetText
    package let form: SheetForm
    /// The names of its columns, where it has a head.
    package private(set) var head: [String]?
    /// Where the ids stand, from 0.
    package private(set) var column = 0
    /// Other columns that hold ids too.
    package private(set) var others: [Int] = []
    /// Cells of its longest row.
    package private(set) var width = 0
    /// Rows that are neither head nor blank.
    package private(set) var rows = 0
    /// How its lines end: that of the first.
    package private(set) var lineEnd: [UInt8] = [UInt8(ascii: "\n")]
    /// The line of a row with a quote that nothing closes.
    package private(set) var unclosed: Int?
    private var headLine: Int?

    package init(_ file: [UInt8], _ wish: Wish = Wish()) throws(SheetError) {
        text = try SheetText(file)
        // Who names a column has a sheet, of one column where nothing parts it.
        if let form = wish.form {
            self.form = form
        } else {
            form = try SheetForm(of: text, isSheet: wish.column != nil)
        }
        let sample = try SheetForm.sample(of: text, separator: form.separator)
        try find(wish.column, in: SheetForm.hint(of: text) == nil ? sample : Array(sample.dropFirst()))
        try count()
    }

    /// All of it, in order.
    package var records: SheetRecords {
        SheetRecords(text.bytes, separator: form.separator, areMail: form == .freeText)
    }

    package func part(of record: SheetRecord) -> Part {
        if record.line == 1, SheetForm.hint(of: text) != nil { return .hint }
        return record.line == headLine ? .head : record.isBlank ? .blank : .row
    }

    /// The id of a row, as it stands there.
    package func id(of record: SheetRecord) -> String {
        // What lies behind is read by nobody.
        let most = Question.longestPaste + 1
        return text.text(form == .freeText ? Array(record.bytes.prefix(most)) : Array(record.cell(column).prefix(most)))
    }

    /// What a column is called: by the head, else by its number.
    package func name(of column: Int) -> String {
        guard let head, head.indices.contains(column), !head[column].isEmpty else { return "column \(column + 1)" }
        return head[column]
    }

    private mutating func find(_ wished: String?, in sample: [[String]]) throws(SheetError) {
        guard form != .freeText, let first = sample.first else { return }
        let names = first.map { $0.trimming(" \t\r\n\u{A0}") }
        let ids = IDColumn(sample)
        var isNamed = false
        if let wished {
            (column, isNamed) = try Self.column(wished, of: names, width: sample.map(\.count).max() ?? 0)
        } else if let best = ids.scores.first {
            column = best.column
        } else if let named = names.firstIndex(where: { IDColumn.Label($0) == .request }) {
            (column, isNamed) = (named, true)
        } else if form != .list {
            throw .noIDColumn(names: names)
        }
        others = ids.scores.filter(\.isCertain).map(\.column).filter { $0 != column }
        if isNamed || Self.isHead(first, of: sample.dropFirst(), column) { head = names }
    }

    private static func column(
        _ wished: String, of names: [String], width: Int
    ) throws(SheetError) -> (column: Int, isNamed: Bool) {
        let folded = wished.trimming(" ").lowercased()
        if let index = names.firstIndex(of: wished) ?? names.firstIndex(where: { $0.lowercased() == folded }) {
            return (index, true)
        }
        guard let number = Int(folded), (1...max(1, width)).contains(number) else {
            throw .noSuchColumn(wished, names: names, count: width)
        }
        return (number - 1, false)
    }

    /// Whether the first row names what the others hold: a name where they have ids, and nowhere a number.
    private static func isHead(_ first: [String], of rest: ArraySlice<[String]>, _ column: Int) -> Bool {
        func cell(_ row: [String]) -> String { row.indices.contains(column) ? row[column].trimming(" \t\"'") : "" }
        let name = cell(first)
        guard name.contains(where: \.isLetter), CellReading(name).weight == 0, !first.contains(where: isNumber) else {
            return false
        }
        if rest.contains(where: { CellReading(cell($0)).weight > 0 }) {
            // What is nearly an id is one that was damaged.
            return name.count { $0.isNumber } * 4 < name.count
        }
        return IDColumn.Label(name) == .request || name.lowercased() == "id"
    }

    private static func isNumber(_ cell: String) -> Bool {
        cell.contains(where: \.isNumber) && cell.utf8.allSatisfy { (48...57).contains($0) || " .,:-/+%".utf8.contains($0) }
    }

    private mutating func count() throws(SheetError) {
        var records = records
        var isFirst = true
        while let record = try records.next() {
            if isFirst, !record.end.isEmpty { lineEnd = Array(record.end) }
            isFirst = false
            if part(of: record) == .hint || record.isBlank { continue }
            if record.isUnclosed { unclosed = unclosed ?? record.line }
            if head != nil, headLine == nil {
                headLine = record.line
            } else {
                rows += 1
                guard rows <= Self.mostRows else { throw .tooManyRows }
            }
            width = max(width, record.cells.count)
        }
    }
}
