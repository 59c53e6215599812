import LogRecords

extension Guessing {
    /// Customers whose instance is one slip away, or begins so: they are listed, because no index knows neighbours of a text.
    func suggestInstances(_ answer: inout Answer, _ candidate: Candidate) throws {
        guard store.capabilities.findsByInstance, candidate.isInstance || candidate.isDamaged else { return }
        let kinds = ["uuid", "instance", "beginning", "trace"]
        guard kinds.contains(candidate.reading.kind), let place = try place(),
            let instances = try store.customerInstances(on: place.range.days)
        else { return }
        let typed = plain(candidate.reading.value)
        var found: [Suggestion] = []
        for instance in instances.sorted() where found.count < Self.mostNear {
            let begins = candidate.beginning?.admits(instance) == true
            guard let why = begins ? .begins : Slips.slip(from: plain(instance), to: typed) else { continue }
            guard try !store.days(ofInstance: instance).isEmpty else { continue }
            found.append(Suggestion(kind: "instance", value: instance, started: nil, why: why))
        }
        add(found, to: &answer)
    }

    private func plain(_ text: String) -> String { text.lowercased().filter { $0 != "-" } }
}
