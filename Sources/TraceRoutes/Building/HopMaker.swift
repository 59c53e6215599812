import LogRecords

/// Puts the hops of a request in the order in which it met them; those that must have been there and have no line say
/// why.
struct HopMaker {
    let facts: RouteFacts
    let ledger: Ledger
    let causes: VerdictMaker

    /// Edge and monolith of the first crossing, then edge, balancer and gateways; what is missing has a cause.
    func hops(_ evidence: inout EvidenceList) -> [Hop] {
        var made: [Hop] = []
        var seen: [JoinedRecord] = []
        func add(_ vantage: Vantage, _ records: [JoinedRecord], main: JoinedRecord, _ fill: (inout Hop) -> Void = { _ in }) {
            var hop = Hop(number: made.count + 1, vantage: vantage, evidence: evidence.numbers(of: records))
            hop.value = main.sighting.colo
            hop.status = main.sighting.status
            hop.started = main.sighting.started
            hop.ended = main.sighting.ended
            hop.duration = main.ownDuration
            hop.served = main.sighting.status == nil ? nil : true
            hop.link = link(records, to: seen)
            fill(&hop)
            made.append(hop)
            seen += records
        }
        func addMissing(_ vantage: Vantage, _ why: (cause: Cause, detail: Detail?)) {
            var hop = Hop(number: made.count + 1, vantage: vantage)
            (hop.cause, hop.detail) = why
            if why.cause == .several {
                hop.evidence = evidence.numbers(of: facts.part.undecided.filter { $0.vantage == vantage })
            }
            made.append(hop)
        }
        if let first = facts.firstEdges.first { add(.edge, facts.firstEdges, main: first) }
        if let line = mainMonolithLine {
            add(.monolith, facts.monolith, main: line) { $0.value = line.sighting.service }
        } else if facts.part.several.contains(.monolith) {
            addMissing(.monolith, (.several, .sharedLines(.monolith)))
        }
        if let front = facts.frontEdges.first {
            add(.edge, facts.frontEdges, main: front)
        } else if !facts.isHandedToJob {
            addMissing(.edge, causes.causeOfMissingEdge)
        }
        if let balancer = facts.lastBalancer ?? facts.balancers.last {
            add(.balancer, facts.balancers, main: balancer) { $0.value = balancer.sighting.region }
        } else if !facts.isHandedToJob {
            addMissing(.balancer, whyNoBalancer)
        }
        for (index, hop) in facts.hops.enumerated() {
            let records = hop.records.isEmpty ? hop.calls : hop.records
            guard let main = hop.main ?? records.first else { continue }
            add(.gateway, records, main: main) { made in
                made.value = region(of: hop)
                if hop.records.isEmpty {
                    (made.status, made.started, made.ended, made.duration, made.served) = (nil, nil, nil, nil, nil)
                }
                if index != facts.serving { made.served = false }
            }
        }
        if facts.hops.isEmpty { addMissing(.gateway, whyNoGateway) }
        return made
    }

    /// Workhorse or Rails speaks for the monolith, a job where there is none of them.
    private var mainMonolithLine: JoinedRecord? {
        facts.monolith.first { $0.sighting.service == "workhorse" } ?? facts.monolith.first { $0.sighting.status != nil }
            ?? facts.monolith.first
    }

    private func region(of hop: GatewayHop) -> String? {
        let values = Set((Rule.regionOfRecord(hop) + Rule.regionOfEnvelopes(hop) + Rule.regionOfCloudRun(hop)).map(\.value))
        return values.count == 1 ? values.first : nil
    }

    private var whyNoBalancer: (cause: Cause, detail: Detail?) {
        if let stopped = facts.stopped, facts.balancers.isEmpty { return (.notReached, stopped.detail) }
        if facts.part.several.contains(.balancer) {
            return (.several, .severalLines(.balancer))
        }
        let (cause, detail) = ledger.whyAbsent(Source.names(of: .balancer), around: facts.span)
        if cause == .noneFound, facts.saysSampled { return (.sampled, .sourceIsSampled) }
        return (cause, detail)
    }

    private var whyNoGateway: (cause: Cause, detail: Detail?) {
        if let stopped = facts.stopped { return (.notReached, stopped.detail) }
        return causes.causeOfMissingGateway
    }

    /// The strongest identifier that a hop shares with one before it.
    private func link(_ records: [JoinedRecord], to seen: [JoinedRecord]) -> Hop.Link? {
        let known = Dictionary(grouping: seen.flatMap(\.keys), by: \.key)
        var kinds: Set<IdentifierKind> = []
        for (kind, key) in records.flatMap(\.keys) where kind.isFollowed {
            for met in known[key] ?? [] where met.kind.meets(kind) {
                kinds.insert(kind == .parentRay || met.kind == .parentRay ? .parentRay : kind == .requestID ? met.kind : kind)
            }
        }
        let order: [IdentifierKind] = [.requestID, .ray, .parentRay, .traceID, .correlationID, .clientRequestID]
        return order.first(where: kinds.contains).map { Hop.Link(by: $0.rawValue, exact: true) }
    }
}

extension JoinedRecord {
    /// As stated, else between the two ends that this record's own clock states.
    var ownDuration: Int64? {
        if let stated = sighting.duration { return stated }
        guard let started = sighting.started, let ended = sighting.ended else { return nil }
        let (length, overflow) = ended.nanoseconds.subtractingReportingOverflow(started.nanoseconds)
        return overflow ? nil : length
    }
}
