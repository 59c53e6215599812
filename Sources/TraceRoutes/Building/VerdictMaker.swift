import LogRecords

/// Draws the five clauses of a verdict, each by the rules that may speak of it.
struct VerdictMaker {
    let facts: RouteFacts
    let ledger: Ledger
    let body: ResponseBody?
    /// Takes down what rules find; `nil`: nobody asked.
    var journal: WorkJournal?

    /// The five clauses; their lines are numbered in `evidence`.
    func verdict(_ evidence: inout EvidenceList) -> Verdict {
        Verdict(
            edge: edge(&evidence), region: region(&evidence), provider: callClause(.provider, \.provider, &evidence),
            model: callClause(.model, \.model, &evidence), location: location(&evidence))
    }

    // MARK: Edge

    private func edge(_ evidence: inout EvidenceList) -> Clause<String> {
        let isReached = !facts.hops.isEmpty || !facts.balancers.isEmpty || !facts.frontEdges.isEmpty
        let edges = isReached ? facts.frontEdges : facts.firstEdges
        let rays = Set(edges.compactMap(\.sighting.ray))
        let gateways = facts.hops.flatMap(\.applications).filter { $0.sighting.colo != nil }
        let same = gateways.filter { edges.isEmpty || ($0.sighting.ray.map(rays.contains) ?? false) }
        let findings = Rule.colosOfEdge(edges) + Rule.colosOfGateways(same)
        if let clause = clause(.edge, findings, &evidence) { return clause }
        if !edges.isEmpty {
            return .unknown(.notStated, detail: .edgeNamesNoColo, seen: evidence.numbers(of: edges))
        }
        return whyNoEdge(&evidence)
    }

    /// Why nothing names the colo in front of the gateway.
    private func whyNoEdge(_ evidence: inout EvidenceList) -> Clause<String> {
        let (cause, detail) = causeOfMissingEdge
        return .unknown(cause, detail: detail, seen: facts.firstEdges.isEmpty ? [] : evidence.numbers(of: facts.firstEdges))
    }

    var causeOfMissingEdge: (cause: Cause, detail: Detail?) {
        if facts.isBesideEdge { return (.notLogged, .besideEdge) }
        if facts.part.several.contains(.edge) {
            return (.several, .severalLines(.edge))
        }
        if facts.isHandedToJob { return (.otherID, nil) }
        let (cause, detail) = ledger.whyAbsent(Source.names(of: .edge), around: facts.span)
        guard cause == .noneFound else { return (cause, detail) }
        let hasRay = facts.hops.contains { $0.records.contains { $0.sighting.ray != nil } }
        if !hasRay, !facts.hops.isEmpty { return (.notLogged, .gatewayNamesNoRay) }
        return (cause, detail)
    }

    // MARK: Region

    private func region(_ evidence: inout EvidenceList) -> Clause<String> {
        if let hop = facts.servingHop {
            let findings = Rule.regionOfRecord(hop) + Rule.regionOfEnvelopes(hop) + Rule.regionOfCloudRun(hop)
            if let clause = clause(.region, findings, &evidence) { return clause }
        }
        // Of several gateways that fit, one may have been asked in another region than the balancer's.
        let isOpen = facts.part.several.contains(.gateway) || (facts.serving == nil && !facts.hops.isEmpty)
        if facts.stopped == nil, !isOpen, let clause = clause(.region, Rule.regionOfBalancer(facts.balancers), &evidence) {
            return clause
        }
        if let stopped = stopped(&evidence) { return stopped }
        if let region = body?.region {
            return .inferred(region, by: Rule.pastedBody.name, from: evidence.pasted(), confidence: nil)
        }
        if let hop = facts.servingHop {
            return .unknown(
                .notStated,
                detail: .gatewayNamesNoRegion,
                seen: evidence.numbers(of: hop.records + hop.calls))
        }
        let (cause, detail) = causeOfMissingGateway
        return .unknown(cause, detail: detail)
    }

    private func stopped(_ evidence: inout EvidenceList) -> Clause<String>? {
        facts.stopped.map { stopped in
            .absent(
                Absence(.notReached, basis: .observed, details: [stopped.detail]), by: Rule.notReached.name,
                in: evidence.evidence(of: stopped.records))
        }
    }

    var causeOfMissingGateway: (cause: Cause, detail: Detail?) {
        if facts.isHandedToJob {
            return (.otherID, .jobHasOtherID)
        }
        if facts.part.several.contains(.gateway) {
            return (.several, .severalLines(.gateway))
        }
        let (cause, detail) = ledger.whyAbsent(Source.names(of: .gateway), around: facts.span)
        if facts.serving == nil, !facts.hops.isEmpty {
            return (cause, .anotherGatewayMayHaveAnswered)
        }
        guard cause == .noneFound else { return (cause, detail) }
        if facts.saysSampled { return (.sampled, .sourceIsSampled) }
        let silent = [Source.gitlabGateway, Source.cloudRun].filter { ledger.shelves[$0] != nil }
        if facts.edgeHasOnlyRay, let name = silent.first {
            return (.notLogged, .sourceLogsNoRay(source: name))
        }
        return (cause, detail)
    }

    // MARK: The call

    private func callClause(
        _ name: WorkStep.ClauseName, _ part: (CallFacts) -> Finding?, _ evidence: inout EvidenceList
    ) -> Clause<String> {
        if let stopped = stopped(&evidence) { return stopped }
        guard let hop = facts.servingHop, let calls = facts.calls else {
            let (cause, detail) = causeOfMissingGateway
            return .unknown(cause, detail: detail)
        }
        if let absent = notCalled(hop, &evidence) { return absent }
        let candidates = calls.candidates
        let found = candidates.compactMap(part)
        // Which of several calls served is not known, but where all agree it does not matter.
        if !candidates.isEmpty, found.count == candidates.count || calls.loose.count > 0 && !found.isEmpty,
            Set(found.map(\.value)).count == 1, let clause = clause(name, found, &evidence)
        {
            return clause
        }
        if found.count > 1 || (candidates.count > 1 && !found.isEmpty) {
            return .unknown(
                .several, detail: .servingCallUnknown,
                seen: evidence.numbers(of: candidates.flatMap(\.records)))
        }
        // Where lines were given to nobody, what a line before any call says may be of another request; and a failure may have come before the
        // call.
        if found.isEmpty, facts.part.several.isEmpty, facts.failure == nil, let resolved = calls.resolved.flatMap(part),
            candidates.count == calls.calls.count
        {
            return .inferred(
                resolved.value, by: resolved.rule.name, from: evidence.evidence(of: resolved.records), confidence: nil)
        }
        return whyNoCall(hop, calls, &evidence)
    }

    private func notCalled(_ hop: GatewayHop, _ evidence: inout EvidenceList) -> Clause<String>? {
        Rule.whyNotCalled(hop).map { why in
            .absent(why.absence, by: Rule.notCalled.name, in: evidence.evidence(of: why.records))
        }
    }

    /// Why the call's clause has no value although there is a gateway hop.
    private func whyNoCall(_ hop: GatewayHop, _ calls: HopCalls, _ evidence: inout EvidenceList) -> Clause<String> {
        if facts.part.several.contains(.provider) {
            return .unknown(
                .several, detail: .sharedLines(.provider),
                seen: evidence.numbers(of: facts.part.undecided.filter { $0.vantage == .provider }))
        }
        if hop.applications.isEmpty, facts.part.several.contains(.gateway) {
            return .unknown(
                .several, detail: .severalLines(.gateway),
                seen: evidence.numbers(of: facts.part.undecided.filter { $0.vantage == .gateway }))
        }
        if !calls.calls.isEmpty {
            let all = calls.calls.flatMap(\.records)
            let isFailed = calls.calls.allSatisfy { $0.attempt.served == false }
            return .unknown(
                .notStated, detail: isFailed ? .everyCallFailed : nil, seen: evidence.numbers(of: all))
        }
        if let failure = facts.failure, let resolved = calls.resolved {
            let names = [resolved.attempt.provider, resolved.attempt.model].compactMap { $0 }
            return .unknown(
                .notStated,
                detail: .promptNotCalled(names: names, status: failure),
                seen: evidence.numbers(of: hop.applications + resolved.records))
        }
        guard hop.applications.isEmpty else {
            if let own = hop.applications.first, !own.isOwnGateway {
                let (cause, detail) = ledger.whyAbsent([own.sighting.format], around: facts.span)
                if cause == .expired || cause == .truncated { return .unknown(cause, detail: detail) }
            }
            return .unknown(
                .notStated, detail: .gatewayNamesNoProvider,
                seen: evidence.numbers(of: hop.applications))
        }
        let (cause, detail) = ledger.whyAbsent(Source.names(of: .provider), around: facts.span)
        guard cause == .noneFound else { return .unknown(cause, detail: detail) }
        return .unknown(.notLogged, detail: .cloudRunNamesNoProvider, seen: evidence.numbers(of: hop.cloudRun))
    }

    private func location(_ evidence: inout EvidenceList) -> Clause<String> {
        let clause = callClause(.location, \.location, &evidence)
        if clause.value != nil, let why = facts.calls?.candidates.lazy.compactMap(Rule.whyPlaceIsLikely).first {
            return clause.weakened(by: Rule.callAddress.name, because: why)
        }
        guard case .unknown(.notStated, _, _) = clause, let calls = facts.calls else { return clause }
        let candidates = calls.candidates
        guard !candidates.isEmpty else { return clause }
        let details = candidates.map(Rule.whyNoLocation)
        return .unknown(
            .notStated, detail: details.allSatisfy { $0 == details.first } ? details.first : nil,
            seen: evidence.numbers(of: candidates.flatMap(\.records)))
    }

    // MARK: From findings to a clause

    /// One value by the strongest rule, with the lines of all that agree; two values are a conflict.
    private func clause(
        _ name: WorkStep.ClauseName, _ findings: [Finding], _ evidence: inout EvidenceList
    ) -> Clause<String>? {
        journal?.ruled(name, findings)
        guard let first = findings.first(where: { $0.basis == .observed }) ?? findings.first else { return nil }
        let strong = findings.filter { $0.basis == first.basis }
        var sides: [Side<String>] = []
        for value in strong.map(\.value) where !sides.contains(where: { $0.value == value }) {
            let records = strong.filter { $0.value == value }.flatMap(\.records)
            sides.append(Side(value: value, evidence: evidence.evidence(of: records)))
        }
        guard sides.count == 1 else { return .conflict(sides) }
        if first.basis == .observed { return .observed(first.value, by: first.rule.name, in: sides[0].evidence) }
        return .inferred(first.value, by: first.rule.name, from: sides[0].evidence, confidence: nil)
    }
}
