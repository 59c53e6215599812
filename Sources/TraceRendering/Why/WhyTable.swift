import LogRecords
import TraceRoutes

/// All that is said of a request's failure and of its time, a line each: how long, what, how it is known, which lines
/// say so.
struct WhyTable {
    let why: Why

    func draw(on page: inout Page) {
        draw("who failed", why.failures, on: &page)
        draw("where the time went", why.times, on: &page)
    }

    private static let basisWidth = 8
    private static let gap = 2

    private func draw(_ heading: String, _ statements: [WhyStatement], on page: inout Page) {
        guard !statements.isEmpty else { return }
        page.blank()
        page.line([.init("  " + heading, .bold)])
        let lengths = why.statements.map { $0.length.map(Words.duration) ?? "" }
        let width = lengths.map(\.columns).max() ?? 0
        let evidence = statements.map { Words.references($0.evidence).columns }.max() ?? 0
        let room = page.width - 2 - width - 2 * Self.gap - Self.basisWidth - Self.gap - evidence
        for statement in statements {
            let head = "  " + (statement.length.map(Words.duration) ?? "").rightAligned(to: width) + "  "
            let indent = String(repeating: " ", count: head.columns)
            // When something ended stands in the column in front.
            let words = FaultWords.text(statement.fact, nil)
            let basis = Page.Piece(statement.basis.rawValue.padded(to: Self.basisWidth), Paint.of(statement.basis))
            let behind = Page.Piece("  " + Words.references(statement.evidence))
            if page.isNarrow {
                page.paragraph(words, first: head)
                page.line([.init(indent), basis, behind])
            } else {
                let lines = words.wrapped(to: max(20, room), breakingWords: page.style.fits)
                page.line([.init(head + (lines.first ?? "").padded(to: room + Self.gap)), basis, behind])
                for line in lines.dropFirst() { page.line(indent + line) }
            }
        }
    }
}
