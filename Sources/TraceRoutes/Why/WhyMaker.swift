import LogRecords

/// Says of one request who failed and where its time went, from its lines as its route reconstructs them.
struct WhyMaker {
    let facts: RouteFacts
    let route: Route

    /// Failures first, then times; lines are numbered in `evidence`, and mostly are there already.
    func why(_ evidence: inout EvidenceList) -> Why {
        let failed = FailedCalls(facts)
        let findings =
            FaultFinder(facts: facts, route: route, failed: failed).findings
            + TimeFinder(facts: facts, route: route, failed: failed).findings
        return Why(
            statements: findings.map { finding in
                // That the lines are one request's is itself no more than likely then.
                let basis = finding.basis == .observed && facts.part.clocksDifferBy != nil ? .inferred : finding.basis
                return WhyStatement(
                    finding.fact, length: finding.length, basis: basis, evidence: evidence.numbers(of: finding.records))
            })
    }
}

/// A fact with the records that state it.
struct WhyFinding {
    var fact: WhyFact
    var length: Int64?
    var basis: Basis
    var records: [JoinedRecord]

    init(_ fact: WhyFact, length: Int64? = nil, basis: Basis = .observed, in records: [JoinedRecord]) {
        (self.fact, self.length, self.basis, self.records) = (fact, length, basis, records)
    }
}

extension RouteFacts {
    /// The gateway's own record of the hop that served, or its access line.
    var servingApplication: JoinedRecord? { servingHop?.applications.first }

    /// The crossing's own line, which holds those of its Worker.
    var frontEdge: JoinedRecord? { frontEdges.first { $0.sighting.worker != true } ?? frontEdges.first }

    /// The provider that the answer came from, where it does not matter which call that was.
    var servingProvider: String? {
        let providers = Set((calls?.candidates ?? []).map(\.attempt.provider))
        return providers.count == 1 ? providers.first ?? nil : nil
    }
}
