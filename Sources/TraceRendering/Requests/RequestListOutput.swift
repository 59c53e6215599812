package import LogRecords
package import TraceRoutes

/// Stored requests that were found, the newest first, and what the list rests on.
package struct RequestListAnswer: Sendable {
    var rows: [ExportedRequest]
    var total: Int
    var undecided: Int
    var unparted: Int
    var basis: ReportBasis
    var range: TimeRange?

    package init(
        rows: [ExportedRequest], total: Int, undecided: Int, unparted: Int, basis: ReportBasis, range: TimeRange?
    ) {
        (self.rows, self.total, self.undecided, self.unparted) = (rows, total, undecided, unparted)
        (self.basis, self.range) = (basis, range)
    }

    /// Whether there can be no more.
    var isWhole: Bool { basis.coverage.complete && basis.staleDays.isEmpty && undecided == 0 }
}

/// What `trace find` prints of stored requests.
package enum RequestListOutput {
    /// `nil` is text for a person; CSV and NDJSON have the columns of `trace export requests`.
    package static func bytes(_ answer: RequestListAnswer, as format: ReportFormat?, style: TextStyle) -> [UInt8] {
        let columns = ExportedRequest.columns
        switch format {
        case nil: return Array(text(answer, style).utf8)
        case .json: return json(answer)
        case .ndjson: return answer.rows.flatMap { ExportLines.json($0, columns) }
        case .csv: return ExportLines.csvHead(columns) + answer.rows.flatMap { ExportLines.csv($0, columns) }
        case .md: return Array(markdown(answer).utf8)
        }
    }

    private static func json(_ answer: RequestListAnswer) -> [UInt8] {
        JSONWriter.bytes([
            "schema": .string("waybill.requests/1"),
            "from": .instant(answer.range?.from), "to": .instant(answer.range?.to),
            "shown": .count(answer.rows.count), "total": .count(answer.total), "total_is_exact": .boolean(answer.isWhole),
            "undecided": .count(answer.undecided), "unparted": .count(answer.unparted),
            "complete": .boolean(answer.basis.coverage.complete && answer.basis.staleDays.isEmpty),
            "stale_days": .count(answer.basis.staleDays.count),
            "requests": .array(
                answer.rows.map { row in .object(ExportedRequest.columns.map { JSONMember($0.name, $0.value(row)) }) }),
        ])
    }

    private static func text(_ answer: RequestListAnswer, _ style: TextStyle) -> String {
        guard !answer.rows.isEmpty else { return "" }
        var page = Page(style: style)
        var date: String?
        for row in answer.rows.map(\.row) {
            if let time = row.filed {
                let own = "\(style.zone.date(time)) \(style.zone.label(time))"
                if own != date { page.line(own) }
                date = own
            }
            draw(row, on: &page)
        }
        let total = answer.isWhole ? "\(answer.total)" : "at least \(answer.total)"
        let more = answer.rows.count < answer.total ? "; more with --limit" : ""
        page.line("\(answer.rows.count) of \(total) \(Words.plural(answer.total, "request"))\(more)")
        return page.text
    }

    /// Two lines: what was asked and how it ended; where, by whom, and an id to ask with.
    private static func draw(_ row: RequestRow, on page: inout Page) {
        let time = (row.filed.map(page.style.zone.second) ?? "").padded(to: 8)
        let status = (row.status.map(String.init) ?? "-").padded(to: 3)
        let took = (row.duration.map(Words.duration) ?? "-").padded(to: 8)
        let what = [row.method, row.path].compactMap { $0?.printable(limit: Longest.path) }.joined(separator: " ")
        page.line("  \(time)  \(status)  \(took)  \(what)")
        let ids = [IdentifierKind.ray, .correlationID, .requestID].compactMap { kind in
            row.ids[kind]?.first.map { "\(Words.kind(kind)) \($0.printable(limit: Longest.path))" }
        }
        let result = row.result.map { [$0.printable()] } ?? []
        let parts = result + [place(row.region), place(row.provider), place(row.model)] + ids.prefix(1)
        page.flow(parts, gap: "   ", first: String(repeating: " ", count: 12))
    }

    /// `us-east4`, `us-east4?` where it is inferred, and why there is none.
    private static func place(_ clause: RequestClause) -> String {
        switch (clause.value, clause.basis) {
        case (let value?, .inferred): value.printable() + "?"
        case (let value?, _): value.printable()
        case (nil, .conflict): "conflict"
        case (nil, .observed), (nil, .inferred): "none"
        case (nil, .unknown): "unknown"
        }
    }

    private static func markdown(_ answer: RequestListAnswer) -> String {
        let head = ["time", "status", "result", "region", "provider", "model", "path", "id"]
        let rows = answer.rows.map(\.row).map { row in
            let id = [IdentifierKind.ray, .correlationID, .requestID].lazy.compactMap { row.ids[$0]?.first }.first
            let cells = [
                row.filed?.text(digits: 0), row.status.map(String.init), row.result, place(row.region), place(row.provider),
                place(row.model), row.path, id,
            ]
            return cells.map { $0 ?? "" }
        }
        return MarkdownTable.text([head] + rows, numbersFrom: head.count)
    }

    /// On standard error.
    package static func messages(_ answer: RequestListAnswer) -> [String] {
        var messages: [String] = []
        if answer.rows.isEmpty { messages.append("no such request in that time") }
        if answer.undecided > 0 {
            messages.append("\(Words.count(answer.undecided, "request")) more may be meant: their lines do not say")
        }
        if answer.unparted > 0 {
            messages.append("\(Words.count(answer.unparted, "row")) of lines that could not be given to one request")
        }
        return messages + ReportWords.messages(answer.basis)
    }
}
