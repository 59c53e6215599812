import LogRecords
package import TraceRoutes

/// Rows as a person reads them in a terminal: the id, and what is known of it.
package enum BatchText {
    /// Some rows, in columns of their own.
    package static func text(_ items: [BatchItem], style: TextStyle) -> String {
        var page = Page(style: style)
        let rows = items.map(cells)
        let lines = Table(rows, numbers: [0])
        if !style.fits || lines.width <= page.width {
            for line in lines.lines { page.line(line) }
        } else {
            // The id is whole, and what is known of it stands below.
            let below = Table(rows.map { Array($0.dropFirst(2)) })
            let width = rows.compactMap(\.first?.columns).max() ?? 0
            let indent = String(repeating: " ", count: width + 2)
            for (row, line) in zip(rows, below.lines) {
                page.line((row.first ?? "").rightAligned(to: width) + "  " + (row.dropFirst().first ?? ""))
                page.line(indent + line)
            }
        }
        return page.text
    }

    /// The totals at the end.
    package static func totals(_ totals: BatchTotals, style: TextStyle) -> String {
        var page = Page(style: style)
        page.blank()
        for line in BatchWords.totals(totals) { page.message(line) }
        return "\n" + page.text
    }

    private static func cells(_ item: BatchItem) -> [String] {
        let row = item.row
        let isID = !item.id.contains { $0.isWhitespace }
        let id = isID ? item.id.escaped(limit: Longest.path) : item.id.escaped(limit: Longest.path).clipped(to: 60)
        let start = ["\(item.line)", id]
        guard row.requests > 0 else {
            let why = row.firstCause.map { ", \(BatchWords.cause($0))" } ?? ""
            return start + [BatchWords.outcome(row.outcome) + (row.outcome == .notFound ? why : "")]
        }
        let end = [row.statuses.map(String.init).joined(separator: " "), row.results.joined(separator: " ").printable()]
        return start + [
            value(row.region), value(row.provider), value(row.model), value(row.location),
            end.filter { !$0.isEmpty }.joined(separator: " "), row.basis?.rawValue ?? "",
        ]
    }

    /// The values, or why there is none.
    private static func value(_ clause: BatchRow.Clause) -> String {
        if !clause.values.isEmpty { return clause.values.joined(separator: " ").printable(limit: 64) }
        return clause.basis == .conflict ? "contradicted" : clause.cause.map { "(\(BatchWords.cause($0)))" } ?? "-"
    }
}
