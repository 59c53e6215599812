import LogRecords

/// How an answer came about: what was tried, found, joined, refused and concluded, in order.
package struct Workings: Sendable, Equatable {
    /// As it was asked.
    package var asked: String
    package var steps: [WorkStep]
    /// There were more steps than are kept.
    package var isCut: Bool
    /// The lines that steps name, numbered from 1 in the order in which they come up.
    package var lines: [EvidenceLine]
    /// Of the answers that it led to.
    package var outcomes: [Answer.Outcome]
    /// Texts that are masked wherever they occur in it.
    package var personal: [String] = []

    package init(
        asked: String, steps: [WorkStep], isCut: Bool = false, lines: [EvidenceLine], outcomes: [Answer.Outcome],
        personal: [String] = []
    ) {
        (self.asked, self.steps, self.isCut, self.lines) = (asked, steps, isCut, lines)
        (self.outcomes, self.personal) = (outcomes, personal)
    }
}

extension Tracer {
    /// Answers a question, and takes down how.
    package func workings(_ paste: String) throws -> (workings: Workings, answers: [Answer]) {
        let journal = WorkJournal()
        let answers = try Tracer(store: store, about: about, now: now, journal: journal).answers(paste)
        var evidence = EvidenceList()
        for place in journal.steps.flatMap(\.places) { evidence.add(place, format: journal.formats[place] ?? "") }
        let workings = Workings(
            asked: paste, steps: journal.steps, isCut: journal.isCut, lines: try named(evidence.lines),
            outcomes: answers.map(\.outcome), personal: journal.personal.sorted())
        return (workings, answers)
    }
}
