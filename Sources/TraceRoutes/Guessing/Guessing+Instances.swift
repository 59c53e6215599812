import LogRecords

extension Guessing {
    /// Customers whose instance resembles an id, or begins so, on the days that ids without a time are looked for.
    func instances(_ candidate: Candidate) throws -> Guesses {
        guard store.capabilities.isSuperset(of: [.findsByInstance, .listsInstances]) else { return Guesses() }
        guard candidate.isInstance || candidate.isDamaged else { return Guesses() }
        let kinds = ["uuid", "instance", "beginning", "trace"]
        guard kinds.contains(candidate.reading.kind), let days = try place()?.range.days else { return Guesses() }
        let likeness = InstanceLikeness(to: candidate.reading.value) { candidate.beginning?.admits($0) == true }
        return Guesses(try likeness.suggestions(on: try store.days().compactMap { $0 }.filter(days.contains), in: store))
    }
}
