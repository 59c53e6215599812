import LogRecords

/// Rows as lines of a file.
package enum ExportLines {
    /// A JSON object, with every column.
    package static func json<Row>(_ row: Row, _ columns: [ExportColumn<Row>]) -> [UInt8] {
        JSONWriter.bytes(.object(columns.map { JSONMember($0.name, $0.value(row)) }))
    }

    /// The names of the columns.
    package static func csvHead<Row>(_ columns: [ExportColumn<Row>]) -> [UInt8] {
        record(columns.map(\.name))
    }

    /// A record of comma-separated values; what is not known is empty, and lists are parted by spaces.
    package static func csv<Row>(_ row: Row, _ columns: [ExportColumn<Row>]) -> [UInt8] {
        record(columns.map { SheetCell.text(of: $0.value(row)) })
    }

    /// https://www.rfc-editor.org/rfc/rfc4180#section-2
    static func record(_ cells: [String]) -> [UInt8] {
        Array((cells.map { SheetCell.quoted($0) }.joined(separator: ",") + "\r\n").utf8)
    }
}
