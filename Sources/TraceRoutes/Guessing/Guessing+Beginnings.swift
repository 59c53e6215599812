import LogRecords

extension Guessing {
    /// Ids that begin as what was asked for: those that carry their time in the time that it leaves open, others on one
    /// day.
    func beginnings(_ candidate: Candidate) throws -> Guesses {
        guard let beginning = candidate.beginning else { return Guesses() }
        guard store.capabilities.contains(.findsByBeginning) else { return Guesses(notes: [.cannotLookForBeginnings]) }
        var notes: [Note] = []
        var found = try times(of: beginning).flatMap { try look(for: beginning, in: $0) }
        if found.isEmpty, let place = try place() {
            found = try look(for: beginning, in: place.range)
            notes.append(.beginningsLookedFor(candidate.reading.value, place.place))
        }
        let ending = candidate.ending
        found.removeAll { !$0.text.lowercased().hasSuffix(ending) }
        let values = found.reduce(into: [FoundIdentifier]()) { values, next in
            if !values.contains(where: { $0.text == next.text }) { values.append(next) }
        }
        if values.count > Self.mostBeginnings {
            notes.append(.beginningsBounded(candidate.reading.value, most: Self.mostBeginnings))
        }
        return Guesses(
            values.prefix(Self.mostBeginnings).map {
                Suggestion(kind: $0.kind.rawValue, value: $0.text, started: $0.filed, why: .begins)
            }, notes: notes)
    }

    private func look(for beginning: IdentifierBeginning, in range: TimeRange) throws -> [FoundIdentifier] {
        // An id often stands in several fields.
        try store.identifiers(beginning: beginning, in: range, limit: 3 * Self.mostBeginnings + 1)
    }

    /// When ids were made that begin so, an hour around it: as a ray, and as a ULID or a UUIDv7; only times of which
    /// the store has something.
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
