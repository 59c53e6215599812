import LogRecords
import TraceRoutes

/// The hops in order, and below the gateway's hop the attempts it made.
struct HopTable {
    /// A hop or an attempt as it will stand in the table.
    private struct Row {
        var time = ""
        var name: String
        var value = ""
        var duration = ""
        var status = ""
        var note = ""
        var evidence: String
        /// Why it is not there: takes the place of everything behind the name.
        var absence: String?
        var paint: Paint?
    }

    private let rows: [Row]

    init(_ route: Route, zone: DisplayZone) {
        let date = (route.request.began ?? route.request.ended).map(zone.date)
        var rows: [Row] = []
        var waiting = route.attempts
        let last = route.hops.lastIndex { $0.vantage == .gateway } ?? route.hops.endIndex - 1
        for (index, hop) in route.hops.enumerated() {
            rows.append(Self.row(hop, date: date, zone: zone))
            guard hop.vantage == .gateway || index == last else { continue }
            // An attempt of the same line belongs to this hop; what belongs to none stands below the last gateway.
            let own = waiting.filter { index == last || !Set($0.evidence).isDisjoint(with: hop.evidence) }
            waiting.removeAll { own.contains($0) }
            rows += own.map { Self.row($0, of: route.attempts, date: date, zone: zone) }
        }
        rows += waiting.map { Self.row($0, of: route.attempts, date: date, zone: zone) }
        self.rows = rows
    }

    private static func row(_ hop: Hop, date: String?, zone: DisplayZone) -> Row {
        var row = Row(name: hop.vantage.name, evidence: Words.references(hop.evidence))
        if let cause = hop.cause {
            row.absence = (hop.detail.map(DetailWords.words) ?? Words.cause(cause)).printable()
            row.paint = .dim
            return row
        }
        row.time = hop.began.map(zone.time) ?? ""
        row.value = (hop.value ?? "").printable()
        row.duration = hop.duration.map(Words.milliseconds) ?? ""
        row.status = hop.status.map(String.init) ?? ""
        var notes = [otherDate(hop.began ?? hop.ended, date, zone), onlyEnd(hop.began, hop.ended, zone)]
        notes.append(
            hop.link.map {
                $0.exact ? "linked by \($0.by == "correlation_id" ? "correlation" : Words.kind($0.by))" : "linked by likeness only"
            })
        if hop.served == false { notes.append("did not serve") }
        notes.append(hop.detail.map { DetailWords.words($0).printable() })
        row.note = notes.compactMap { $0 }.joined(separator: ", ")
        return row
    }

    private static func row(_ shown: RouteAttempt, of attempts: [RouteAttempt], date: String?, zone: DisplayZone) -> Row {
        let attempt = shown.attempt
        var row = Row(name: "  try \(attempt.number)", evidence: Words.references(shown.evidence))
        row.time = shown.began.map(zone.time) ?? ""
        row.value = shortProvider(attempt.provider)
        row.duration = attempt.duration.map(Words.milliseconds) ?? ""
        row.status = attempt.status.map(String.init) ?? ""
        let severalModels = Set(attempts.map(\.attempt.model)).count > 1
        row.note = [
            otherDate(shown.began ?? shown.ended, date, zone), onlyEnd(shown.began, shown.ended, zone),
            attempt.errorClass?.printable(),
            attempt.served.map { $0 ? "served" : "not served" }, severalModels ? attempt.model?.printable() : nil,
            attempt.location.map { "in \($0.printable())" },
        ].compactMap { $0 }.joined(separator: ", ")
        if attempt.served == false { row.paint = .caution }
        return row
    }

    /// `vertex_ai` for `gcp.vertex_ai`: the column is narrow and the verdict above has the whole name.
    private static func shortProvider(_ name: String?) -> String {
        guard let name else { return "unknown" }
        return (name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? name).printable()
    }

    /// The column holds beginnings: an end that nothing leads back from stands beside it.
    private static func onlyEnd(_ began: Instant?, _ ended: Instant?, _ zone: DisplayZone) -> String? {
        began == nil ? ended.map { "ended \(zone.time($0))" } : nil
    }

    /// The date, where it is not the one that the request's line shows.
    private static func otherDate(_ moment: Instant?, _ date: String?, _ zone: DisplayZone) -> String? {
        guard let moment, let date, zone.date(moment) != date else { return nil }
        return "on \(zone.date(moment))"
    }

    /// How wide the columns are on a page.
    private struct Widths {
        static let head = 26
        static let leastNote = 12

        var value: Int
        var duration: Int
        var status: Int
        var note: Int

        /// Where the notes begin.
        var noteStart: Int { Self.head + value + 1 + duration + 2 + status + 2 }

        init(_ rows: [Row], on page: Page) {
            func widest(_ cell: (Row) -> String) -> Int { rows.map { cell($0).columns }.max() ?? 0 }
            let fits = page.style.fits
            duration = min(fits ? 10 : .max, widest(\.duration))
            status = min(fits ? 4 : .max, widest(\.status))
            let evidence = widest(\.evidence)
            // Where there is little room, notes and evidence stand below.
            let behind = page.isNarrow ? 0 : 2 + Self.leastNote + 2 + evidence
            let room = page.width - Self.head - 1 - duration - 2 - status - behind
            value = fits ? max(4, min(room, widest(\.value))) : max(4, widest(\.value))
            note = 0
            let noteRoom = page.width - noteStart - evidence - 2
            note = max(Self.leastNote, min(rows.filter { $0.absence == nil }.map(\.note.columns).max() ?? 0, noteRoom))
        }
    }

    func draw(on page: inout Page) {
        let widths = Widths(rows, on: page)
        for row in rows {
            let head = "  " + row.time.padded(to: 12) + "  " + row.name.padded(to: 10)
            if let absence = row.absence {
                page.paragraph(
                    [absence, row.evidence].filter { !$0.isEmpty }.joined(separator: "  "), first: head, paint: row.paint)
                continue
            }
            let facts = Page.Piece(
                head + page.name(row.value, in: widths.value).padded(to: widths.value) + " "
                    + page.name(row.duration, in: widths.duration).rightAligned(to: widths.duration) + "  "
                    + page.name(row.status, in: widths.status).padded(to: widths.status) + "  ")
            if page.isNarrow {
                page.line([facts])
                let below = [row.note, row.evidence].filter { !$0.isEmpty }.joined(separator: "  ")
                if !below.isEmpty {
                    page.paragraph(below, first: String(repeating: " ", count: Widths.head), paint: row.paint)
                }
            } else {
                draw(row, behind: facts, widths, on: &page)
            }
        }
    }

    private func draw(_ row: Row, behind facts: Page.Piece, _ widths: Widths, on page: inout Page) {
        let notes = row.note.wrapped(to: widths.note, breakingWords: page.style.fits)
        page.line([
            facts, Page.Piece((notes.first ?? "").padded(to: widths.note), row.paint), Page.Piece("  " + row.evidence),
        ])
        for note in notes.dropFirst() {
            page.line([Page.Piece(String(repeating: " ", count: widths.noteStart)), Page.Piece(note, row.paint)])
        }
    }
}
