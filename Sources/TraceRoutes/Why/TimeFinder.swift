import LogRecords

/// Finds where the time went: lengths that a record states, and what lies between two lengths of one record. What two
/// systems' clocks say is never subtracted.
struct TimeFinder {
    let facts: RouteFacts
    let route: Route
    let failed: FailedCalls

    var findings: [WhyFinding] {
        let (inFront, inGateway, behind) = (edge + monolith, gatewayParts, calls + detours)
        let hasShares = !(inFront.isEmpty && inGateway.isEmpty && behind.isEmpty)
        return total(hasShares) + inFront + gatewayTotal + inGateway + behind + way
    }

    // MARK: In front of the gateway

    /// All of it, and whether any line says more than how long that was.
    private func total(_ hasShares: Bool) -> [WhyFinding] {
        guard let vantage = route.request.timesBy, let length = route.request.duration, length >= 0 else { return [] }
        let outermost = [facts.frontEdge, facts.lastBalancer, facts.servingHop?.main, facts.firstEdges.first, facts.monolith.first]
        let line = outermost.lazy.compactMap { $0 }.first { $0.vantage == vantage && $0.ownDuration == length }
        guard let line else { return [] }
        let made = WhyFinding(.total(by: vantage), length: length, in: [line])
        return hasShares ? [made] : [made, WhyFinding(.shareNotSaid, basis: .unknown, in: [line])]
    }

    /// What Cloudflare calls the origin's duration may end with the answer or with its head: its page does not say.
    ///
    /// So it is the whole wait only if it is no shorter than what is behind it took by itself, and only then the rest
    /// is the edge's.
    /// https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
    private var edge: [WhyFinding] {
        guard let line = facts.frontEdge, let waited = line.sighting.originDuration, waited >= 0 else { return [] }
        let inner = (facts.lastBalancer ?? facts.servingHop?.main)?.ownDuration
        let isWhole = inner.map { Lengths.holds(waited, all: $0) }
        let basis: Basis = isWhole == nil ? .inferred : .observed
        guard isWhole ?? true else {
            return [WhyFinding(.edgeWaited(forWhole: false), length: waited, basis: .inferred, in: [line])]
        }
        let wait = WhyFinding(.edgeWaited(forWhole: true), length: waited, basis: basis, in: [line])
        guard let whole = line.ownDuration, let own = Lengths.rest(of: whole, without: waited) else { return [wait] }
        return [wait, WhyFinding(.edgeOwn, length: own, basis: basis, in: [line])]
    }

    private var monolith: [WhyFinding] {
        // A job's time is not the user's.
        let lines = facts.monolith.filter { $0.sighting.service == "workhorse" || $0.sighting.service == "rails" }
        guard let line = lines.first(where: { $0.sighting.service == "workhorse" }) ?? lines.first,
            let length = line.ownDuration, length >= 0, route.request.timesBy != .monolith
        else { return [] }
        return [WhyFinding(.monolithTotal, length: length, in: [line])]
    }

    // MARK: The gateway

    private var gatewayTotal: [WhyFinding] {
        guard let line = facts.servingHop?.main, let length = line.ownDuration, length >= 0, route.request.timesBy != .gateway
        else { return [] }
        return [WhyFinding(.gatewayTotal(source: line.sighting.format), length: length, in: [line])]
    }

    private var gatewayParts: [WhyFinding] {
        guard let line = facts.servingApplication else { return [] }
        let sighting = line.sighting
        var made: [WhyFinding] = []
        if let own = sighting.overhead, own >= 0 { made.append(WhyFinding(.gatewayOwn, length: own, in: [line])) }
        guard let first = sighting.firstToken, first >= 0 else {
            if let byte = sighting.firstByte, byte >= 0 { made.append(WhyFinding(.firstByte, length: byte, in: [line])) }
            return made
        }
        made.append(WhyFinding(.firstWord, length: first, in: [line]))
        if let last = sighting.lastToken, let spoken = Lengths.rest(of: last, without: first) {
            made.append(
                WhyFinding(.words(tokens: facts.outputTokens, provider: facts.servingProvider), length: spoken, in: [line]))
        }
        return made
    }

    // MARK: The calls

    private var calls: [WhyFinding] {
        var made: [WhyFinding] = []
        if failed.count > 0, let length = failed.length, length > 0 {
            made.append(WhyFinding(.failedCalls(count: failed.count), length: length, in: failed.records))
        }
        guard let call = facts.calls?.calls.last, FailedCalls.isWanted(call.attempt), let length = call.attempt.duration,
            length >= 0
        else { return made }
        let tokens = call.attempt.outputTokens ?? facts.servingApplication?.sighting.outputTokens
        made.append(
            WhyFinding(
                .call(number: call.attempt.number, provider: call.attempt.provider, tokens: tokens), length: length,
                in: call.records))
        return made
    }

    // MARK: Other regions

    /// Gateways that were asked before and did not serve, and a region that was passed by.
    private var detours: [WhyFinding] {
        var made: [WhyFinding] = []
        for (index, hop) in facts.hops.enumerated() where facts.serving != nil && index != facts.serving {
            guard let line = hop.main else { continue }
            made.append(
                WhyFinding(
                    .triedElsewhere(region: line.sighting.region, status: hop.status), length: line.ownDuration, in: [line]))
        }
        if let reroute = route.reroute, let hop = facts.servingHop, made.isEmpty {
            let saying = hop.applications.filter { $0.sighting.reroutedFrom == reroute.from }
            made.append(WhyFinding(.rerouted(from: reroute.from, why: reroute.why), basis: reroute.basis, in: saying))
        }
        return made
    }

    // MARK: What no line can tell

    /// The way from the edge to the gateway: two clocks.
    private var way: [WhyFinding] {
        guard let outer = facts.frontEdge ?? facts.lastBalancer, let inner = facts.servingHop?.main,
            outer.span != nil, inner.span != nil
        else { return [] }
        let (from, to) = (outer.sighting.format, inner.sighting.format)
        let apart = route.clocks.first { $0.outer == from && $0.inner == to }?.apart ?? 0
        return [WhyFinding(.wayBetween(outer: from, inner: to, apart: apart), basis: .unknown, in: [outer, inner])]
    }
}
