import LogRecords
package import TraceRoutes

/// What a row of the output is of: a row of a sheet, or an id of a text.
package struct BatchItem: Sendable {
    /// The line that it begins in.
    let line: Int
    /// The id as it stood there.
    let id: String
    /// The sheet's own cells; empty for a text.
    let cells: [String]
    let row: BatchRow

    /// A row of a sheet.
    package init(_ record: SheetRecord, of sheet: Sheet, _ row: Masked<BatchRow>) {
        line = record.line
        id = sheet.id(of: record).trimming(" \t\r\n\u{A0}")
        cells = record.cells.indices.map { sheet.text.text(record.cell($0)) }
        self.row = row.value
    }

    /// An id of a text.
    package init(_ found: TextID, inLine line: Int) {
        self.line = line
        id = found.ids.joined(separator: " ")
        cells = []
        row = found.row.value
    }
}

/// What the columns of a sheet are called in the output.
package struct BatchNames: Sendable {
    /// Of the sheet's own columns; none of a text.
    let own: [String]
    /// All of them, each another.
    let all: [String]
    private let isShown: Bool

    /// `isShown`: on a terminal, where nothing may hide in a cell.
    package init(_ sheet: Sheet, isShown: Bool = false) {
        self.isShown = isShown
        let head = sheet.form == .freeText ? [] : (0..<sheet.width).map { sheet.name(of: $0) }
        own = sheet.form == .list && sheet.head == nil ? ["id"] : Self.unique(head)
        all = (own.isEmpty ? ["id"] : own) + BatchColumns.names(beside: own)
    }

    /// A name that came before gets a number.
    private static func unique(_ names: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return names.map { name in
            let count = seen[name, default: 0] + 1  // bounded: by the columns of a sheet
            seen[name] = count
            return count == 1 ? name : "\(name) \(count)"
        }
    }

    /// What stands below the names, as text.
    func cells(of item: BatchItem) -> [String] {
        let own = own.isEmpty ? [item.id] : own.indices.map { item.cells.indices.contains($0) ? item.cells[$0] : "" }
        return shown(own) + BatchColumns.cells(of: item.row)
    }

    /// Texts of the sheet.
    func shown(_ texts: [String]) -> [String] { texts.map { SheetCell.others($0, isShown: isShown) } }
}

/// Rows as comma-separated values with a head, whatever the sheet was.
package enum BatchCSV {
    /// The names; a sheet without a head has its columns' numbers there.
    package static func head(_ names: BatchNames) -> [UInt8] { ExportLines.record(names.shown(names.all)) }

    /// A row as long as the head.
    package static func bytes(_ item: BatchItem, _ names: BatchNames) -> [UInt8] { ExportLines.record(names.cells(of: item)) }
}
