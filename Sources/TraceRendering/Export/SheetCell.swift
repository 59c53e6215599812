import LogRecords

/// Cells of a sheet that is written for other programs.
enum SheetCell {
    /// A value of ours; what is not known is empty, and lists are parted by spaces.
    static func text(of value: JSONValue) -> String {
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

    /// A cell of somebody else's sheet: what could command a terminal is an escape; tabs and line ends stay, since it
    /// is quoted. `isShown`: on a terminal, where nothing may hide either.
    static func others(_ text: String, isShown: Bool) -> String {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        return text.unicodeScalars.reduce(into: "") { shown, scalar in
            let isKept = scalar == "\n" || scalar == "\t" || scalar == "\r"
            let isEscaped = isShown ? scalar.isHidden : scalar.properties.generalCategory == .control
            shown += isEscaped && !isKept ? String(scalar).escaped() : String(scalar)
        }
    }

    /// In quotes, where it holds what would end it.
    static func quoted(_ cell: String, separator: UInt8 = UInt8(ascii: ",")) -> String {
        guard cell.utf8.contains(where: { $0 == separator || $0 == UInt8(ascii: "\"") || $0 < 0x20 }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }
}
