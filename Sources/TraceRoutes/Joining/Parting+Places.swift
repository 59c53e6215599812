import LogRecords

// foreign numbers: sums and products are checked

// By what several requests may share: place with place, by the ids of all lines of both groups.

extension Parting {
    /// Unites each group that has an `outer` line with what fits behind it at the `inner` places, if that fits behind nothing else and all that
    /// fits contradicts each other in nothing.
    mutating func pair(_ outer: Roles, _ inner: Roles, isLast: Bool = false) {
        let matches = fits(outer, inner, Parting.agreeing)
        guard isCrowded else { return take(matches, outer, inner, beside: matches, isLast: isLast) }
        // Groups that share no id may be found to share one by a line that is not placed, or is lost.
        let all = fits(outer, inner, among: [Array(records.indices)], besideUndecided: true, Parting.agreeing)
        let outweighed = outweighed(all)
        let left = matches.leavingOut(outweighed)
        // Groups that fit nothing as clocks are, and this better than what fits it now.
        let homeless = fits(outer, inner, Parting.withinClockSlack).homeless(in: left)
        take(left, outer, inner, beside: all.leavingOut(outweighed).adding(homeless), isLast: isLast)
    }

    /// Clocks need no shift.
    private static func agreeing(_ shift: ClosedRange<Int64>) -> ClosedRange<Int64>? { shift.contains(0) ? shift : nil }

    /// The pairs of groups that share an id and contradict each other in nothing; `admits` says which of the shifts of their clocks will do.
    func fits(_ outer: Roles, _ inner: Roles, _ admits: (ClosedRange<Int64>) -> ClosedRange<Int64>?) -> Matches {
        fits(outer, inner, among: Array(byKey.values), besideUndecided: false, admits)
    }

    /// The same for groups of which lines are in one of some lists; what was undecided takes nobody, and still contests.
    private func fits(
        _ outer: Roles, _ inner: Roles, among lists: [[Int]], besideUndecided: Bool,
        _ admits: (ClosedRange<Int64>) -> ClosedRange<Int64>?
    ) -> Matches {
        let flags = besideUndecided ? [:] : flags()
        var matches = Matches()
        var seen: Set<Matches.Pair> = []
        func consider(_ above: Int, _ below: Int) {
            guard seen.insert(Matches.Pair(outer: above, inner: below)).inserted else { return }
            if let shift = shift(of: below, into: above).flatMap(admits) { matches.add(above, below, shift: shift) }
        }
        for indices in lists {
            let roots = Set(indices.map(groups.root))
            guard roots.count > 1 else { continue }
            let above = roots.filter { isFree($0, of: inner, has: outer, flags) }
            let below = roots.filter { isFree($0, of: outer, has: inner, flags) }
            guard !above.isEmpty, !below.isEmpty else { continue }
            let sorted = SortedByStart(below.flatMap { lines(of: $0, at: inner) }, records)
            for root in above {
                for line in lines(of: root, at: outer) {
                    for other in sorted.starting(around: records[line]) { consider(root, groups.root(other)) }
                }
            }
        }
        if outer == .cloudRun, inner == .application { bridge(flags, consider) }
        return matches
    }

    /// Cloud Run's line and an access line that no id joins, but another line of their replica does.
    private func bridge(_ flags: [Int: Roles], _ consider: (Int, Int) -> Void) {
        for run in bridges.runs {
            let above = groups.root(run)
            guard isFree(above, of: .application, has: .cloudRun, flags) else { continue }
            for key in bridges.keys(of: run) {
                for index in byKey[key] ?? [] where records[index].isApplication && bridges.admits(index, to: run) {
                    let below = groups.root(index)
                    if isFree(below, of: .cloudRun, has: .application, flags) { consider(above, below) }
                }
            }
        }
    }

    /// Whether a group has one of some places, and is open for another. Rails, with the edge in front of it, never looks for a gateway here: it
    /// calls one.
    private func isFree(_ root: Int, of wanted: Roles, has place: Roles, _ flags: [Int: Roles]) -> Bool {
        let roles = roles(of: root)
        guard !roles.isDisjoint(with: place), !roles.contains(.monolith) else { return false }
        if roles == .calls {
            return !contestedCalls.contains(root) && !looseCalls.contains(root) && flags[root]?.isDisjoint(with: wanted) ?? true
        }
        let open = wanted.isDisjoint(with: [.gateway, .calls]) ? wanted : [.gateway, .calls]
        guard flags[root]?.isDisjoint(with: open) ?? true else { return false }
        return wanted == .calls
            ? roles.isDisjoint(with: .gateway) : Roles.places.contains { wanted.contains($0) && room(in: root, for: $0) > 0 }
    }

    /// How many lines of a place a group can still take: one, or one a try.
    func room(in root: Int, for place: Roles) -> Int {
        let tries = place == .edge ? 1 : max(1, lines(of: root, at: .application).count)
        return tries - lines(of: root, at: place).count  // bounded: counts of lines
    }

    func roles(of root: Int) -> Roles {
        groups.members(of: root).reduce(into: []) { $0.formUnion(places[$1]) }
    }

    func lines(of root: Int, at place: Roles) -> [Int] {
        groups.members(of: root).filter { place.contains(places[$0]) }
    }

    /// For each group the places that it was left without, because several fit.
    func flags() -> [Int: Roles] {
        var flags: [Int: Roles] = [:]
        for (index, places) in several { flags[groups.root(index), default: []].formUnion(places) }
        return flags
    }

    /// Unites the groups that have only each other, and marks the others: the smaller number of candidates does not help the other side.
    private mutating func take(_ matches: Matches, _ outer: Roles, _ inner: Roles, beside others: Matches, isLast: Bool) {
        let pairs = matches.shifts.keys.sorted { ($0.outer, $0.inner) < ($1.outer, $1.inner) }
        // Decided before any is united: groups are known by their roots.
        let flags = flags()
        func isCertain(_ pair: Matches.Pair, among candidates: [Matches]) -> Bool {
            let inners = candidates.reduce(into: Set<Int>()) { $0.formUnion($1.inners[pair.outer] ?? []) }
            let outers = candidates.reduce(into: Set<Int>()) { $0.formUnion($1.outers[pair.inner] ?? []) }
            if outers.count == 1 { return isUncontested(pair.inner, among: inners, flags) }
            // An edge that tried again passed the balancer twice: all its lines have room, and fit nothing else.
            return outers.count <= room(in: pair.inner, for: outer)
                && outers.allSatisfy { one in candidates.allSatisfy { $0.inners[one]?.isSubset(of: [pair.inner]) ?? true } }
        }
        let taken = Set(pairs.filter { isCertain($0, among: [matches, others]) })
        // What only lines without its ids contest may yet be decided by what joins those.
        for pair in pairs where !taken.contains(pair) && (isLast || !isCertain(pair, among: [matches])) {
            markUndecided(pair, outer, inner)
        }
        uncertain.formUnion(pairs.filter { !taken.contains($0) })
        for pair in pairs where taken.contains(pair) { groups.unite(pair.outer, pair.inner) }
    }

    /// Whether all others that fit behind a line could be of one request with this group; of one that was undecided before, also with each other.
    private func isUncontested(_ root: Int, among inners: Set<Int>, _ flags: [Int: Roles]) -> Bool {
        let others = inners.filter { $0 != root }
        guard others.allSatisfy({ areCompatible($0, root) && !isUncertain($0, root) }) else { return false }
        return flags[root] == nil || others.allSatisfy { one in others.allSatisfy { $0 == one || areCompatible($0, one) } }
    }

    /// Whether these two fit each other and are not certain: what is outside of both does not decide it.
    func isUncertain(_ one: Int, _ other: Int) -> Bool {
        uncertain.contains(Matches.Pair(outer: one, inner: other)) || uncertain.contains(Matches.Pair(outer: other, inner: one))
    }

    /// Whether two groups that fit behind the same line could both be of its request.
    func areCompatible(_ one: Int, _ other: Int) -> Bool {
        if roles(of: one) == .calls, roles(of: other) == .calls { return mayBeOne(one, other) }
        return shift(of: one, into: other)?.contains(0) ?? false
    }

    /// Notes on both sides that more than one group fits, or none for certain.
    mutating func markUndecided(_ pair: Matches.Pair, _ outer: Roles, _ inner: Roles) {
        several[pair.outer, default: []].formUnion(inner.intersection(roles(of: pair.inner)))
        several[pair.inner, default: []].formUnion(outer)
        undecided[pair.outer, default: []].append(pair.inner)
        undecided[pair.inner, default: []].append(pair.outer)
    }
}
