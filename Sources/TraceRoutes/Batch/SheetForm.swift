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

    /// The form in which the first rows are as wide as each other, and their ids stand alone in their cells.
    init(of text: SheetText) throws(SheetError) {
        if let hint = Self.hint(of: text) {
            self = .columns(separator: hint)
            return
        }
        var best: (separator: UInt8, score: (Int, Int, Int))?
        for separator in Self.separators {
            let rows = try Self.sample(of: text, separator: separator)
            let widths = Dictionary(grouping: rows, by: \.count).mapValues(\.count)
            guard let usual = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), usual.key > 1,
                usual.value * 5 >= rows.count * 4
            else { continue }
            let ids = IDColumn(rows).scores.first
            // A column for sure, or one of ids: else it is a sentence's comma.
            guard ids.map({ $0.weight * 3 >= rows.count }) ?? false || usual.key > 2 && rows.count > 2 else { continue }
            let score = (ids?.wordWeight ?? 0, ids?.weight ?? 0, usual.key)
            if best.map({ $0.score < score }) ?? true { best = (separator, score) }
        }
        if let best {
            self = .columns(separator: best.separator)
        } else {
            self = try Self.isList(text) ? .list : .freeText
        }
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

    private static func isList(_ text: SheetText) throws(SheetError) -> Bool {
        let lines = try sample(of: text, separator: nil).dropFirst().flatMap { $0 }
        return !lines.isEmpty && lines.allSatisfy { !$0.trimming(" \t\r").contains { $0 == " " || $0 == "\t" } }
    }
}
