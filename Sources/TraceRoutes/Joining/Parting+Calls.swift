import LogRecords

// Lines of calls to models.

extension Parting {
    /// Gives each line of a model call to the only group that was at work on its replica then, by all ids of either. A
    /// group that shares no id with it yet may turn out to do so, so all that were at work must be able to be one
    /// request.
    mutating func takeCalls() {
        contestedCalls = []
        // A group that lines of two requests fit is no place for a call either.
        let undecided = Set(flags().filter { !$0.value.isDisjoint(with: .gateway) }.keys)
        for index in openCalls {
            let fitting = groupsAtWork(during: index)
            guard let only = fitting.first else { continue }
            if fitting.count == 1, !undecided.contains(only), !isContested(index, takenBy: only) {
                join(only, index, by: .atWork)
                rerootUncertain(from: only)
            } else {
                contestedCalls.insert(index)
            }
        }
    }

    /// Whether gateways of two requests were at work on the call's replica then, whatever their ids.
    private func isContested(_ call: Int, takenBy root: Int) -> Bool {
        guard isCrowded else { return false }
        let others = Set(gateways.filter { wasAtWork($0, during: call, slack: Fitting.slack) }.map(groups.root)).subtracting([root])
        return others.contains { one in
            !areCompatible(one, root) || isUncertain(one, root) || others.contains { $0 < one && !areCompatible($0, one) }
        }
    }

    /// Groups are known by their roots, and a call may be its group's first line.
    private mutating func rerootUncertain(from root: Int) {
        guard groups.root(root) != root else { return }
        uncertain = Set(uncertain.map { Matches.Pair(outer: groups.root($0.outer), inner: groups.root($0.inner)) })
    }

    /// Calls that fit several requests are of none, and each of those says so.
    mutating func setLooseCallsApart() {
        for index in openCalls {
            let fitting = groupsAtWork(during: index)
            guard !fitting.isEmpty else { continue }
            looseCalls.insert(index)
            for other in fitting {
                several[other, default: []].formUnion(.calls)
                undecided[other, default: []].append(index)
            }
        }
    }

    /// Calls that are in no gateway's group yet.
    private var openCalls: [Int] {
        records.indices.filter { index in
            records[index].vantage == .provider && !looseCalls.contains(index)
                && roles(of: groups.root(index)).isDisjoint(with: .gateway)
        }
    }

    /// In time before a moment too late, as only the line of an end can be.
    private func groupsAtWork(during call: Int) -> Set<Int> {
        let gateways = gateways(meeting: call)
        for slack in [Fitting.slack, Fitting.lateLineSlack] {
            let fitting = Set(gateways.filter { wasAtWork($0, during: call, slack: slack) }.map(groups.root))
                .filter { admits(call, to: $0, late: slack) }
            guard fitting.isEmpty else { return fitting }
        }
        return []
    }

    /// Whether the call, and what it is in a group with by now, contradicts nothing of a gateway's group.
    private func admits(_ call: Int, to root: Int, late slack: Int64) -> Bool {
        let isAlone = roles(of: groups.root(call)) == .calls
        let late = isAlone && slack > Fitting.slack ? -slack : 0
        return shift(of: groups.root(call), into: root)?.overlaps(late...0) ?? false
    }

    /// The gateways' lines of groups that share an id with a call; of a group with an application's lines only those.
    private func gateways(meeting call: Int) -> [Int] {
        var found: Set<Int> = []
        for key in Set(records[call].keys.lazy.filter(\.kind.isFollowed).map(\.key)) {
            found.formUnion((byKey[key] ?? []).map(groups.root))
            for run in bridges.runs where bridges.keys(of: run).contains(key) && bridges.admits(call, to: run) {
                found.insert(groups.root(run))
            }
        }
        return found.flatMap { root in
            let applications = lines(of: root, at: .application)
            return applications.isEmpty ? lines(of: root, at: .cloudRun) : applications
        }
    }

    /// Whether no two groups have a line of one place among these.
    private func isOfOneRequest(_ indices: [Int]) -> Bool {
        var roots: [Roles: Int] = [:]
        for index in indices where records[index].vantage != .provider && records[index].vantage != .monolith {
            let root = groups.root(index)
            if let other = roots.updateValue(root, forKey: places[index]), other != root { return false }
        }
        return true
    }

    private func wasAtWork(_ gateway: Int, during call: Int, slack: Int64) -> Bool {
        let one = records[gateway]
        guard slack <= Fitting.slack || records[call].sighting.started == nil else { return false }
        let end = records[call].span.map { TimeRange(from: $0.to, to: $0.to) }
        return !one.isOwnGateway && Fitting.encloses(one.span, end, slack: slack) && Fitting.sameReplica(one, records[call])
            && namesSame(groups.root(gateway), records[call])
    }

    /// Whether a call names no other trace and no other correlation id than its gateway: one program writes both for
    /// one request.
    private func namesSame(_ root: Int, _ call: JoinedRecord) -> Bool {
        let own = groups.members(of: root).map { records[$0] }.filter { $0.vantage == .gateway || $0.vantage == .provider }
        let traces = Set(own.compactMap(\.sighting.traceID))
        let correlations = Set(own.compactMap(\.sighting.correlationID))
        return (traces.isEmpty || call.sighting.traceID.map(traces.contains) ?? true)
            && (correlations.isEmpty || call.sighting.correlationID.map(correlations.contains) ?? true)
    }

    /// Lines without a gateway's line hang together when they follow each other on one replica.
    mutating func uniteLeftCalls() {
        let left = Set(openCalls)
        guard !left.isEmpty else { return }
        for indices in byKey.values {
            let lines = indices.filter(left.contains).sorted {
                (records[$0].span?.to.nanoseconds ?? 0, $0) < (records[$1].span?.to.nanoseconds ?? 0, $1)
            }
            guard lines.count > 1, isOfOneRequest(indices) else { continue }
            for (one, next) in zip(lines, lines.dropFirst())
            where overlap(one, next) && mayBeOne(one, next) && areCompatible(groups.root(one), groups.root(next)) {
                join(one, next, by: .callsInTurn)
            }
        }
    }

    /// Whether two calls' lines state nothing that makes them two requests'.
    func mayBeOne(_ one: Int, _ next: Int) -> Bool {
        let (one, next) = (records[one], records[next])
        return Fitting.sameReplica(one, next) && Fitting.agree(one.sighting.traceID, next.sighting.traceID)
            && Fitting.agree(one.sighting.correlationID, next.sighting.correlationID)
    }
}
