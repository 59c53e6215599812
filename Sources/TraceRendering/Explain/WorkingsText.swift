import LogRecords
package import TraceRoutes

/// How an answer came about, as a person reads it: the steps in order, then the lines that they name.
package struct WorkingsText: Sendable {
    package var text: String

    /// Nothing but masked workings can be drawn.
    package init(_ masked: Masked<Workings>, style: TextStyle = TextStyle()) {
        let workings = masked.value
        let numbers = WorkLines(workings)
        var page = Page(style: style)
        var heading = ""
        for step in workings.steps {
            let next = WorkWords.heading(step.code)
            if next != heading {
                page.blank()
                page.line([.init(next, .bold)])
                heading = next
            }
            page.paragraph(WorkWords.text(step, line: numbers.name), first: "  ", rest: "    ", paint: Self.paint(step))
        }
        if workings.steps.isEmpty { page.line("nothing was looked up: nothing in it looks like an id") }
        if workings.isCut { page.line("  and more steps, which are not kept") }
        page.blank()
        for line in workings.lines { page.line("  [\(line.number)] \(EvidenceList.position(line))") }
        text = page.text
    }

    private static func paint(_ step: WorkStep) -> Paint? {
        switch step {
        case .refused: .dim
        case .ruled(_, _, _, let basis, _), .concluded(_, _, let basis, _, _): Paint.of(basis)
        case .lookedUp, .found, .followed, .joined, .parted: nil
        }
    }
}

/// What the lines of workings are called in a sentence.
struct WorkLines {
    private let lines: [LinePlace: EvidenceLine]

    init(_ workings: Workings) {
        lines = workings.lines.reduce(into: [:]) { lines, line in
            if let place = line.place { lines[place] = line }
        }
    }

    /// `[2] gateway`
    func name(_ place: LinePlace) -> String {
        guard let line = lines[place] else { return "a line" }
        return "[\(line.number)]" + (line.format.map { " \(Words.source($0))" } ?? "")
    }

    func number(_ place: LinePlace) -> Int? { lines[place]?.number }
}
