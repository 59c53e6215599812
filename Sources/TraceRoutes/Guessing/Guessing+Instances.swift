import LogRecords

extension Guessing {
    /// Customers whose instance is one slip away, or begins so: they are listed, because no index knows neighbours of a text.
    func instances(_ candidate: Candidate) throws -> Guesses {
        guard store.capabilities.isSuperset(of: [.findsByInstance, .listsInstances]) else { return Guesses() }
        guard candidate.isInstance || candidate.isDamaged else { return Guesses() }
        let kinds = ["uuid", "instance", "beginning", "trace"]
        guard kinds.contains(candidate.reading.kind), let place = try place() else { return Guesses() }
        let instances = try store.customerInstances(on: place.range.days)
        let typed = plain(candidate.reading.value)
        var found: [Suggestion] = []
        for instance in instances.sorted() where found.count < Self.mostNear {
            let begins = candidate.beginning?.admits(instance) == true
            guard let why = begins ? .begins : Slips.slip(from: plain(instance), to: typed) else { continue }
            guard try !store.days(ofInstance: instance).isEmpty else { continue }
            found.append(Suggestion(kind: "instance", value: instance, started: nil, why: why))
        }
        return Guesses(found)
    }

    private func plain(_ text: String) -> String { text.lowercased().filter { $0 != "-" } }
}
