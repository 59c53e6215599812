import LogRecords

/// The answers to one paste: what leads to the same requests is one of them.
struct AnswerList {
    private var answers: [Answer] = []
    private var places: [Set<LinePlace>] = []
    private let question: Question

    init(_ question: Question) {
        self.question = question
    }

    var isEmpty: Bool { answers.isEmpty }
    /// Whether something was not found.
    var leaveOpen: Bool { places.isEmpty || places.contains(where: \.isEmpty) }

    /// With what is to be said of the paste as a whole, and of ids that lead to the same.
    var list: [Answer] {
        answers.enumerated().map { index, answer in
            var answer = answer
            if let note = Self.sameRequests(answer) { answer.notes.insert(note, at: 0) }
            guard index == 0 else { return answer }
            answer.asksNothing = question.isProse && answer.outcome == .notFound
            if question.wasCut { answer.notes.append(.pasteCut(kibibytes: Question.longestPaste >> 10)) }
            if question.holdsMore { answer.notes.append(.idsLeftOut(asked: Question.mostIDs)) }
            return answer
        }
    }

    mutating func add(_ answer: Answer) {
        answers.append(answer)
        places.append([])
    }

    /// Forgets answers about nothing but text that was an id by its name alone, as it now turns out to be spelt
    /// otherwise.
    mutating func dropUnfoundTexts() {
        let kept = answers.indices.filter { !places[$0].isEmpty || answers[$0].asked.readings.contains { $0.kind != "text" } }
        (answers, places) = (kept.map { answers[$0] }, kept.map { places[$0] })
    }

    /// The number of the answer that these ids have.
    mutating func add(_ asked: BlockAnswer) -> Int {
        var answer = asked.answer
        // Of ids that were told with these and did not lead here something is said elsewhere.
        answer.asked.readings = zip(asked.candidates, answer.asked.readings).filter { asked.ids.contains($0.0.id) }.map(\.1)
        if let known = places.firstIndex(where: { $0 == asked.places && !$0.isEmpty }) {
            let more = answer.asked.readings.filter { reading in
                !answers[known].asked.readings.contains { $0.kind == reading.kind && $0.value == reading.value }
            }
            answers[known].asked.readings += more.prefix(max(0, Question.mostReadings - answers[known].asked.readings.count))
            return known
        }
        answers.append(answer)
        places.append(asked.places)
        return answers.count - 1
    }

    /// Says which ids that were told with those of an answer no line carries.
    mutating func note(unfound candidates: [Candidate], in index: Int) {
        let room = max(0, Question.mostReadings - answers[index].asked.readings.count)
        answers[index].asked.readings += candidates.map(\.reading).prefix(room)
        var seen: Set<Int> = []
        let named = candidates.filter { !$0.isDamaged && !$0.keys.isEmpty && seen.insert($0.id).inserted }.map(\.reading)
        guard !named.isEmpty else { return }
        let first = named.prefix(3)
        answers[index].notes.append(.unknownIDs(first.map(Note.NamedID.init), more: named.count - first.count))
    }

    private static func sameRequests(_ answer: Answer) -> Note? {
        var values: Set<String> = []
        let matched = answer.asked.readings.filter { $0.matched && values.insert($0.value).inserted }
        guard matched.count > 1 else { return nil }
        let first = matched.prefix(4)
        return .sameRequests(first.map(Note.NamedID.init), more: matched.count - first.count, requests: answer.routes.count)
    }
}
