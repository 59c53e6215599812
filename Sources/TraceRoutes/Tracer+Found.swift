import LogRecords

extension Tracer {
    /// The requests that carry what was found; `nil`: the ledger knows too little.
    func found(
        _ hit: Search<Store>.Hit, _ candidates: [Candidate], _ question: Question, _ ledger: Ledger
    ) throws -> BlockAnswer? {
        let closure = try IdentifierClosure(from: hit.sightings, foundBy: [hit.key], in: store, journal)
        guard ledger.knows(closure.window) else { return nil }
        let asked = candidates[hit.candidate]
        let parts = Parting(closure.records, journal).parts { $0.carries(hit.key, in: asked.fields) }
        journal?.note(.parted(requests: parts.count))
        let maker = RouteMaker(ledger: readable(ledger), body: question.body)
        var drawn = DrawnRoutes(parts.prefix(Self.mostRoutes), by: maker, journal)
        let jobs = try parts.count == 1 ? parts.first.map { try self.jobs(of: RouteFacts($0)) } : nil
        if let jobs { drawn.routes[0].related = jobs.related }
        let records = parts.flatMap(\.records)
        // A caller's line that carries the id is left out where its requests are shown.
        let matched = MatchedReadings(candidates, in: records + hit.sightings.map(JoinedRecord.init))
        let coverage = readable(ledger).coverage(in: closure.window?.widened(by: -Instant.hour).ordered)
        let answer = Answer(
            asked: Asked(text: question.text, readings: matched.readings), outcome: parts.count == 1 ? .found : .ambiguous,
            routes: drawn.routes, evidence: try named(drawn.evidence), coverage: coverage,
            notes: closure.notes + bounds(of: hit) + drawn.notes + bounds(of: parts) + (jobs?.notes ?? []) + matched.notes
                + notes(of: coverage),
            personal: personalTexts(records))
        return BlockAnswer(
            candidates: candidates, answer: answer, ids: matched.ids.union([asked.id]), places: Set(records.flatMap(\.places)))
    }

    private func bounds(of hit: Search<Store>.Hit) -> [Note] {
        hit.carried > hit.sightings.count ? [.linesOfIDBounded(carried: hit.carried, read: hit.sightings.count)] : []
    }

    private func bounds(of parts: [Part]) -> [Note] {
        var notes: [Note] = []
        if parts.count > Self.mostRoutes { notes.append(.requestsBounded(found: parts.count, shown: Self.mostRoutes)) }
        if parts.count > 1, parts.contains(where: { !$0.several.isEmpty }) { notes.append(.linesGivenToNone) }
        return notes
    }

    /// How long after a web chat's request its job starts at most.
    static var jobSeconds: Int64 { 60 }

    /// A web chat's job calls the gateway under another id: the jobs of the same user that start within a minute are a
    /// choice.
    private func jobs(of facts: RouteFacts) throws -> (related: [Related], notes: [Note]) {
        guard facts.isHandedToJob, let user = facts.monolith.firstValue({ $0.sighting.user }), let span = facts.span else {
            return ([], [])
        }
        guard can(.findsByUser) else { return ([], [.cannotLookForJobs]) }
        let range = TimeRange(from: span.from, to: span.to.advanced(by: Self.jobSeconds * Instant.second))  // bounded: constants
        let lines = try store.sightings(ofUser: user, in: range, limit: 256)
        let own = Set(facts.monolith.compactMap(\.sighting.correlationID))
        var jobs: [String] = []
        for line in lines where line.vantage == .monolith && (line.service == "sidekiq" || line.service == "llm") {
            guard let id = line.correlationID, !own.contains(id), !jobs.contains(id), jobs.count < 20 else { continue }
            jobs.append(id)
        }
        return (jobs.map { Related(ids: [.correlationID: [$0]], why: .jobOfSameUser(withinSeconds: Self.jobSeconds)) }, [])
    }
}

/// The texts of these lines that no output may show.
func personalTexts(_ records: [JoinedRecord]) -> [String] {
    var texts: Set<String> = []
    for record in records {
        let sighting = record.sighting
        texts.formUnion([sighting.clientAddress, sighting.user, sighting.customerHost].compactMap { $0 })
        if record.vantage == .monolith, let host = sighting.host { texts.insert(host) }
    }
    return texts.sorted()
}

/// The routes of several requests, with the lines of all of them numbered as one list.
private struct DrawnRoutes {
    var routes: [Route] = []
    private(set) var evidence: [EvidenceLine] = []
    private(set) var notes: [Note] = []

    init(_ parts: some Sequence<Part>, by maker: RouteMaker, _ journal: WorkJournal?) {
        var list = EvidenceList()
        for part in parts {
            let facts = RouteFacts(part)
            var (route, notes) = maker.route(of: facts, &list, journal)
            route.why = WhyMaker(facts: facts, route: route).why(&list)
            routes.append(route)
            self.notes += notes
        }
        evidence = list.lines
    }
}
