package import LogRecords

extension Tracer {
    /// The requests of one customer instance in these times, newest first; a row is a request, whatever number of lines
    /// tell of it.
    package func find(instance: String, in ranges: [TimeRange], filter: SightingFilter, limit: Int) throws -> FindAnswer {
        try require(.findsByInstance)
        let ledger = try ledger()
        let most = max(1, min(limit, 10_000))
        var seeds: [Sighting] = []
        var isExact = true
        for range in ranges {
            // A request has up to some twenty lines.
            let found = try store.sightings(ofInstance: instance, in: range, filter: filter, limit: most * 24)
            if found.total > found.sightings.count { isExact = false }
            seeds += found.sightings
        }
        let (parts, bounds) = try requests(of: seeds)
        let searched = ranges.reduce(nil) { $0?.union($1) ?? $1 }
        // Before anything is said of what can be read: the look at other times may meet a part that cannot.
        let whereabouts = try parts.isEmpty ? whereabouts(of: instance, around: searched, filter) : nil
        let readable = readable(ledger)
        let maker = RouteMaker(ledger: readable, body: nil)
        var evidence = EvidenceList()
        let newest = parts.sorted { ($0.span?.from.nanoseconds ?? .min) > ($1.span?.from.nanoseconds ?? .min) }
        let rows = newest.prefix(most).map { part in
            let route = maker.route(of: part, &evidence).route
            return FindRow(request: route.request, region: route.verdict.region, provider: route.verdict.provider)
        }
        let coverage = try withNextLoad(readable.coverage(in: searched), isOfAnyTime: false)
        return FindAnswer(
            instance: instance, ranges: ranges, rows: Array(rows), total: parts.count, totalIsExact: isExact && coverage.complete,
            coverage: coverage, whereabouts: whereabouts,
            notes: bounds + (whereabouts?.isNeverSeen == true ? try prunedNotes(at: nil) : []) + notes(of: coverage),
            personal: personalTexts(parts.flatMap(\.records)))
    }

    /// The requests that these lines tell of, with all their other lines; one rule for whoever lists and whoever counts
    /// them.
    func requests(of seeds: [Sighting]) throws -> (parts: [Part], notes: [Note]) {
        let places = Set(seeds.map(\.place))
        let closure = try IdentifierClosure(from: seeds, foundBy: [], in: store)
        return (Parting(closure.records).parts { record in record.places.contains(where: places.contains) }, closure.notes)
    }
}
