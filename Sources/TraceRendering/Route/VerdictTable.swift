import LogRecords
import Places
import TraceRoutes

/// The five clauses, one a line: value, place, how it is known, which lines say so. Clauses without a value for one
/// reason share a line.
struct VerdictTable {
    /// A clause as it will stand in the table, or several that have the same to say.
    private struct Row {
        var names: [String]
        var value: String
        var place = ""
        var basis = ""
        /// Words that belong to the value and may need lines of their own.
        var note: String?
        var paint: Paint
        var evidence = ""
        /// No value, but a reason for that.
        var isEmpty = false

        /// Whether one line can tell of both.
        func hasReason(of other: Row) -> Bool {
            isEmpty && other.isEmpty && (value, basis, evidence) == (other.value, other.basis, other.evidence) && note == other.note
        }

        var head: String {
            let head = "  " + names.joined(separator: ", ").padded(to: 10)
            return names.count > 1 ? head + "  " : head
        }
    }

    private var rows: [Row] = []

    init(_ verdict: Verdict) {
        add(Self.row("edge", verdict.edge, Places.colo))
        add(Self.row("region", verdict.region, Places.region))
        add(Self.row("provider", verdict.provider) { _ in nil })
        add(Self.row("model", verdict.model) { _ in nil })
        add(Self.row("location", verdict.location, Places.location))
    }

    private mutating func add(_ row: Row) {
        if let same = rows.firstIndex(where: { $0.hasReason(of: row) }) {
            rows[same].names += row.names
        } else {
            rows.append(row)
        }
    }

    private static func row(_ name: String, _ clause: Clause<String>, _ place: (String) -> String?) -> Row {
        let paint = Paint.of(clause.basis)
        let evidence = Words.references(clause.evidence)
        switch clause {
        case .observed(let value, _, _), .inferred(let value, _, _, _, _):
            return Row(
                names: [name], value: value.printable(), place: place(value) ?? "", basis: clause.basis.rawValue,
                note: DetailWords.sentence(clause.details)?.escaped(), paint: paint, evidence: evidence)
        case .absent(let absence, _, _):
            return Row(
                names: [name], value: "none", basis: clause.basis.rawValue,
                note: (DetailWords.sentence(absence.details) ?? Words.cause(absence.cause)).escaped(), paint: paint,
                evidence: evidence, isEmpty: true)
        case .unknown(let cause, let detail, _):
            return Row(
                names: [name], value: "unknown", note: (detail.map(DetailWords.words) ?? Words.cause(cause)).escaped(),
                paint: paint, isEmpty: true)
        case .conflict(let sides):
            let words = sides.prefix(8).map { "\($0.value.printable()) \(Words.references($0.evidence.numbers))" }
            return Row(names: [name], value: "conflict", note: words.joined(separator: " or "), paint: paint)
        }
    }

    /// Draws the table; a value that is too wide is cut, a note that is too wide goes on below itself.
    ///
    /// Only a row with a place needs the columns apart; the others (a model's long name) may reach into the place's
    /// column.
    func draw(on page: inout Page) {
        let evidenceWidth = rows.map(\.evidence.columns).max() ?? 0
        let notes = rows.filter { $0.isEmpty && !$0.basis.isEmpty }.compactMap(\.note).map(\.columns).filter { $0 <= 24 }
        let widestPlace = max(15, (rows.map(\.place.columns) + notes).max() ?? 0)
        let widestValue = max(16, rows.filter { !$0.place.isEmpty }.map { $0.value.columns + 2 }.max() ?? 0)
        let room = page.width - 12 - 3 - 8 - 2 - evidenceWidth
        let placeWidth =
            page.style.fits ? min(max(page.width / 3, room - widestValue), widestPlace, max(0, room - 12)) : widestPlace
        let valueWidth = page.style.fits ? max(12, min(room - placeWidth, widestValue)) : widestValue
        var before: String?
        for row in rows {
            let name = Page.Piece(row.head)
            if row.basis.isEmpty, let note = row.note {
                let width = row.names.count == 1 ? valueWidth : row.value.columns + 2
                draw(note, behind: [name, Page.Piece(row.value.padded(to: width), row.paint)], on: &page)
            } else {
                // The words of an absence stand where a place would, if there is room for them.
                let isShort = row.isEmpty && row.names.count == 1 && (row.note?.columns ?? 0) <= placeWidth
                let place = isShort ? row.note ?? "" : row.place
                let width = max(0, 12 + valueWidth + placeWidth + 3 - row.head.columns)
                let both =
                    place.isEmpty
                    ? page.name(row.value, in: max(4, width - 2))
                    : page.name(row.value, in: valueWidth - 1).padded(to: valueWidth) + page.name(place, in: placeWidth)
                page.line([
                    name, Page.Piece(both.padded(to: width)), Page.Piece(row.basis, row.paint), Page.Piece("  " + row.evidence),
                ])
                // One reason for several clauses is said once.
                if !isShort, let note = row.note, note != before {
                    page.paragraph(note, first: String(repeating: " ", count: 12))
                }
            }
            before = row.note
        }
    }

    private func draw(_ note: String, behind pieces: [Page.Piece], on page: inout Page) {
        let indent = pieces.map(\.text.columns).reduce(0, +)
        guard page.width - indent >= 20 else {
            page.line(pieces)
            page.paragraph(note, first: String(repeating: " ", count: 12))
            return
        }
        let lines = note.wrapped(to: page.width - indent, breakingWords: page.style.fits)
        page.line(pieces + [Page.Piece(lines.first ?? "")])
        for line in lines.dropFirst() { page.line(String(repeating: " ", count: indent) + line) }
    }
}
