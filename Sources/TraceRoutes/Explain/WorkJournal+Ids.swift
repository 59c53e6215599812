import LogRecords

extension WorkJournal {
    /// Notes each reading that was looked up, and how many lines carry it.
    func lookedUp(_ candidates: [Candidate], on days: DaySelection, _ matches: IdentifierMatches) {
        var range: ClosedRange<Day>?
        if case .days(let some) = days { range = some }
        for candidate in candidates {
            let carried = (candidate.keys + candidate.lastKeys).compactMap { matches.carried[$0] }.max() ?? 0
            lookedUp(kind: candidate.reading.kind, value: candidate.reading.value, days: range, lines: carried)
        }
    }

    /// Notes the reading that was taken, with its lines from the outside in, whatever shard each is in.
    func found(_ candidate: Candidate, in carriers: [JoinedRecord]) {
        func key(_ record: JoinedRecord) -> (Int, Int64) { (record.vantage.rawValue, record.span?.from.nanoseconds ?? .max) }
        let lines = carriers.sorted { key($0) < key($1) }.map(\.sighting.place)
        note(.found(kind: candidate.reading.kind, value: candidate.reading.value, lines: lines), carriers)
    }

    /// Notes that an id of the lines so far was followed; `owners` carry it.
    func followed(_ key: CanonicalIdentifier, of owners: [JoinedRecord], lines: Int, new: Int) {
        for record in owners {
            for (kind, text) in record.sighting.identifiers where CanonicalIdentifier(text) == key {
                return note(.followed(kind, value: text, lines: lines, new: new), [record])
            }
        }
    }
}
