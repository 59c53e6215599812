import LogRecords
package import TraceRoutes

/// Rows as a table for a ticket. What could be a link, a mention or markup there stands in a code span.
/// https://github.github.com/gfm/#tables-extension-
package enum BatchMarkdown {
    /// The names, and the line below them that makes a table of it.
    package static func head(_ names: BatchNames) -> String {
        MarkdownTable.line(names.all.map(MarkdownTable.cell)) + MarkdownTable.line(names.all.map { _ in "---" })
    }

    /// A row; a cell of several lines is one.
    package static func text(_ item: BatchItem, _ names: BatchNames) -> String {
        MarkdownTable.line(names.cells(of: item).map(MarkdownTable.cell))
    }

    /// The totals below it, in a list.
    package static func totals(_ totals: BatchTotals, _ suggestions: [String]) -> String {
        "\n" + (suggestions.map(MarkdownTable.cell) + BatchWords.totals(totals)).map { "- \($0)\n" }.joined()
    }
}
