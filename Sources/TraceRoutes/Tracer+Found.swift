import LogRecords

extension Tracer {
    /// `false`: the ledger knows too little.
    func fill(_ asking: inout Asking, with hit: Search<Store>.Hit, _ question: Question, _ ledger: Ledger) throws -> Bool {
        let closure = try IdentifierClosure(from: hit.sightings, foundBy: [hit.key], in: store)
        guard ledger.knows(closure.window) else { return false }
        var ledger = ledger
        ledger.unreadable = store.unreadable
        let fields = asking.candidates[hit.candidate].fields
        let parts = Parting(closure.records).parts { $0.carries(hit.key, in: fields) }
        var answer = asking.answer
        answer.notes += closure.notes
        if hit.carried > hit.sightings.count {
            answer.notes.append(.linesOfIDBounded(carried: hit.carried, read: hit.sightings.count))
        }
        let maker = RouteMaker(ledger: ledger, body: question.body)
        var evidence = EvidenceList()
        answer.routes = parts.prefix(Self.mostRoutes).map { maker.route(of: $0, &evidence, notes: &answer.notes) }
        answer.evidence = try named(evidence.lines)
        answer.outcome = parts.count == 1 ? .found : .ambiguous
        if parts.count > Self.mostRoutes {
            answer.notes.append(.requestsBounded(found: parts.count, shown: Self.mostRoutes))
        }
        if parts.count > 1, parts.contains(where: { !$0.several.isEmpty }) {
            answer.notes.append(.linesGivenToNone)
        }
        answer.coverage = ledger.coverage(in: closure.window?.widened(by: -Instant.hour).ordered)
        let records = parts.flatMap(\.records)
        answer.personal = personalTexts(records)
        if answer.outcome == .found, let part = parts.first {
            answer.routes[0].related = try related(to: RouteFacts(part), &answer.notes)
        }
        asking.answer = answer
        asking.places = Set(records.flatMap(\.places))
        // A caller's line that carries the id is left out where its requests are shown.
        asking.match(records + hit.sightings.map(JoinedRecord.init))
        asking.ids.insert(asking.candidates[hit.candidate].id)
        return true
    }

    /// How long after a web chat's request its job starts at most.
    static var jobSeconds: Int64 { 60 }

    /// A web chat's job calls the gateway under another id: the jobs of the same user that start within a minute are a choice.
    private func related(to facts: RouteFacts, _ notes: inout [Note]) throws -> [Related] {
        guard facts.isHandedToJob, let user = facts.monolith.firstValue({ $0.sighting.user }), let span = facts.span else {
            return []
        }
        let range = TimeRange(from: span.from, to: span.to.advanced(by: Self.jobSeconds * Instant.second))  // bounded: constants
        guard let lines = try store.sightings(ofUser: user, in: range, limit: 256) else {
            notes.append(.cannotLookForJobs)
            return []
        }
        let own = Set(facts.monolith.compactMap(\.sighting.correlationID))
        var jobs: [String] = []
        for line in lines where line.vantage == .monolith && (line.service == "sidekiq" || line.service == "llm") {
            guard let id = line.correlationID, !own.contains(id), !jobs.contains(id), jobs.count < 20 else { continue }
            jobs.append(id)
        }
        return jobs.map { Related(ids: [.correlationID: [$0]], why: .jobOfSameUser(withinSeconds: Self.jobSeconds)) }
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
}
