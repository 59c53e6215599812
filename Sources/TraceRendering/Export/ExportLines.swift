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
        record(columns.map { text(of: $0.value(row)) })
    }

    /// https://www.rfc-editor.org/rfc/rfc4180#section-2
    private static func record(_ cells: [String]) -> [UInt8] {
        Array((cells.map(quoted).joined(separator: ",") + "\r\n").utf8)
    }

    private static func text(of value: JSONValue) -> String {
        switch value {
        case .null, .object: ""
        case .boolean(let flag): flag ? "true" : "false"
        case .array(let values): values.map(text).joined(separator: " ")
        case .string(let text): safe(Mask.addresses.masked(text))
        case .verbatim(let text): safe(text)
        case .integer, .number, .milliseconds: String(decoding: JSONWriter.bytes(value).dropLast(), as: UTF8.self)
        }
    }

    /// A text that no terminal and no spreadsheet takes for a command: what a sheet would read as a formula begins with
    /// an apostrophe.
    /// https://owasp.org/www-community/attacks/CSV_Injection
    private static func safe(_ text: String) -> String {
        let shown = text.escaped(limit: .max)
        return shown.unicodeScalars.first.map(formulaSigns.contains) ?? false ? "'" + shown : shown
    }

    /// Also in full width, which sheets in Japanese and Chinese take for the same.
    private static let formulaSigns = Set("=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars)

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 < 0x20 }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}
