import LogRecords

/// Says, for one request of a story and one id, what the lines that survived allow to be known.
struct Oracle {
    let story: Story
    let joining: Joining
    let hasFaults: Bool
    /// The true time of the first request and the last, between which every window of the edge is there.
    let span: TimeRange

    func expected(_ owner: Int, asked id: String) -> [(name: ClauseName, expected: ExpectedClause)] {
        let request = story.requests[owner]
        let reached = joining.reached(from: id, owner: owner)
        let exact = joining.exact(from: id, owner: owner)
        // Alone, or minutes away from the others: what is reached is its own. At the same time as others: only what is exact.
        let isParted = joining.shared.isEmpty || story.shape != .overlapping
        let certain = isParted ? reached : exact
        return ClauseName.allCases.map { name in
            var expected = clause(name, request, certain)
            if !isParted, expected.value == nil { open(&expected, clause(name, request, reached)) }
            if let railsID = request.railsID, isOnlyMonolith(certain), id == railsID || id == request.firstRay?.hexadecimal {
                expected.causes = name == .edge ? ["other_id", "not_logged", "none_found", "not_loaded"] : ["other_id"]
            }
            return (name, expected)
        }
    }

    /// What could be said if the times told the requests apart is allowed; `several` is right where something would be
    /// said.
    private func open(_ expected: inout ExpectedClause, _ reached: ExpectedClause) {
        expected.may += reached.may
        if let value = reached.value {
            expected.may.append(value)
            expected.causes = ["several"]
        } else {
            expected.causes.append("several")
        }
    }

    private func isOnlyMonolith(_ lines: [WrittenLine]) -> Bool {
        lines.allSatisfy { $0.format == "gitlab.rails" }
    }

    private func clause(_ name: ClauseName, _ request: LivedRequest, _ lines: [WrittenLine]) -> ExpectedClause {
        switch name {
        case .edge: edge(request, lines)
        case .region: region(request, lines)
        case .provider, .model, .location: call(name, request, lines)
        }
    }

    private func edge(_ request: LivedRequest, _ lines: [WrittenLine]) -> ExpectedClause {
        let showing = lines.filter { $0.shows[.edge] != nil }
        if !showing.isEmpty { return .shown(request.colo, by: showing) }
        if request.kind == .workflow { return .absent(["not_logged"]) }
        let margin = 25 * Instant.minute
        let isInside = request.started - margin > span.from.nanoseconds && request.started + margin < span.to.nanoseconds
        return .absent(
            ["none_found", "not_logged"] + (isInside && !hasFaults ? [] : ["not_loaded"]) + (hasFaults ? ["truncated"] : []))
    }

    private func region(_ request: LivedRequest, _ lines: [WrittenLine]) -> ExpectedClause {
        if lines.contains(where: { $0.states.contains(.notReached) }) { return .absent(["not_reached"]) }
        let hop = request.hops.count - 1
        let showing = lines.filter { $0.hop == hop && $0.shows[.region] != nil }
        if let region = showing.first?.shows[.region] { return .shown(region, by: showing) }
        return .absent(gatewayIsMissing)
    }

    private func call(_ name: ClauseName, _ request: LivedRequest, _ lines: [WrittenLine]) -> ExpectedClause {
        if lines.contains(where: { $0.states.contains(.notReached) }) { return .absent(["not_reached"]) }
        let own = lines.filter { $0.hop == request.hops.count - 1 }
        let showing = own.filter { $0.shows[name] != nil }
        if let value = showing.first?.shows[name] { return .shown(value, by: showing) }
        let states = own.flatMap(\.states)
        if states.contains(.notCalled) { return .absent(["not_called"]) }
        if states.contains(.suggestsNotCalled) { return .absent(["not_called"]) }
        let silent = ["not_stated", "not_logged"]
        if name == .location, states.contains(.noLocation) { return .absent(["not_stated"]) }
        let hints = own.compactMap { $0.hints[name] }
        let tried = request.hops.last?.attempts.last.flatMap { self.tried($0, name) }
        let isServed = request.servedAttempt != nil
        let may = (isServed ? [] : [tried].compactMap { $0 }) + hints
        let isGatewayThere = own.contains { $0.format == "waybill.gateway" || $0.format == "gitlab.ai_gateway" }
        return .absent(isGatewayThere ? silent + gatewayIsMissing : gatewayIsMissing + ["not_stated"], may: may)
    }

    private func tried(_ attempt: LivedAttempt, _ name: ClauseName) -> String? {
        switch name {
        case .edge, .region: nil
        case .provider: attempt.target.provider
        case .model: attempt.target.model
        case .location: attempt.target.location
        }
    }

    /// A gateway's shards follow no clock, so a tool may not be sure that none is missing.
    private var gatewayIsMissing: [String] {
        ["none_found", "not_loaded", "not_logged"] + (hasFaults ? ["truncated"] : [])
    }
}
