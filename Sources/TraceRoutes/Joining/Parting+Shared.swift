import Algorithms
import LogRecords

// By what several requests may share.

extension Parting {
    typealias Buckets = [CanonicalIdentifier: [Int]]

    /// Pairs vantage with vantage, from the inside out, by ids that several requests may carry.
    mutating func uniteBySharedIDs(_ buckets: Buckets, slack: Int64, marks: Bool) {
        for outer in [Roles.cloudRun, .balancer, .edge] {
            for inner in [Roles.application, .cloudRun, .balancer]
            where inner != outer && !(outer == .cloudRun && inner == .balancer) {
                pair(buckets, outer: outer, inner: inner, slack: slack, marks: marks)
            }
        }
    }

    /// Unites each group that has an `outer` line and no `inner` one with the only group of the opposite kind that fits it, if it is also
    /// the only one that fits that.
    private mutating func pair(_ buckets: Buckets, outer: Roles, inner: Roles, slack: Int64, marks: Bool) {
        var matches = Matches()
        let roles = roles()
        for indices in buckets.values {
            let above = indices.filter { index in
                outer.contains(Roles(records[index])) && isFree(roles[root(index)] ?? [], of: inner)
            }
            let below = indices.filter { index in
                inner.contains(Roles(records[index])) && isFree(roles[root(index)] ?? [], of: outer)
            }
            guard !above.isEmpty, !below.isEmpty else { continue }
            let sorted = SortedByStart(below, records)
            for index in above {
                for other in sorted.starting(around: records[index].span, slack: slack)
                where Fitting.handsOn(records[index], to: records[other], slack: slack) && sameReplica(index, other) {
                    let isCertain =
                        Fitting.handsOn(records[index], to: records[other], slack: Fitting.sameClockSlack)
                        || !hasNeighbour(index, other, among: indices, withCalls: false)
                    matches.add(root(index), root(other), isCertain: isCertain)
                }
            }
        }
        take(matches, marks: marks, outer: outer, inner: inner)
    }

    /// Whether a group still lacks what is looked for. Rails, with the edge in front of it, never looks for a gateway here: it calls one.
    private func isFree(_ roles: Roles, of wanted: Roles) -> Bool {
        roles.isDisjoint(with: wanted) && !roles.contains(.monolith)
    }

    /// Cloud Run and the envelope around an application's line name the same replica by the same id; our gateway has its own name for itself.
    private func sameReplica(_ left: Int, _ right: Int) -> Bool {
        guard records[left].isCloudRun, !records[right].isOwnGateway else { return true }
        return Fitting.agree(records[left].sighting.gatewayInstance, records[right].sighting.gatewayInstance)
    }

    /// Whether other lines of the same id are near in time. Then a pair that fits only if clocks disagree may be a pair of two requests'
    /// lines whose partners are lost.
    func hasNeighbour(_ one: Int, _ other: Int, among indices: [Int], withCalls: Bool) -> Bool {
        let own: Set<Int> = [root(one), root(other)]
        // A log that was copied tells of one caller twice.
        var callers: Set<TimeRange?> = []
        for index in indices
        where !own.contains(root(index)) && Fitting.overlap(records[index], records[other], slack: 2 * Fitting.clockSlack) {
            switch records[index].vantage {
            case .edge, .balancer, .gateway: return true
            case .provider: if withCalls, !looseCalls.contains(index) { return true }
            case .monolith: if records[index].sighting.status != nil { callers.insert(records[index].span) }
            }
            if callers.count > 1 { return true }
        }
        return false
    }

    /// Unites the groups that have only each other, and marks the others where that is asked for.
    mutating func take(_ matches: Matches, marks: Bool, outer: Roles, inner: Roles) {
        for (left, rights) in matches.inners.sorted(by: { $0.key < $1.key }) {
            for right in rights.sorted() {
                if rights.count == 1, isOnlyChoice(right, of: left, matches, outer: outer, byTrace: !marks) {
                    unite(left, right)
                } else if marks {
                    // The smaller number of candidates does not help the other side: its own are still several.
                    several[left, default: []].formUnion(vantages(of: inner))
                    several[right, default: []].formUnion(vantages(of: outer))
                    undecided[left, default: []].append(right)
                    undecided[right, default: []].append(left)
                }
            }
        }
    }

    /// Whether nothing else fits a group, or as many lines as it has gateways: an edge that tried again passed the balancer twice. By a
    /// trace id all lines inside the edge's own line are its tries, even where a gateway's record is lost.
    private func isOnlyChoice(_ right: Int, of left: Int, _ matches: Matches, outer: Roles, byTrace: Bool) -> Bool {
        let lefts = matches.outers[right] ?? []
        if byTrace, outer != .edge, areTries(lefts, of: right, matches) { return true }
        guard matches.certain.contains([left, right]) else { return false }
        if lefts.count == 1 { return true }
        guard outer != .edge, lefts.allSatisfy({ matches.inners[$0]?.count == 1 && matches.certain.contains([$0, right]) }) else {
            return false
        }
        let group = records.indices.filter { root($0) == root(right) }
        if byTrace, group.contains(where: { records[$0].vantage == .edge }) { return true }
        return lefts.count <= group.count { records[$0].isApplication }
    }

    /// Whether an edge's line holds all these lines of its trace in its time, no more of them than its request has gateways: its tries,
    /// however wrong a gateway's clock is.
    private func areTries(_ lefts: Set<Int>, of right: Int, _ matches: Matches) -> Bool {
        let group = records.indices.filter { root($0) == root(right) }
        let edges = group.filter { records[$0].vantage == .edge }
        guard edges.count == 1, lefts.count <= group.count(where: { records[$0].isApplication }) else { return false }
        return lefts.allSatisfy { left in
            matches.inners[left]?.count == 1
                && Fitting.encloses(records[edges[0]].span, records[left].span, slack: Fitting.sameClockSlack)
        }
    }

    private func vantages(of roles: Roles) -> Set<Vantage> {
        var vantages: Set<Vantage> = []
        if roles.contains(.edge) { vantages.insert(.edge) }
        if roles.contains(.balancer) { vantages.insert(.balancer) }
        if !roles.isDisjoint(with: .gateway) { vantages.insert(.gateway) }
        return vantages
    }
}

/// Which groups fit which, both ways.
struct Matches {
    var inners: [Int: Set<Int>] = [:]
    var outers: [Int: Set<Int>] = [:]
    /// The pairs that fit even if all clocks agree, or that nothing near could be mistaken for.
    var certain: Set<[Int]> = []

    /// Notes that one group fits below another.
    mutating func add(_ outer: Int, _ inner: Int, isCertain: Bool = true) {
        guard outer != inner else { return }
        if isCertain { certain.insert([outer, inner]) }
        inners[outer, default: []].insert(inner)
        outers[inner, default: []].insert(outer)
    }
}

/// Records in the order of their start, so that those of one moment are found without looking at all.
private struct SortedByStart {
    private let indices: [Int]
    private let starts: [Int64]

    init(_ indices: [Int], _ records: [JoinedRecord]) {
        func start(_ index: Int) -> Int64 { records[index].span?.from.nanoseconds ?? 0 }
        self.indices = indices.sorted { (start($0), $0) < (start($1), $1) }
        starts = self.indices.map(start)
    }

    /// Those that start inside a span, give or take `slack`.
    func starting(around span: TimeRange?, slack: Int64) -> ArraySlice<Int> {
        guard let range = span?.widened(by: slack) else { return indices[...] }
        let first = starts.partitioningIndex { $0 >= range.from.nanoseconds }
        let end = starts.partitioningIndex { $0 > range.to.nanoseconds }
        return indices[first..<max(first, end)]
    }
}
