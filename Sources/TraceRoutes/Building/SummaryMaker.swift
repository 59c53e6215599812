import LogRecords

/// Says what was asked and how it ended, each thing by the vantage that knows it best.
struct SummaryMaker {
    /// Values of one kind of identifier that are listed.
    private static let mostValues = 32

    let facts: RouteFacts

    /// The summary of the request: times and status from outside in, method and path from inside out.
    func summary() -> RequestSummary {
        var summary = RequestSummary()
        let gateway = facts.servingHop?.main
        let front = facts.frontEdges.first
        let outermost = [front, facts.lastBalancer, gateway, facts.firstEdges.first, monolith].compactMap { $0 }
        let innermost = [gateway, facts.lastBalancer, front, monolith, facts.firstEdges.first].compactMap { $0 }
        summary.method = innermost.firstValue(\.sighting.method)
        summary.host = outermost.firstValue(\.sighting.host)
        summary.path = innermost.firstValue(\.sighting.path)
        if let sender = outermost.first(where: { $0.sighting.status != nil }) {
            summary.status = sender.sighting.status
            summary.statusBy = sender.vantage
        }
        if let clock = outermost.first(where: { $0.span != nil }) {
            summary.started = clock.sighting.started
            summary.ended = clock.sighting.ended
            summary.duration = clock.ownDuration
            summary.timesBy = clock.vantage
        } else if let calls = facts.servingHop?.calls, !calls.isEmpty {
            summary.started = calls.compactMap(\.sighting.started).min()
            summary.ended = summary.started == nil ? calls.compactMap(\.sighting.ended).max() : nil
            summary.timesBy = .gateway
        }
        (summary.result, summary.faultDomain, summary.error) = (result, gateway?.sighting.faultDomain, error)
        if summary.status == 499 { summary.result = "client_gone" }
        fillCaller(&summary, gateway: gateway, innermost)
        summary.ids = ids
        return summary
    }

    private var monolith: JoinedRecord? {
        facts.monolith.first { $0.sighting.status != nil } ?? facts.monolith.first
    }

    // MARK: How it ended

    /// Our gateway's word; else what a status and the lines around it allow to be said. Nothing where only the edge
    /// speaks: a stream that died looks whole there.
    private var result: String? {
        let balancer = facts.lastBalancer?.sighting.result ?? ""
        if facts.frontEdges.contains(where: { $0.sighting.status == 499 }) || balancer.contains("client_disconnected") {
            return "client_gone"
        }
        let applications = facts.servingHop?.applications ?? []
        if let own = applications.firstValue({ $0.sighting.result }) { return own }
        if balancer.contains("backend_connection_closed_after_partial_response_sent") { return "truncated" }
        guard let record = applications.first, let status = record.sighting.status else { return nil }
        switch status {
        case 200..<300: return record.sighting.error == nil ? "completed" : "truncated"
        case 429: return "rate_limited"
        case 499: return "client_gone"
        default: return nil
        }
    }

    private var error: String? {
        if let error = facts.servingHop?.records.firstValue({ $0.sighting.error }) { return error }
        if let error = facts.frontEdges.firstValue({ $0.sighting.error }) { return error }
        guard let word = facts.lastBalancer?.sighting.result else { return nil }
        return word == "response_sent_by_backend" || word == "response_from_cache" ? nil : word
    }

    // MARK: Who asked

    private func fillCaller(_ summary: inout RequestSummary, gateway: JoinedRecord?, _ innermost: [JoinedRecord]) {
        let all = innermost + facts.part.records(of: .provider)
        summary.realm = all.firstValue(\.sighting.realm)
        summary.customerInstance = all.firstValue(\.sighting.customerInstance)
        summary.connection = connection
        if summary.customerInstance != nil { summary.instanceProof = proof(gateway) }
        summary.gatewayInstance =
            facts.servingHop?.applications.firstValue(\.sighting.gatewayInstance)
            ?? facts.servingHop?.cloudRun.firstValue(\.sighting.gatewayInstance)
            ?? facts.servingHop?.calls.firstValue(\.sighting.gatewayInstance)
    }

    private var connection: String? {
        if let stated = facts.hops.flatMap(\.records).firstValue({ $0.sighting.connection }) { return stated }
        if !facts.monolith.isEmpty { return "indirect" }
        let agents = (facts.hops.flatMap(\.records) + facts.frontEdges + facts.balancers).compactMap(\.sighting.userAgent)
        // Rails and its jobs introduce themselves so.
        if agents.contains("Ruby") { return "indirect" }
        return agents.contains { $0.contains("language-server") || $0.hasPrefix("gitlab-lsp") } ? "direct" : nil
    }

    /// The instance's id is checked against the token before anything else is done, so an answer that comes from behind
    /// that check proves it.
    private func proof(_ gateway: JoinedRecord?) -> String {
        if let stated = gateway?.sighting.instanceProof { return stated }
        guard let gateway, gateway.isApplication, gateway.sighting.customerInstance != nil, let status = gateway.sighting.status
        else {
            return "claimed"
        }
        switch status {
        case 200..<300, 402, 403, 413, 422, 429, 503: return "authenticated"
        default: return "claimed"
        }
    }

    // MARK: Ids

    private var ids: [IdentifierKind: [String]] {
        var ids: [IdentifierKind: [String]] = [:]
        var seen: Set<String> = []
        for record in facts.part.records {
            for (kind, text) in record.sighting.identifiers where seen.insert(kind.rawValue + " " + text).inserted {
                if ids[kind, default: []].count < SummaryMaker.mostValues { ids[kind, default: []].append(text) }
            }
        }
        return ids
    }
}

extension [JoinedRecord] {
    /// The first value that any of the records has.
    func firstValue<Value>(_ value: (JoinedRecord) -> Value?) -> Value? {
        for record in self {
            if let value = value(record) { return value }
        }
        return nil
    }
}
