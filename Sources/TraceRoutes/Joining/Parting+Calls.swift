import LogRecords

// Lines of calls to models, and who called the gateway.

extension Parting {
    /// Gives each line of a model call to the only gateway record that was at work then; the lines of a gateway whose own record is not
    /// there make a group of their own.
    mutating func takeCalls() {
        let calls = records.indices.filter { records[$0].vantage == .provider }
        guard !calls.isEmpty else { return }
        var left: [Int] = []
        let gateways = gatewaysByKey()
        for index in calls {
            var fitting: Set<Int> = []
            for (byTrace, slack) in Parting.callTries where fitting.isEmpty {
                fitting = gatewaysAtWork(during: index, gateways, byTrace: byTrace, slack: slack)
            }
            switch fitting.count {
            case 0: left.append(index)
            case 1: for other in fitting { unite(index, other) }
            default:
                looseCalls.insert(index)
                for other in fitting {
                    several[other, default: []].insert(.provider)
                    undecided[other, default: []].append(index)
                }
            }
        }
        uniteLeft(left)
        pairCalls(below: .balancer)
        pairCalls(below: .edge)
    }

    private func gatewaysByKey() -> Buckets {
        var buckets: Buckets = [:]
        for (key, indices) in byKey {
            let gateways = indices.filter { records[$0].vantage == .gateway }
            let applications = gateways.filter { records[$0].isApplication }
            if !gateways.isEmpty { buckets[key] = applications.isEmpty ? gateways : applications }
        }
        return buckets
    }

    /// By trace before correlation id, and in time before a moment too late.
    private static let callTries = [
        (true, Fitting.sameClockSlack), (true, Fitting.lateLineSlack), (false, Fitting.sameClockSlack),
        (false, Fitting.lateLineSlack),
    ]

    private func gatewaysAtWork(during call: Int, _ gateways: Buckets, byTrace: Bool, slack: Int64) -> Set<Int> {
        var groups: Set<Int> = []
        for (kind, key) in records[call].keys where requestFields.contains(kind) && (kind == .traceID) == byTrace {
            for other in gateways[key] ?? [] where wasAtWork(other, during: call, slack: slack) { groups.insert(root(other)) }
        }
        return groups
    }

    private func wasAtWork(_ gateway: Int, during call: Int, slack: Int64) -> Bool {
        let one = records[gateway]
        let end = records[call].span.map { TimeRange(from: $0.to, to: $0.to) }
        guard !one.isOwnGateway, Fitting.encloses(one.span, end, slack: one.isCloudRun ? Fitting.clockSlack : slack) else {
            return false
        }
        return Fitting.agree(one.sighting.gatewayInstance, records[call].sighting.gatewayInstance)
    }

    /// Lines without a gateway record hang together when they follow each other on one replica.
    private mutating func uniteLeft(_ left: [Int]) {
        let rest = Set(left)
        guard !rest.isEmpty else { return }
        for indices in byKey.values {
            let lines = indices.filter(rest.contains).sorted {
                (records[$0].span?.to.nanoseconds ?? 0, $0) < (records[$1].span?.to.nanoseconds ?? 0, $1)
            }
            for (one, next) in zip(lines, lines.dropFirst())
            where overlap(one, next) && Fitting.agree(records[one].sighting.gatewayInstance, records[next].sighting.gatewayInstance)
            {
                unite(one, next)
            }
        }
    }

    /// Finds the edge or balancer line in front of calls whose gateway has no line of its own: only now do the calls' ids speak for it.
    private mutating func pairCalls(below outer: Roles) {
        let roles = roles()
        var matches = Matches()
        for indices in byKey.values {
            let above = indices.filter { index in
                let group = roles[root(index)] ?? []
                return Roles(records[index]) == outer && group.isDisjoint(with: [.application, .calls, .monolith])
            }
            let below = indices.filter { index in
                let group = roles[root(index)] ?? []
                return records[index].vantage == .provider && !looseCalls.contains(index)
                    && group.isDisjoint(with: [outer, .application])
            }
            guard !above.isEmpty, !below.isEmpty else { continue }
            for index in below {
                for other in above where Fitting.encloses(records[other].span, records[index].span, slack: Fitting.clockSlack) {
                    let isCertain =
                        Fitting.encloses(records[other].span, records[index].span, slack: Fitting.sameClockSlack)
                        || !hasNeighbour(index, other, among: indices, withCalls: true)
                    matches.add(root(other), root(index), isCertain: isCertain)
                }
            }
        }
        take(matches, marks: true, outer: outer, inner: .gateway)
    }

    /// Joins Rails, with the edge in front of it, to the one request that it made. Rails that made several is a caller of each: its lines
    /// prove nothing for any.
    mutating func uniteCallersWithCalled() {
        let roles = roles()
        var matches = Matches()
        for indices in byKey.values {
            let callers = indices.filter { isCaller($0, roles) }
            guard !callers.isEmpty else { continue }
            let called = indices.filter { index in
                let group = roles[root(index)] ?? []
                return !group.contains(.monolith) && !group.isDisjoint(with: [.gateway, .calls, .edge, .balancer])
            }
            for index in callers {
                for other in called where isCall(other, of: index, roles) { matches.add(root(index), root(other)) }
            }
        }
        for (caller, called) in matches.inners where called.count > 1 { outers.insert(caller) }
        for (caller, called) in matches.inners.sorted(by: { $0.key < $1.key }) {
            for other in called.sorted() {
                if called.count == 1, matches.outers[other]?.count == 1 {
                    unite(caller, other)
                } else {
                    several[caller, default: []].insert(.gateway)
                    several[other, default: []].insert(.monolith)
                    undecided[other, default: []].append(caller)
                }
            }
        }
    }

    private func isCaller(_ index: Int, _ roles: [Int: Roles]) -> Bool {
        let group = roles[root(index)] ?? []
        return group.contains(.monolith) ? records[index].vantage == .monolith : group == .edge
    }

    /// Whether a line is of a request that the caller made meanwhile. An edge line alone is a caller only to another host and path.
    private func isCall(_ index: Int, of caller: Int, _ roles: [Int: Roles]) -> Bool {
        guard root(index) != root(caller), Fitting.calls(records[caller], records[index]) else { return false }
        guard records[caller].vantage == .edge else { return true }
        guard let host = records[caller].sighting.host, let other = records[index].sighting.host else { return false }
        return host != other && !samePath(caller, index)
    }
}
