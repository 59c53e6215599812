import LogRecords
import Places
import TraceRoutes

/// The five clauses, one a line: value, place, how it is known, which lines say so.
struct VerdictTable {
    /// A clause as it will stand in the table.
    private struct Row {
        var name: String
        var value: String
        var place: String
        var basis: String
        /// Words that belong to the value and may need lines of their own.
        var note: String?
        var paint: Paint
        var evidence: String
    }

    private let rows: [Row]

    init(_ verdict: Verdict) {
        rows = [
            Self.row("edge", verdict.edge, Places.colo),
            Self.row("region", verdict.region, Places.region),
            Self.row("provider", verdict.provider) { _ in nil },
            Self.row("model", verdict.model) { _ in nil },
            Self.row("location", verdict.location, Places.region),
        ]
    }

    private static func row(_ name: String, _ clause: Clause<String>, _ place: (String) -> String?) -> Row {
        let evidence = Words.references(clause.evidence)
        let paint = Paint.of(clause.basis)
        switch clause {
        case .observed(let value, _, _), .inferred(let value, _, _, _):
            return Row(
                name: name, value: value.printable(limit: 80), place: place(value) ?? "", basis: clause.basis.rawValue, note: nil,
                paint: paint, evidence: evidence)
        case .absent(let absence, _, _):
            return Row(
                name: name, value: "none", place: "", basis: clause.basis.rawValue,
                note: (absence.detail ?? Words.cause(absence.cause)).escaped(), paint: paint, evidence: evidence)
        case .unknown(let cause, let detail, _):
            return Row(
                name: name, value: "unknown", place: "", basis: "", note: (detail ?? Words.cause(cause)).escaped(), paint: paint,
                evidence: "")
        case .conflict(let sides):
            let words = sides.prefix(8).map { "\($0.value.printable(limit: 80)) \(Words.references($0.evidence.numbers))" }
            return Row(
                name: name, value: "conflict", place: "", basis: "", note: words.joined(separator: " or "), paint: paint,
                evidence: "")
        }
    }

    /// Draws the table; a value that is too wide is cut, a note that is too wide goes on below itself.
    ///
    /// Only a row with a place needs the columns apart; the others (a model's long name) may reach into the place's column.
    func draw(on page: inout Page) {
        let evidenceWidth = rows.map(\.evidence.columns).max() ?? 0
        let notes = rows.compactMap(\.note).map(\.columns).filter { $0 <= 24 }
        let placeWidth = min(26, max(15, (rows.map(\.place.columns) + notes).max() ?? 0))
        let room = page.width - 12 - placeWidth - 3 - 8 - 2 - evidenceWidth
        let placed = rows.filter { !$0.place.isEmpty }.map { $0.value.columns + 2 }
        let valueWidth = max(12, min(room, max(16, placed.max() ?? 0)))
        var before: String?
        for row in rows {
            let name = Page.Piece("  " + row.name.padded(to: 10))
            let basis = Page.Piece(row.basis, row.paint)
            let evidence = Page.Piece("  " + row.evidence)
            if row.basis.isEmpty, let note = row.note {
                let value = Page.Piece(row.value.padded(to: valueWidth), row.paint)
                draw(note, behind: [name, value], indent: 12 + valueWidth, on: &page)
            } else if let note = row.note, note.columns > placeWidth {
                page.line([name, Page.Piece(row.value.padded(to: valueWidth + placeWidth + 3)), basis, evidence])
                // One reason for several clauses is said once.
                if note != before { page.paragraph(note, first: String(repeating: " ", count: 12)) }
            } else {
                let place = row.note ?? row.place
                let wide = valueWidth + placeWidth
                let both =
                    place.isEmpty
                    ? row.value.clipped(to: wide + 1).padded(to: wide)
                    : row.value.clipped(to: valueWidth - 1).padded(to: valueWidth) + place.clipped(to: placeWidth)
                page.line([name, Page.Piece(both.padded(to: wide + 3)), basis, evidence])
            }
            before = row.note
        }
    }

    private func draw(_ note: String, behind pieces: [Page.Piece], indent: Int, on page: inout Page) {
        let lines = note.wrapped(to: max(20, page.width - indent))
        page.line(pieces + [Page.Piece(lines.first ?? "")])
        for line in lines.dropFirst() { page.line(String(repeating: " ", count: indent) + line) }
    }
}
