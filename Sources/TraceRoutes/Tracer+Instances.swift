import LogRecords

extension Tracer {
    /// Whether the id names a customer instead of a request: says how much there is of it, and what to ask. Gives the number of that id.
    func nameInstance(_ answer: inout Answer, _ candidates: [Candidate]) throws -> Int? {
        guard store.capabilities.findsByInstance else { return nil }
        for (index, candidate) in candidates.enumerated() where candidate.isInstance {
            let instance = candidate.reading.value
            let days = try store.days(ofInstance: instance)
            guard !days.isEmpty else { continue }
            answer.asked.readings[index].matched = true
            answer.asked.readings[index].kind = "instance"
            answer.outcome = .ambiguous
            let all = TimeRange(from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .max))
            let newest = try store.sightings(ofInstance: instance, in: all, filter: SightingFilter(), limit: 2000)
            let count = try requests(of: newest.sightings).parts.count
            let dated = days.compactMap(\.day)
            answer.notes.append(
                .namesInstance(
                    instance, requests: count, isExact: newest.total <= newest.sightings.count, days: days.count,
                    first: dated.first, last: dated.last))
            if let time = newest.sightings.first?.filed { answer.notes.append(.listInstance(instance, around: time)) }
            return candidate.id
        }
        return nil
    }
}
