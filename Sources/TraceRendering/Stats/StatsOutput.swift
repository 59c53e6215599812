import LogRecords
import TraceRoutes

/// What `trace stats` prints.
package enum StatsOutput {
    /// `nil` is text for a person.
    package static func bytes(_ answer: StatsAnswer, as format: ReportFormat?, style: TextStyle) -> [UInt8] {
        let columns = StatsRow.columns(of: answer)
        switch format {
        case nil: return Array(text(answer, style).utf8)
        case .json: return json(answer, columns)
        case .ndjson: return answer.rows.flatMap { ExportLines.json($0, columns) }
        case .csv: return ExportLines.csvHead(columns) + answer.rows.flatMap { ExportLines.csv($0, columns) }
        case .md: return Array(markdown(answer).utf8)
        }
    }

    private static func json(_ answer: StatsAnswer, _ columns: [ExportColumn<StatsRow>]) -> [UInt8] {
        let coverage = answer.basis.coverage
        return JSONWriter.bytes([
            "schema": .string("waybill.stats/1"),
            "by": .array(answer.dimensions.map { .verbatim($0.column) }),
            "from": .instant(answer.range?.from), "to": .instant(answer.range?.to),
            "requests": .count(answer.counts.total.requests),
            "unparted": .count(answer.counts.unparted),
            "undecided": .count(answer.counts.undecided),
            "others": .count(answer.counts.others.requests),
            "complete": .boolean(coverage.complete && answer.basis.staleDays.isEmpty),
            "stale_days": .count(answer.basis.staleDays.count),
            "rows": .array(answer.rows.map { row in .object(columns.map { JSONMember($0.name, $0.value(row)) }) }),
        ])
    }

    private static func text(_ answer: StatsAnswer, _ style: TextStyle) -> String {
        guard !answer.rows.isEmpty else { return "" }
        var page = Page(style: style)
        let names = answer.dimensions.count
        let cells = cells(answer)
        let numbers = Set(names..<(cells.first?.count ?? names))
        let table = Table(cells, numbers: numbers)
        for line in style.fits ? table.lines(within: page.width) : table.lines { page.line(line) }
        return page.text
    }

    private static func markdown(_ answer: StatsAnswer) -> String {
        MarkdownTable.text(cells(answer), numbersFrom: answer.dimensions.count)
    }

    /// A head, and a row for each group; of what is empty in all rows there is no column.
    private static func cells(_ answer: StatsAnswer) -> [[String]] {
        let total = answer.counts.total
        typealias Column = (head: String, isShown: Bool, cell: (StatsRow) -> String)
        let columns: [Column] = [
            ("requests", true, { grouped(Int64($0.measures.requests)) }),
            ("before", answer.compared != nil, { $0.earlier.map { grouped(Int64($0)) } ?? "" }),
            ("share", true, { $0.percent }),
            ("failed", total.failed > 0, { grouped(Int64($0.measures.failed)) }),
            ("rerouted", total.rerouted > 0, { grouped(Int64($0.measures.rerouted)) }),
            ("p50", total.durations.count > 0, { length($0.measures.durations.percentile(perMille: 500)) }),
            ("p95", total.durations.count > 0, { length($0.measures.durations.percentile(perMille: 950)) }),
            ("p99", total.durations.count > 0, { length($0.measures.durations.percentile(perMille: 990)) }),
            ("first word", total.firstTokens.count > 0, { length($0.measures.firstTokens.percentile(perMille: 500)) }),
        ]
        let shown = columns.filter(\.isShown)
        let head = answer.dimensions.map(\.rawValue) + shown.map(\.head)
        return [head]
            + answer.rows.map { row in
                row.group.map { $0?.printable(limit: Longest.path) ?? "unknown" } + shown.map { $0.cell(row) }
            }
    }

    private static func length(_ nanoseconds: Int64?) -> String { nanoseconds.map(Words.duration) ?? "-" }
}

/// What is said about a report on standard error.
package enum StatsWords {
    /// How many were counted, how many may be meant, and what is missing.
    package static func messages(_ answer: StatsAnswer) -> [String] {
        let (counts, basis) = (answer.counts, answer.basis)
        let isWhole = basis.coverage.complete && basis.staleDays.isEmpty
        var messages = ["\(isWhole ? "" : "at least ")\(Words.count(counts.total.requests, "request"))"]
        if counts.undecided > 0 {
            messages.append("\(Words.count(counts.undecided, "request")) more may be meant: their lines do not say")
        }
        if counts.unparted > 0 {
            messages.append("\(Words.count(counts.unparted, "row")) of lines that could not be given to one request")
        }
        if counts.others.requests > 0 {
            messages.append("\(Words.count(counts.others.requests, "request")) of further groups are not listed")
        }
        messages += ReportWords.messages(basis)
        guard let compared = answer.compared, let before = answer.comparedBasis else { return messages }
        let isBeforeWhole = before.coverage.complete && before.staleDays.isEmpty
        messages.append("before: \(isBeforeWhole ? "" : "at least ")\(Words.count(compared.total.requests, "request"))")
        return messages + ReportWords.messages(before).map { "before: " + $0 }
    }
}
