import LogRecords

/// Ids that are there and resemble what was asked for. They are suggested, and never answered.
struct Guessing<Store: RecordReader> {
    /// Ids that differ by a slip.
    static var mostNear: Int { 5 }
    /// Ids that begin as what was asked.
    static var mostBeginnings: Int { 20 }
    /// Ids of one question that something is suggested for.
    static var mostIDs: Int { 4 }

    let store: Store
    /// Where ids are looked for that carry no time; `nil`: on the newest day.
    let about: TimeRange?

    /// Adds what resembles these ids, and where it was looked for.
    func suggest(_ answer: inout Answer, for candidates: [Candidate]) throws {
        var tried: [Int] = []
        for candidate in candidates {
            if !tried.contains(candidate.id) {
                guard tried.count < Self.mostIDs else { break }
                tried.append(candidate.id)
            }
            let count = answer.suggestions.count
            try suggestNear(&answer, candidate)
            // A pass over a day's rows, where no slip explains it.
            if answer.suggestions.count == count { try suggestBeginnings(&answer, candidate) }
            try suggestInstances(&answer, candidate)
        }
    }

    /// Adds what is not suggested yet.
    func add(_ suggestions: [Suggestion], to answer: inout Answer) {
        for new in suggestions where !answer.suggestions.contains(where: { $0.value == new.value }) {
            answer.suggestions.append(new)
        }
    }

    /// Where ids without a time are looked for; `nil` in a store without days.
    func place() throws -> (range: TimeRange, place: Note.Place)? {
        if let about {
            return (about, .days(first: Day(about.from), last: Day(about.to)))
        }
        guard let newest = try store.days().compactMap({ $0 }).last else { return nil }
        let range = TimeRange(from: newest.start, to: newest.advanced(by: 1).start.advanced(by: -1))
        return (range, .newestDay(newest))
    }
}
