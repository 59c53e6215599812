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
        drawEnd(answer, on: &page)
        return page.text
    }

    private static func draw(_ route: Route, in answer: Answer, on page: inout Page) {
        page.paragraph(Headline.text(route), paint: .bold)
        page.blank()
        VerdictTable(route.verdict).draw(on: &page)
        page.blank()
        RequestLines(request: route.request, reroute: route.reroute, asked: Set(answer.asked.readings.map(\.value))).draw(on: &page)
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
            drawEnd(answer, on: &page)
        }
        return page.text
    }

    /// What was bounded, what was searched, and how to see the lines.
    private static func drawEnd(_ answer: Answer, on page: inout Page) {
        for note in answer.notes { page.note(note, indent: "  ") }
        let moment = answer.routes.first.flatMap { $0.request.began ?? $0.request.ended }
        let words = CoverageWords(coverage: answer.coverage, zone: page.style.zone)
        var end = words.sentence(besides: moment.map(page.style.zone.date))
        if answer.evidence.contains(where: { $0.kind == .line }), let id = answer.asked.readings.first(where: \.matched)?.value {
            let command = "The lines: trace evidence \(Words.shellWord(id))"
            let last = end.wrapped(to: page.width - 2, breakingWords: page.style.fits).last ?? ""
            if last.columns + 2 + command.columns <= page.width - 2 {
                // A command is never broken over two lines.
                end += "  " + command
                page.closing(end)
            } else {
                page.paragraph(end, first: "  ")
                page.line("  " + command)
            }
        } else {
            page.paragraph(end, first: "  ")
        }
    }
}

extension Page {
    /// A sentence, or a command: that one can be copied as it stands, so its lines end as a shell wants them.
    fileprivate mutating func note(_ note: Note, indent: String) {
        let text = NoteWords.text(note).printable(limit: Longest.path)
        guard NoteWords.isCommand(note) else { return paragraph(text, first: indent) }
        let lines = text.wrapped(to: width - 8, breakingWords: false)
        for (index, part) in lines.enumerated() {
            line(indent + (index == 0 ? "  " : "    ") + part + (index == lines.count - 1 ? "" : " \\"))
        }
    }

    /// A paragraph whose last line keeps the double space before a command.
    fileprivate mutating func closing(_ words: String) {
        let parts = words.split(separator: "  ", maxSplits: 1).map(String.init)
        let lines = (parts.first ?? "").wrapped(to: width - 2, breakingWords: style.fits)
        for line in lines.dropLast() { self.line("  " + line) }
        line("  " + (lines.last ?? "") + "  " + (parts.last ?? ""))
    }
}
