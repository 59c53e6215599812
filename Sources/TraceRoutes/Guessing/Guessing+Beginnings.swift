import LogRecords

extension Guessing {
    /// Ids that begin as what was asked for: those that carry their time in the time that it leaves open, others on one day.
    func suggestBeginnings(_ answer: inout Answer, _ candidate: Candidate) throws {
        guard let beginning = candidate.beginning else { return }
        var found: [FoundIdentifier] = []
        let windows = try times(of: beginning)
        for window in windows {
            guard let more = try look(for: beginning, in: window) else { return noteInability(&answer) }
            found += more
        }
        if found.isEmpty, let place = try place() {
            guard let more = try look(for: beginning, in: place.range) else { return noteInability(&answer) }
            found = more
            answer.notes.append(.beginningsLookedFor(candidate.reading.value, place.place))
        }
        let ending = candidate.ending
        found.removeAll { !$0.text.lowercased().hasSuffix(ending) }
        let values = found.reduce(into: [FoundIdentifier]()) { values, next in
            if !values.contains(where: { $0.text == next.text }) { values.append(next) }
        }
        let suggestions = values.prefix(Self.mostBeginnings).map {
            Suggestion(kind: $0.kind.rawValue, value: $0.text, started: $0.filed, why: .begins)
        }
        add(suggestions, to: &answer)
        if values.count > Self.mostBeginnings {
            answer.notes.append(.beginningsBounded(candidate.reading.value, most: Self.mostBeginnings))
        }
    }

    private func look(for beginning: IdentifierBeginning, in range: TimeRange) throws -> [FoundIdentifier]? {
        // An id often stands in several fields.
        try store.identifiers(beginning: beginning, in: range, limit: 3 * Self.mostBeginnings + 1)
    }

    private func noteInability(_ answer: inout Answer) {
        answer.notes.append(.cannotLookForBeginnings)
    }

    /// When ids were made that begin so, an hour around it: as a ray, and as a ULID or a UUIDv7; only times of which the store has something.
    private func times(of beginning: IdentifierBeginning) throws -> [TimeRange] {
        var times: [TimeRange] = []
        if let rays = beginning.bits64 {
            times.append(TimeRange(from: EmbeddedTime.ofRay(rays.lowerBound), to: EmbeddedTime.ofRay(rays.upperBound)))
        }
        if let ids = beginning.bits128, let first = EmbeddedTime.ofMilliseconds48(ids.lowerBound),
            let last = EmbeddedTime.ofMilliseconds48(ids.upperBound)
        {
            times.append(TimeRange(from: first, to: last))
        }
        let days = try store.days().compactMap { $0 }
        guard let first = days.first, let last = days.last else { return [] }
        let covered = TimeRange(from: first.start, to: last.advanced(by: 1).start)
        return times.map { $0.widened(by: Instant.hour) }.filter(covered.overlaps)
    }
}
