import LogRecords
package import TraceRoutes

/// Rows as a person reads them in a terminal: the id, and what is known of it.
package enum BatchText {
    /// Some rows, in columns of their own. Where a line is too short for a row, where it was handled stands below.
    package static func text(_ items: [BatchItem], style: TextStyle) -> String {
        var page = Page(style: style)
        let rows = items.map { cells($0, on: page) }
        let whole = Table(rows.map { $0.asked + $0.handled }, numbers: [0])
        if !style.fits || whole.width <= page.width {
            for (item, line) in zip(items, whole.lines) {
                page.line(line)
                draw(item.row.suggestions, indent: 4, on: &page)
            }
            return page.text
        }
        let (asked, handled) = (Table(rows.map(\.asked), numbers: [0]), Table(rows.map(\.handled)))
        let indent = String(repeating: " ", count: (rows.compactMap(\.asked.first?.columns).max() ?? 0) + 2)  // bounded: by digits
        for (number, (asked, handled)) in zip(asked.lines, handled.lines).enumerated() {
            page.line(asked)
            if !rows[number].handled.isEmpty { page.line(indent + handled) }
            draw(items[number].row.suggestions, indent: 4, on: &page)
        }
        return page.text
    }

    private static func draw(_ suggestions: [Suggestion], indent: Int, on page: inout Page) {
        for suggestion in suggestions.prefix(2) {
            let first = String(repeating: " ", count: indent)
            page.message(ReasonWords.question(suggestion, .utc), first: first, rest: first + "  ")
        }
    }

    /// The totals at the end.
    package static func totals(_ totals: BatchTotals, style: TextStyle) -> String {
        var page = Page(style: style)
        page.blank()
        for line in BatchWords.totals(totals) { page.message(line) }
        return "\n" + page.text
    }

    /// What was asked and how it ended; region, provider, model and location, or nothing where there is no request.
    private static func cells(_ item: BatchItem, on page: Page) -> (asked: [String], handled: [String]) {
        let row = item.row
        let text = item.id.escaped(limit: Longest.path)
        // An id is never cut, a cell that holds more than one is.
        let id = page.style.fits && text.contains(" ") ? text.clipped(to: page.width / 2) : text
        guard row.requests > 0 else { return (["\(item.line)", id, why(row)], []) }
        let several = row.requests > 1 ? ["\(Words.count(row.requests, "request")):"] : []
        let part = row.outcome == .partlyFound ? ["partly found:"] : []
        let end = part + several + row.statuses.map(String.init) + row.results.map { $0.printable() }
        var causes: Set<Cause> = []
        let clauses = [row.region, row.provider, row.model, row.location].map { clause in
            // A reason is said once.
            if clause.values.isEmpty, let cause = clause.cause, !causes.insert(cause).inserted { return "" }
            return page.name(value(clause), in: 20)
        }
        return (["\(item.line)", id, page.name(end.joined(separator: " "), in: 30), row.basis?.rawValue ?? ""], clauses)
    }

    private static func why(_ row: BatchRow) -> String {
        guard row.outcome == .notFound else { return BatchWords.outcome(row.outcome) }
        return row.cause == .notLoaded ? "not found (perhaps not loaded)" : "not found"
    }

    /// The values, or why there is none.
    private static func value(_ clause: BatchRow.Clause) -> String {
        if !clause.values.isEmpty { return clause.values.joined(separator: " ").printable() }
        return clause.basis == .conflict ? "contradicted" : clause.cause.map { "(\(BatchWords.cause($0)))" } ?? "-"
    }
}
