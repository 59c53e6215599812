import LogRecords
package import TraceRoutes

/// Rows as a table for a ticket. What could be a link, a mention or markup there stands in a code span.
/// https://github.github.com/gfm/#tables-extension-
package enum BatchMarkdown {
    /// The names, and the line below them that makes a table of it.
    package static func head(_ names: BatchNames) -> String {
        line(names.all.map(cell)) + line(names.all.map { _ in "---" })
    }

    /// A row; a cell of several lines is one.
    package static func text(_ item: BatchItem, _ names: BatchNames) -> String { line(names.cells(of: item).map(cell)) }

    /// The totals below it, in a list.
    package static func totals(_ totals: BatchTotals, _ suggestions: [String]) -> String {
        "\n" + (suggestions.map(cell) + BatchWords.totals(totals)).map { "- \($0)\n" }.joined()
    }

    private static func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }

    /// A cell is a line; a bar ends it even in a code span.
    private static func cell(_ text: String) -> String {
        let text = text.split(whereSeparator: \.isNewline).joined(separator: " ").escaped(limit: Longest.path)
        let isPlain = text.unicodeScalars.allSatisfy {
            $0 == " " || $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        guard !isPlain else { return text }
        // More backticks than there are in a row.
        let fence = String(repeating: "`", count: 1 + (text.split(whereSeparator: { $0 != "`" }).map(\.count).max() ?? 0))
        let pad = fence.count > 1 ? " " : ""
        return fence + pad + text.replacing("|", with: "\\|") + pad + fence
    }
}
