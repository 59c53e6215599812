import LogRecords
import TraceRoutes

/// What was bounded, what was searched, and how to see the lines.
struct AnswerEnd {
    let answer: Answer

    func draw(on page: inout Page) {
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
    mutating func note(_ note: Note, indent: String) {
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
