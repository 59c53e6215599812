import LogRecords

/// Makes a route of the records of one request.
struct RouteMaker {
    /// Attempts that a route lists.
    static let mostAttempts = 64

    let ledger: Ledger
    let body: ResponseBody?

    /// The route, with its lines numbered in `evidence`, and what was bounded.
    func route(of part: Part, _ evidence: inout EvidenceList) -> (route: Route, notes: [Note]) {
        route(of: RouteFacts(part), &evidence)
    }

    /// The same of records that were told apart before; `journal` takes down which rules apply, where somebody asks.
    func route(
        of facts: RouteFacts, _ evidence: inout EvidenceList, _ journal: WorkJournal? = nil
    ) -> (route: Route, notes: [Note]) {
        // Numbers follow the way of the request, whatever is said first.
        _ = evidence.numbers(of: facts.firstEdges + facts.monolith + facts.frontEdges + facts.balancers)
        for hop in facts.hops { _ = evidence.numbers(of: hop.records + hop.calls) }
        let maker = VerdictMaker(facts: facts, ledger: ledger, body: body, journal: journal)
        let verdict = maker.verdict(&evidence).weakened(ifClocksDifferBy: facts.part.clocksDifferBy)
        journal?.concluded(verdict)
        let hops = HopMaker(facts: facts, ledger: ledger, causes: maker).hops(&evidence)
        let (attempts, notes) = attempts(facts, &evidence)
        var route = Route(request: SummaryMaker(facts: facts).summary(), verdict: verdict, hops: hops, attempts: attempts)
        route.conflicts = conflicts(verdict)
        route.reroute = RerouteMaker(facts: facts).reroute(to: verdict.region, &evidence)
        route.clocks = ClockMaker(facts: facts, result: route.request.result).offsets(&evidence)
        return (route, notes)
    }

    private func attempts(_ facts: RouteFacts, _ evidence: inout EvidenceList) -> (attempts: [RouteAttempt], notes: [Note]) {
        var attempts: [RouteAttempt] = []
        var notes: [Note] = []
        for (index, hop) in facts.hops.enumerated() {
            guard let calls = index == facts.serving ? facts.calls : HopCalls(of: hop) else { continue }
            if calls.isCut { notes.append(.callsCut) }
            for call in calls.calls {
                var attempt = call.attempt
                attempt.number = attempts.count + 1
                // What served a hop that did not serve the request did not serve the request.
                if index != facts.serving, attempt.served == true { attempt.served = false }
                attempts.append(RouteAttempt(attempt: attempt, ended: call.ended, evidence: evidence.numbers(of: call.records)))
            }
        }
        if attempts.count > Self.mostAttempts { notes.append(.callsBounded(made: attempts.count, shown: Self.mostAttempts)) }
        return (Array(attempts.prefix(Self.mostAttempts)), notes)
    }

    private func conflicts(_ verdict: Verdict) -> [Conflict] {
        let clauses = [
            ("edge", verdict.edge), ("region", verdict.region), ("provider", verdict.provider), ("model", verdict.model),
            ("location", verdict.location),
        ]
        return clauses.compactMap { name, clause in
            if case .conflict(let sides) = clause { Conflict(clause: name, sides: sides) } else { nil }
        }
    }
}
