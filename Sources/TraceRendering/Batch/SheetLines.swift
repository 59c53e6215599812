import LogRecords
package import TraceRoutes

/// A sheet as it came, with columns appended: its separator, quotes, line ends and encoding are its own.
///
/// For a pipe: what could command a terminal is written as an escape, and all else as it stands.
package struct SheetLines: Sendable {
    private let sheet: Sheet
    private let separator: UInt8

    package init(_ sheet: Sheet) {
        self.sheet = sheet
        separator = sheet.form.separator ?? UInt8(ascii: ",")
    }

    /// What stands before the first row. A list has no names of its own and gets some.
    package var opening: [UInt8] {
        guard sheet.form == .list, sheet.head == nil else { return sheet.text.mark }
        let names = joined(["id"] + BatchColumns.names(beside: []))
        return sheet.text.mark + sheet.text.encoded(names + sheet.lineEnd)
    }

    /// A row that is no request's: the head, a blank one.
    package func bytes(of record: SheetRecord) -> [UInt8] {
        switch sheet.part(of: record) {
        case .head: written(record, appending: BatchColumns.names(beside: sheet.head ?? []))
        case .hint, .blank, .row: sheet.text.encoded(Array(record.bytes) + record.end)
        }
    }

    /// A row, with what is known of its id.
    package func bytes(of record: SheetRecord, _ row: Masked<BatchRow>) -> [UInt8] {
        written(record, appending: BatchColumns.cells(of: row.value))
    }

    private func written(_ record: SheetRecord, appending cells: [String]) -> [UInt8] {
        var bytes = isAsItCame(record) ? Array(record.bytes) : joined(ownCells(of: record))
        // A short row would have its own columns filled.
        for _ in record.cells.count..<max(record.cells.count, sheet.width) { bytes.append(separator) }
        bytes.append(separator)
        bytes += joined(cells)
        return sheet.text.encoded(bytes + record.end)
    }

    /// Whether another reader of the row sees the cells that were read here, and nothing in them commands a terminal.
    private func isAsItCame(_ record: SheetRecord) -> Bool {
        if record.isUnclosed { return false }
        let isList = sheet.form == .list
        var before: UInt8 = 0
        for byte in record.bytes {
            defer { before = byte }
            if byte < 0x20, byte != 9, byte != 10, byte != 13 { return false }
            if byte == 0x7F || isList && (byte == separator || byte == UInt8(ascii: "\"")) { return false }
            if before == 0xC2, 0x80..<0xA0 ~= byte, sheet.text.encoding != .windows1252 { return false }
        }
        return true
    }

    private func ownCells(of record: SheetRecord) -> [String] {
        record.cells.indices.map { SheetCell.others(sheet.text.text(record.cell($0)), isShown: false) }
    }

    private func joined(_ cells: [String]) -> [UInt8] {
        let texts = cells.map { SheetCell.quoted($0, separator: separator) }
        return sheet.text.bytes(of: texts.joined(separator: String(UnicodeScalar(separator))))
    }
}
