import LogRecords
package import TraceRoutes

/// An answer as a person reads it in a terminal.
package struct AnswerText: Sendable {
    /// For standard output; empty where nothing was found.
    package var text: String
    /// For standard error, one message an element: who speaks is the caller's to say.
    package var messages: [String]

    /// Draws the answer; nothing but masked answers can be drawn.
    package init(_ masked: Masked<Answer>, style: TextStyle = TextStyle()) {
        let answer = masked.value
        switch answer.outcome {
        case .found where !answer.routes.isEmpty:
            text = Self.found(answer, style)
            messages = []
        case .ambiguous, .found:
            text = Self.choice(answer, style)
            messages = []
        case .notFound, .expired:
            text = ""
            messages = NotFoundText(answer: answer, zone: style.zone).messages
        }
    }

    private static func found(_ answer: Answer, _ style: TextStyle) -> String {
        var page = Page(style: style)
        for (index, route) in answer.routes.enumerated() {
            if index > 0 { page.blank() }
            draw(route, in: answer, on: &page)
        }
        page.blank()
        AnswerEnd(answer: answer).draw(on: &page)
        return page.text
    }

    private static func draw(_ route: Route, in answer: Answer, on page: inout Page) {
        page.paragraph(Headline.text(route), paint: .bold)
        page.blank()
        VerdictTable(route.verdict).draw(on: &page)
        page.blank()
        RequestLines(request: route.request, reroute: route.reroute, asked: Set(answer.asked.readings.map(\.value))).draw(on: &page)
        if let sentence = WhySentence(route.why) {
            page.paragraph(
                "why\(sentence.isFailure ? ":" : "") \(sentence.text)  \(Words.references(sentence.evidence))", first: "  ")
        }
        page.blank()
        HopTable(route, zone: page.style.zone).draw(on: &page)
        if let clocks = ClockWords.sentence(route.clocks) {
            page.blank()
            page.paragraph(clocks, first: "  ")
        }
        draw(route.related, on: &page)
        page.blank()
        EvidenceList(route, in: answer).draw(on: &page)
    }

    private static func draw(_ related: [Related], on page: inout Page) {
        guard !related.isEmpty else { return }
        page.blank()
        page.paragraph("Perhaps part of it, under ids of their own; the answer above rests on none of them:", first: "  ")
        for other in related.prefix(10) {
            let id = IdentifierKind.allCases.lazy.compactMap { other.ids[$0]?.first { !Mask.isMasked($0) } }.first
            let command = id.map { "trace route \(Words.shellWord($0))" } ?? "no id"
            page.paragraph(ReasonWords.text(other.why), first: "  - ")
            page.line("    \(command)")
        }
        if related.count > 10 { page.line("    and \(related.count - 10) more: see --json") }
    }

    private static func choice(_ answer: Answer, _ style: TextStyle) -> String {
        var page = Page(style: style)
        ChoiceText(answer: answer).draw(on: &page)
        if answer.routes.isEmpty {
            for note in answer.notes { page.note(note, indent: "") }
        } else {
            page.blank()
            AnswerEnd(answer: answer).draw(on: &page)
        }
        return page.text
    }
}
