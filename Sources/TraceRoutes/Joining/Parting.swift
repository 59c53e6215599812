import LogRecords

/// Parts the collected records into requests.
///
/// Ids that one request alone has join first. Ids that several requests may share join only two groups that are each
/// other's only fit. What a group is does not depend on which of its lines carries which id: a group has the ids of all
/// its lines.
struct Parting {
    /// Steps in which groups grow by each other's ids; a request has no more places than this.
    private static let mostRounds = 8

    let records: [JoinedRecord]
    /// The place of each record.
    let places: [Roles]
    /// Some place has more than one line.
    let isCrowded: Bool
    /// The lines of gateways that log their calls apart.
    let gateways: [Int]
    var groups: Groups
    /// For each group, by any of its records, the places of which more than one group fits it, so that none was taken.
    var several: [Int: Roles] = [:]
    var undecided: [Int: [Int]] = [:]
    /// Lines of model calls that fit several parts: no requests themselves.
    var looseCalls: Set<Int> = []
    /// Pairs of groups that were found to fit and are not certain, in this round in which groups grow.
    var uncertain: Set<Matches.Pair> = []
    /// Calls that more than one gateway was at work for, as far as is known by now.
    var contestedCalls: Set<Int> = []
    /// Callers of several parts: lines above them, no requests of their own to choose.
    var outers: Set<Int> = []
    /// Records whose time their exact partners contradict: their clock is wrong, and known to be.
    var skewed: Set<Int> = []
    /// How far clocks must differ for the lines of a group to be one request's, by any of its records.
    var clockShifts: [Int: Int64] = [:]
    /// The records that carry an id which more than one record carries.
    let byKey: [CanonicalIdentifier: [Int]]
    let bridges: Bridges
    /// Takes down what was joined and what was not; `nil`: nobody asked.
    let journal: WorkJournal?

    init(_ all: [JoinedRecord], _ journal: WorkJournal? = nil) {
        self.journal = journal
        // In one order, whatever line led to the others: where two ways to join are equally good, the same one is gone.
        records = foldingCopies(all.sorted(by: isMetEarlier))
        places = records.map(Roles.init)
        isCrowded = Roles.places.contains { [places] place in places.count { $0 == place } > 1 }
        gateways = records.indices.filter { [records] in records[$0].vantage == .gateway && !records[$0].isOwnGateway }
        groups = Groups(count: records.count)
        var carriers: [CanonicalIdentifier: [Int]] = [:]
        for index in records.indices {
            for key in Set(records[index].keys.lazy.filter(\.kind.isFollowed).map(\.key)) {
                carriers[key, default: []].append(index)
            }
        }
        byKey = carriers.filter { $0.value.count > 1 }
        bridges = Bridges(records, byKey)
        uniteExact()
        uniteByPlaces()
        uniteCallersWithCalled()
    }

    /// From the inside out, and again while groups grow: what a group takes along may join it with a third.
    private mutating func uniteByPlaces() {
        for _ in 0..<Parting.mostRounds {
            let before = groups.unions
            uncertain = []
            pair(.cloudRun, .application)
            takeCalls()
            if groups.unions == before { pair(.balancer, Parting.behindBalancer) }
            if groups.unions == before { pair(.edge, Parting.behindEdge) }
            guard groups.unions > before else { break }
        }
        setLooseCallsApart()
        uniteLeftCalls()
        pair(.cloudRun, .application, isLast: true)
        pair(.balancer, Parting.behindBalancer, isLast: true)
        pair(.edge, Parting.behindEdge, isLast: true)
        uniteIfClocksDiffer()
        markFirstTries()
    }

    /// All that a place may hand on to is looked at together: of two requests' lines one may lack one place and the
    /// other another.
    private static let behindBalancer: Roles = [.cloudRun, .application, .calls]
    private static let behindEdge: Roles = [.balancer, .cloudRun, .application, .calls]

    /// The requests that any of these records belongs to. A caller of several is left out where they are among them.
    func parts(with seeds: (JoinedRecord) -> Bool) -> [Part] {
        var roots: Set<Int> = []
        var fitting: [Int: Set<Int>] = [:]
        for (other, lines) in undecided {
            for line in lines { fitting[groups.root(line), default: []].insert(other) }
        }
        for index in records.indices where seeds(records[index]) {
            let root = groups.root(index)
            roots.insert(root)
            guard outers.contains(root) || looseCalls.contains(index) else { continue }
            for other in fitting[root] ?? [] { roots.insert(groups.root(other)) }
        }
        let inner = roots.subtracting(outers).subtracting(looseCalls)
        return makeParts(inner.isEmpty ? roots : inner)
    }

    /// All requests, and then what is no request of its own: callers of several, and calls that several may have made.
    func allParts() -> [(part: Part, kind: RequestRow.Kind)] {
        let rest = outers.union(looseCalls).intersection(groups.roots)
        return makeParts(Set(groups.roots).subtracting(rest)).map { ($0, .request) } + makeParts(rest).map { ($0, .unparted) }
    }

    private func makeParts(_ roots: Set<Int>) -> [Part] {
        let flags = flags()
        var lines: [Int: Set<Int>] = [:]
        var shifts: [Int: Int64] = [:]
        for (index, others) in undecided { lines[groups.root(index), default: []].formUnion(others) }
        for (index, shift) in clockShifts { shifts[groups.root(index)] = max(shift, shifts[groups.root(index)] ?? 0) }
        let parts = roots.map { root in
            Part(
                records: groups.members(of: root).map { records[$0] }.sorted(by: isMetEarlier),
                several: flags[root]?.vantages ?? [],
                undecided: (lines[root] ?? []).sorted().map { records[$0] }, clocksDifferBy: shifts[root])
        }
        return parts.sorted { isEarlier($0, $1) }
    }
}

/// By time, then by the place of the first line.
private func isEarlier(_ left: Part, _ right: Part) -> Bool {
    func key(_ part: Part) -> (Int64, Int64, Int64) {
        let place = part.records.first?.sighting.place
        return (part.span?.from.nanoseconds ?? .max, place?.shard ?? 0, place?.line ?? 0)
    }
    return key(left) < key(right)
}

/// By vantage as a request meets them, then by time, then by place.
private func isMetEarlier(_ left: JoinedRecord, _ right: JoinedRecord) -> Bool {
    let one = left.sighting
    let other = right.sighting
    let leftKey = (left.vantage.rawValue, left.span?.from.nanoseconds ?? .max, left.span?.to.nanoseconds ?? .max)
    let rightKey = (right.vantage.rawValue, right.span?.from.nanoseconds ?? .max, right.span?.to.nanoseconds ?? .max)
    return leftKey == rightKey ? (one.place.shard, one.place.line) < (other.place.shard, other.place.line) : leftKey < rightKey
}
