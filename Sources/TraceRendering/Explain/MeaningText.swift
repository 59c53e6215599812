import LogRecords
import TraceRoutes

/// Rules and causes as a person reads them: all of them in a list, or some whole.
package struct MeaningText: Sendable {
    package var text: String

    /// Each of them whole.
    package init(_ meanings: [Meaning], style: TextStyle = TextStyle()) {
        var page = Page(style: style)
        for meaning in meanings {
            page.blank()
            Self.draw(meaning, on: &page)
        }
        text = page.text
    }

    /// All of them, a line each.
    package init(listIn style: TextStyle = TextStyle()) {
        var page = Page(style: style)
        Self.list("rules: what a clause of a verdict rests on", .rule, on: &page)
        Self.list("causes: why a hop or a value is not there", .cause, on: &page)
        page.blank()
        page.paragraph("trace explain NAME says more of one, trace explain ID how an answer came about.")
        text = page.text
    }

    private static func list(_ heading: String, _ kind: Meaning.Kind, on page: inout Page) {
        let meanings = Meaning.all.filter { $0.kind == kind }
        page.blank()
        page.line([.init(heading, .bold)])
        let width = meanings.map(\.name.columns).max() ?? 0
        let basis = meanings.compactMap { $0.strongest?.rawValue.columns }.max() ?? 0
        for meaning in meanings {
            let strength = meaning.strongest.map { $0.rawValue.padded(to: basis) + "  " } ?? ""
            page.paragraph(meaning.says, first: "  " + meaning.name.padded(to: width) + "  " + strength)
        }
    }

    private static func draw(_ meaning: Meaning, on page: inout Page) {
        page.line([.init("\(meaning.name), a \(meaning.kind.rawValue)", .bold)])
        page.paragraph(meaning.says, first: meaning.kind == .rule ? "  concludes  " : "  says       ")
        page.paragraph(meaning.from, first: meaning.kind == .rule ? "  from       " : "  that is    ")
        if let strongest = meaning.strongest { page.line("  strength   \(strongest.rawValue) at most") }
        if let address = meaning.page { page.line("  page       \(address)") }
    }
}
