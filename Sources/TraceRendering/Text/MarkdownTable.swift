import LogRecords

/// Tables for a ticket. What could be a link, a mention or markup there stands in a code span.
/// https://github.github.com/gfm/#tables-extension-
enum MarkdownTable {
    /// The first row is the head; columns from `numbers` on stand at their right end.
    static func text(_ rows: [[String]], numbersFrom numbers: Int) -> String {
        guard let head = rows.first else { return "" }
        let rule = line(head.indices.map { $0 < numbers ? "---" : "---:" })
        return line(head.map(cell)) + rule + rows.dropFirst().map { line($0.map(cell)) }.joined()
    }

    static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

    /// A cell is a line; a bar ends it even in a code span.
    static func cell(_ text: String) -> String {
        let text = text.split(whereSeparator: \.isNewline).joined(separator: " ").escaped(limit: Longest.path)
        let isPlain = text.unicodeScalars.allSatisfy {
            " -%".unicodeScalars.contains($0) || $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        guard !isPlain else { return text }
        // More backticks than there are in a row.
        let fence = String(repeating: "`", count: 1 + (text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0))
        let pad = fence.count > 1 ? " " : ""
        return fence + pad + text.replacing("|", with: "\\|") + pad + fence
    }
}
