import LogRecords

/// Finds the sightings that carry an id that was asked for.
///
/// An id that carries its own time is looked for around that time first, then everywhere: most ids are found at their
/// hint, and a hint may be wrong.
struct Search<Store: RecordReader> {
    let store: Store
    /// Takes down what was looked for; `nil`: nobody asked.
    var journal: WorkJournal?

    /// What was found, and by which reading.
    struct Hit {
        var candidate: Int
        var key: CanonicalIdentifier
        var sightings: [Sighting]
        /// Lines that carry the id, also those that were not read.
        var carried: Int
    }

    /// The hit of the most specific reading that matches anything at all.
    func hit(_ candidates: [Candidate]) throws -> Hit? {
        let asked = candidates.indices.filter { !candidates[$0].keys.isEmpty }
        guard let first = asked.first else { return nil }
        if let found = try early(candidates, asked, first) { return found }
        var matches = IdentifierMatches()
        for (days, indices) in Dictionary(grouping: asked, by: { hintedDays(candidates[$0]) }) {
            let selection = days.map { DaySelection.days($0) } ?? .all
            add(try look(for: indices.map { candidates[$0] }, on: selection, isLast: selection == .all), to: &matches)
        }
        var hit = choose(candidates, from: matches)
        if hit == nil, asked.contains(where: { hintedDays(candidates[$0]) != nil }) {
            hit = choose(candidates, from: try look(for: asked.map { candidates[$0] }, on: .all, isLast: true))
        }
        if var found = hit {
            try widen(&found, candidates[found.candidate])
            hit = found
        }
        return hit
    }

    /// What the most specific reading finds at its own time: then no other day is opened for readings that say no time.
    private func early(_ candidates: [Candidate], _ asked: [Int], _ first: Int) throws -> Hit? {
        guard let days = hintedDays(candidates[first]) else { return nil }
        guard var hit = choose(candidates, from: try look(for: asked.map { candidates[$0] }, on: .days(days))),
            hit.candidate == first
        else { return nil }
        try widen(&hit, candidates[first])
        return hit
    }

    private func look(for candidates: [Candidate], on days: DaySelection, isLast: Bool = false) throws -> IdentifierMatches {
        let keys = candidates.flatMap(\.keys) + (isLast ? candidates.flatMap(\.lastKeys) : [])
        let matches = try store.sightings(carrying: keys, on: days, limit: IdentifierClosure<Store>.mostRows)
        journal?.lookedUp(candidates, on: days, matches)
        return matches
    }

    private func add(_ more: IdentifierMatches, to matches: inout IdentifierMatches) {
        matches.sightings += more.sightings
        matches.carried.merge(more.carried) { max($0, $1) }
    }

    /// The day that an id's time lies in, and its neighbour within six hours of midnight.
    private func hintedDays(_ candidate: Candidate) -> ClosedRange<Day>? {
        candidate.reading.time.map { TimeRange(from: $0, to: $0).widened(by: 6 * Instant.hour).days }
    }

    private func choose(_ candidates: [Candidate], from matches: IdentifierMatches) -> Hit? {
        guard !matches.sightings.isEmpty else { return nil }
        let records = matches.sightings.map(JoinedRecord.init)
        for (index, candidate) in candidates.enumerated() {
            for key in candidate.keys + candidate.lastKeys {
                let carriers = records.filter { $0.carries(key, in: candidate.fields) }
                guard !carriers.isEmpty else { continue }
                journal?.found(candidate, in: carriers)
                return Hit(
                    candidate: index, key: key, sightings: carriers.map(\.sighting), carried: matches.carried[key] ?? carriers.count
                )
            }
        }
        return nil
    }

    /// Looks once more where the hint ended, in case the request went on beyond midnight.
    private func widen(_ hit: inout Hit, _ candidate: Candidate) throws {
        guard let hinted = hintedDays(candidate) else { return }
        let span = hit.sightings.compactMap { JoinedRecord($0).span }.reduce(nil) { $0?.union($1) ?? $1 }
        guard let days = span?.widened(by: Instant.hour).days,
            days.lowerBound < hinted.lowerBound || days.upperBound > hinted.upperBound
        else { return }
        let more = try store.sightings(carrying: [hit.key], on: .days(days), limit: IdentifierClosure<Store>.mostRows)
        let known = Set(hit.sightings.map(\.place))
        hit.sightings += more.sightings.filter {
            !known.contains($0.place) && JoinedRecord($0).carries(hit.key, in: candidate.fields)
        }
    }
}
