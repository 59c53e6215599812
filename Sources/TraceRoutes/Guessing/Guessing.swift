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

    /// What resembles these ids, and where it was looked for.
    func guesses(for candidates: [Candidate]) throws -> Guesses {
        var guesses = Guesses()
        var tried: [Int] = []
        for candidate in candidates {
            if !tried.contains(candidate.id) {
                guard tried.count < Self.mostIDs else { break }
                tried.append(candidate.id)
            }
            // A pass over a day's rows, where no slip explains it.
            if !guesses.add(try near(candidate)) { guesses.add(try beginnings(candidate)) }
            guesses.add(try instances(candidate))
        }
        return guesses
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

/// What may have been meant, and what is to be said of the search for it.
struct Guesses {
    private(set) var suggestions: [Suggestion] = []
    private(set) var notes: [Note] = []

    init(_ suggestions: [Suggestion] = [], notes: [Note] = []) {
        (self.suggestions, self.notes) = (suggestions, notes)
    }

    /// Adds what is not suggested yet, and says whether that is anything.
    @discardableResult
    mutating func add(_ more: Guesses) -> Bool {
        notes += more.notes
        let count = suggestions.count
        for new in more.suggestions where !suggestions.contains(where: { $0.value == new.value }) { suggestions.append(new) }
        return suggestions.count > count
    }
}
