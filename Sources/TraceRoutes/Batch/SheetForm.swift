/// How the cells of a text are parted.
package enum SheetForm: Sendable, Equatable {
    case columns(separator: UInt8)
    /// One word a line.
    case list
    /// Ids stand somewhere in it.
    case freeText

    package var separator: UInt8? {
        if case .columns(let separator) = self { separator } else { nil }
    }

    /// The form in which the ids of the first rows stand in a column of their own. `isSheet`: somebody named a column.
    init(of text: SheetText, isSheet: Bool = false) throws(SheetError) {
        if let hint = Self.hint(of: text) {
            self = .columns(separator: hint)
            return
        }
        var best: (separator: UInt8, rows: [[String]], score: (Int, Int, Int))?
        for separator in Self.separators {
            let rows = try Self.sample(of: text, separator: separator)
            guard let score = Self.score(rows) else { continue }
            if best.map({ $0.score < score }) ?? true { best = (separator, rows, score) }
        }
        if let best, isSheet || !Self.areAllIDs(best.rows) {
            self = .columns(separator: best.separator)
            return
        }
        let isList = best == nil ? try Self.isList(text) : false
        self = isSheet || isList ? .list : .freeText
    }

    /// How much rows look like those of a sheet; `nil` where what parts them is a sentence's comma.
    private static func score(_ rows: [[String]]) -> (Int, Int, Int)? {
        guard rows.count(where: { $0.count > 1 }) * 2 >= rows.count else { return nil }
        let widths = Dictionary(grouping: rows, by: \.count).mapValues(\.count)
        guard let usual = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return nil }
        let ids = IDColumn(rows).scores.first
        let isEven = usual.value * 5 >= rows.count * 4 && usual.key > 2 && rows.count > 2
        // Ids that stand in cells of their own, or a name for them.
        guard isEven || (ids?.wordWeight ?? 0) * 3 >= rows.count || namesIDs(rows.first ?? []) else { return nil }
        return (ids?.wordWeight ?? 0, ids?.weight ?? 0, usual.key)
    }

    /// Whether nothing but ids stands in any cell: then every one of them is asked for, not those of one column.
    private static func areAllIDs(_ rows: [[String]]) -> Bool {
        rows.joined().allSatisfy { $0.trimming(" \t").isEmpty || CellReading($0).weight > 0 }
    }

    /// Of spreadsheets and of exports of databases.
    private static let separators = "\t;,|".utf8

    /// What Excel writes and reads as the first line: `sep=;`.
    static func hint(of text: SheetText) -> UInt8? {
        let line = text.bytes.prefix(8).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard line.count == 5, text.text(line.prefix(4)).lowercased() == "sep=" else { return nil }
        return line.last.flatMap { "\t;,|:!#&*~^".utf8.contains($0) ? $0 : nil }
    }

    /// The cells of the first rows, without blank ones.
    static func sample(of text: SheetText, separator: UInt8?) throws(SheetError) -> [[String]] {
        var records = SheetRecords(text.bytes, separator: separator)
        var rows: [[String]] = []
        while rows.count < IDColumn.mostRows, let record = try records.next() {
            if !record.isBlank { rows.append(record.cells.indices.map { text.text(record.cell($0).prefix(longestCell)) }) }
        }
        return rows
    }

    /// No more of a cell is looked at to find out what it is.
    private static let longestCell = 512

    /// Whether a cell of the first row is what ids are called, and no more.
    private static func namesIDs(_ head: [String]) -> Bool {
        head.contains { $0.utf8.count <= 40 && !$0.contains(where: \.isNumber) && IDColumn.Label($0) == .request }
    }

    private static func isList(_ text: SheetText) throws(SheetError) -> Bool {
        let lines = try sample(of: text, separator: nil).dropFirst().flatMap { $0 }
        return !lines.isEmpty && lines.allSatisfy { !$0.trimming(" \t\r").contains { $0 == " " || $0 == "\t" } }
    }
}
