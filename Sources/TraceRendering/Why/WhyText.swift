import LogRecords
package import TraceRoutes

/// Where a request's time went and who failed, as a person reads it in a terminal.
package struct WhyText: Sendable {
    /// For standard output; empty where nothing was found.
    package var text: String
    /// For standard error, one message an element.
    package var messages: [String]

    /// Draws what the answer says of it; nothing but masked answers can be drawn.
    package init(_ masked: Masked<Answer>, style: TextStyle = TextStyle()) {
        let answer = masked.value
        switch answer.outcome {
        case .found where !answer.routes.isEmpty: (text, messages) = (Self.found(answer, style), [])
        case .found, .ambiguous: (text, messages) = (Self.choice(answer, style), [])
        case .notFound, .expired: (text, messages) = ("", NotFoundText(answer: answer, zone: style.zone).messages)
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
        let sentence = WhySentence(route.why).map { Words.sentence($0.text) + "." }
        page.paragraph(sentence ?? "No line says who failed or where the time went.", paint: .bold)
        page.blank()
        page.paragraph(Headline.text(route), first: "  ")
        RequestLines(request: route.request, reroute: nil, asked: []).drawSummary(on: &page)
        WhyTable(why: route.why).draw(on: &page)
        page.blank()
        EvidenceList(route, in: answer).draw(on: &page)
    }

    private static func choice(_ answer: Answer, _ style: TextStyle) -> String {
        var page = Page(style: style)
        ChoiceText(answer: answer, command: "why").draw(on: &page)
        page.blank()
        AnswerEnd(answer: answer).draw(on: &page)
        return page.text
    }
}
