import LogRecords

/// Asks a segment's `.ids` file for a row in every way in which it could be asked for.
struct IdentifierLookUp {
    private let segment: SegmentReader
    private let day: Day?

    init(_ segment: SegmentReader, day: Day?) {
        self.segment = segment
        self.day = day
    }

    /// Whether the row is there and found by each identifier that it carries, its customer, its user and its own
    /// identity.
    func findsRow(_ row: Int) throws(StoreError) -> Bool {
        guard let sighting = try segment.sighting(row) else { return false }
        let identifiers = segment.identifiers
        let second = IdentifierHash.secondOfDay(sighting.filed?.nanoseconds ?? 0)
        let isOfToday = identifiers.header.knowsRaysWithColos
        for (_, text) in sighting.identifiers {
            let key = isOfToday ? CanonicalIdentifier(text) : CanonicalIdentifier(beforeRaysWithColos: text)
            guard try identifiers.has(row, carrying: key) else { return false }
        }
        if let instance = sighting.customerInstance, try !identifiers.has(row, ofInstance: instance, second: second) {
            return false
        }
        if let user = sighting.user, sighting.vantage == .monolith,
            try !identifiers.has(row, ofInstance: user, second: IdentifierHash.userSecond(second))
        {
            return false
        }
        if let record = sighting.recordID {
            let word = IdentifierHash.word(record, row: row)
            return try !identifiers.words(.records, from: word, to: word).isEmpty
        }
        return true
    }
}
