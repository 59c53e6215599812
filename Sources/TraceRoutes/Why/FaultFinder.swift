import LogRecords

/// Finds who failed: the first from outside in that says so, and behind it each call that failed.
struct FaultFinder {
    let facts: RouteFacts
    let route: Route
    let failed: FailedCalls

    var findings: [WhyFinding] {
        let ended = ending
        return [ended ?? refused].compactMap { $0 } + silent(behind: ended) + failed.findings
    }

    // MARK: Answers that ended before their end

    /// A client that left, an answer that broke off.
    private var ending: WhyFinding? {
        switch route.request.result {
        case "client_gone": return clientLeft
        case RequestSummary.notStarted:
            return WhyFinding(.notStarted, in: facts.servingHop?.applications ?? [])
        case "truncated", "shutdown":
            // What is told with an error's status never began.
            return (route.request.status ?? 200) < 400 ? cut : nil
        default:
            return hasUnknownEnd ? WhyFinding(.endNotSaid, basis: .unknown, in: facts.frontEdges + facts.balancers) : nil
        }
    }

    private var clientLeft: WhyFinding? {
        let gateway = facts.servingApplication
        let hadWords = gateway.map { line in
            line.sighting.firstToken != nil || (line.sighting.stream != true && line.sighting.firstByte != nil)
        }
        let edges = facts.frontEdges.filter { $0.sighting.status == 499 }
        let balancer = facts.lastBalancer.flatMap { $0.sighting.result?.contains("client_disconnected") ?? false ? $0 : nil }
        let seeing = edges.isEmpty ? [balancer ?? gateway].compactMap { $0 } : edges
        guard let first = seeing.first else { return nil }
        return WhyFinding(.clientLeft(seenBy: first.vantage, hadWords: hadWords), length: first.ownDuration, in: seeing)
    }

    private var cut: WhyFinding? {
        if let line = facts.servingApplication, let result = line.sighting.result ?? route.request.result {
            if result == "shutdown" {
                return WhyFinding(.gatewayCut(source: line.sighting.format, error: result), length: line.ownDuration, in: [line])
            }
            // Our gateway tells whose fault it was; GitLab's only that its answer ended in an exception.
            guard line.sighting.faultDomain == "provider" else {
                return WhyFinding(
                    .gatewayCut(source: line.sighting.format, error: line.sighting.error), length: line.ownDuration, in: [line])
            }
            return WhyFinding(
                .providerCut(provider: facts.servingProvider, error: line.sighting.error, tokens: facts.outputTokens),
                length: line.sighting.lastToken ?? line.ownDuration, in: [line])
        }
        guard let balancer = facts.lastBalancer, let word = balancer.sighting.result else { return nil }
        return WhyFinding(.backendCut(word: word), length: balancer.ownDuration, in: [balancer])
    }

    /// A connection broke, and no gateway's line says why: whoever was behind it may have died.
    private func silent(behind ended: WhyFinding?) -> [WhyFinding] {
        guard case .backendCut? = ended?.fact else { return [] }
        return [WhyFinding(.gatewaySilent, basis: .inferred, in: ended?.records ?? [])]
    }

    /// A good status was sent on, and the only one who knows how the answer ended has no line here.
    private var hasUnknownEnd: Bool {
        guard let status = route.request.status, (200..<300).contains(status), facts.servingApplication == nil else { return false }
        return facts.stopped == nil && !(facts.frontEdges.isEmpty && facts.balancers.isEmpty) && route.request.result == nil
    }

    // MARK: Errors

    private var refused: WhyFinding? {
        guard let status = route.request.status, status >= 400 else { return nil }
        if let stopped = facts.stopped { return self.stopped(stopped.records, status) }
        if let left = gaveUp(status) { return left }
        if let line = facts.servingApplication, let own = line.sighting.status, own >= 400 {
            return GatewayFault(line: line, status: own, failed: failed, facts: facts).finding
        }
        if let line = facts.servingHop?.cloudRun.first, let own = line.sighting.status, own >= 400 {
            return WhyFinding(.runtimeAnswered(source: line.sighting.format, status: own), basis: .unknown, in: [line])
        }
        if let balancer = facts.lastBalancer { return behind(balancer) }
        if let edge = facts.frontEdge { return behind(edge) }
        let monolith = facts.monolith.filter { $0.sighting.status == status }
        return monolith.first.map {
            // It hands on what a gateway answered, or answers for itself.
            WhyFinding(.runtimeAnswered(source: $0.sighting.format, status: status), basis: .unknown, in: monolith)
        }
    }

    private func stopped(_ records: [JoinedRecord], _ status: Int) -> WhyFinding? {
        guard let line = records.first else { return nil }
        let sighting = line.sighting
        let stop = WhyFact.Stop(sighting)
        if line.vantage == .balancer {
            return WhyFinding(
                .balancerStopped(status: sighting.status, by: stop, word: sighting.statusDetails ?? sighting.result), in: records)
        }
        if status == 429 { return WhyFinding(.edgeLimit(by: stop), in: records) }
        return WhyFinding(.edgeStopped(status: sighting.status, by: stop), in: records)
    }

    /// Edge or balancer sent an error of its own while what is behind it came to another end.
    private func gaveUp(_ status: Int) -> WhyFinding? {
        let edge = facts.frontEdge, balancer = facts.lastBalancer
        let sender = edge?.sighting.status == status ? edge : balancer?.sighting.status == status ? balancer : nil
        guard let sender, let behind = facts.servingHop?.status, behind != status,
            sender.sighting.originStatus ?? 0 != status
        else { return nil }
        let word = sender.vantage == .balancer ? sender.sighting.statusDetails ?? sender.sighting.result : sender.sighting.error
        return WhyFinding(
            .gaveUp(sender.vantage, status: status, word: word, behind: behind), length: sender.ownDuration,
            in: [sender] + (facts.servingHop?.records.prefix(1) ?? []))
    }

    /// Whoever stood behind this line answered, or gave no answer.
    private func behind(_ line: JoinedRecord) -> WhyFinding? {
        guard let status = line.sighting.status, status >= 400 else { return nil }
        if line.vantage == .edge, line.sighting.originStatus == 0 {
            return WhyFinding(.edgeGotNoAnswer(status: status), in: [line])
        }
        if line.vantage == .balancer, let word = line.sighting.result, word != "response_sent_by_backend" {
            return WhyFinding(
                .balancerStopped(status: status, by: WhyFact.Stop(line.sighting), word: line.sighting.statusDetails ?? word),
                in: [line])
        }
        return WhyFinding(.answeredBehind(line.vantage, status: status), basis: .unknown, in: [line])
    }
}

extension RouteFacts {
    /// Tokens of the answer, as the call that served or the gateway's own line counts them.
    var outputTokens: Int64? {
        let ofCall = calls?.calls.last { $0.attempt.served == true }?.attempt.outputTokens
        return ofCall ?? servingApplication?.sighting.outputTokens
    }
}

extension WhyFact.Stop {
    /// As the line names them: several stand with commas between.
    init(_ sighting: Sighting) {
        func parts(_ text: String?) -> [String] {
            (text ?? "").split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        }
        let actions = parts(sighting.securityAction)
        self.init(
            rules: parts(sighting.securityRule),
            actions: actions.isEmpty
                ? [sighting.error].compactMap { $0 }
                : actions.reduce(into: []) { kept, action in
                    if !kept.contains(action) { kept.append(action) }
                })
    }
}
