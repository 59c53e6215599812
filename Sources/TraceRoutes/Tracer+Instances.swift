import LogRecords

/// An id that names a customer instance instead of a request.
struct NamedInstance {
    /// Its number in the paste.
    var id: Int
    var readings: [Reading]
    /// How much there is of it, and what to ask.
    var notes: [Note]
}

extension Tracer {
    /// The first of these ids that names a customer instance of which there are lines.
    func namedInstance(_ candidates: [Candidate]) throws -> NamedInstance? {
        guard can(.findsByInstance) else { return nil }
        for (index, candidate) in candidates.enumerated() where candidate.isInstance {
            let instance = candidate.reading.value
            let days = try store.days(ofInstance: instance)
            guard !days.isEmpty else { continue }
            var readings = candidates.map(\.reading)
            readings[index].matched = true
            readings[index].kind = "instance"
            return NamedInstance(id: candidate.id, readings: readings, notes: try notes(of: instance, on: days.map(\.day)))
        }
        return nil
    }

    private func notes(of instance: String, on days: [Day?]) throws -> [Note] {
        let all = TimeRange(from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .max))
        let newest = try store.sightings(ofInstance: instance, in: all, filter: SightingFilter(), limit: 2000)
        let count = try requests(of: newest.sightings).parts.count
        let dated = days.compactMap { $0 }
        let named = Note.namesInstance(
            instance, requests: count, isExact: newest.total <= newest.sightings.count, days: days.count, first: dated.first,
            last: dated.last)
        return [named] + (newest.sightings.first?.filed.map { [.listInstance(instance, around: $0)] } ?? [])
    }
}
