import LogRecords

/// Lines that are held in memory, found by their identifiers as a store finds its rows.
struct HeldLines: LineFinder {
    let sightings: [Sighting]
    private let carriers: [CanonicalIdentifier: [Int]]

    init(_ sightings: [Sighting]) {
        self.sightings = sightings
        var carriers: [CanonicalIdentifier: [Int]] = [:]
        for (index, sighting) in sightings.enumerated() {
            for key in Set(sighting.identifiers.map { CanonicalIdentifier($0.text) }) { carriers[key, default: []].append(index) }
        }
        self.carriers = carriers
    }

    func sightings(
        carrying identifiers: [CanonicalIdentifier], on days: DaySelection, limit: Int
    ) -> IdentifierMatches {
        var matches = IdentifierMatches()
        var taken: Set<Int> = []
        for identifier in Set(identifiers) {
            let found = (carriers[identifier] ?? []).filter { days.contains(sightings[$0].filed) }
            guard !found.isEmpty else { continue }
            matches.carried[identifier] = found.count
            taken.formUnion(found.prefix(limit))
        }
        matches.sightings = taken.sorted().map { sightings[$0] }
        return matches
    }
}

extension DaySelection {
    /// Whether a line that was filed then is looked at.
    fileprivate func contains(_ filed: Instant?) -> Bool {
        switch self {
        case .all: true
        case .days(let days): filed.map { days.contains(Day($0)) } ?? true
        }
    }
}
