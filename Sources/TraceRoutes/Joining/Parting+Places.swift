import LogRecords

// foreign numbers: sums and products are checked

// By what several requests may share: place with place, by the ids of all lines of both groups.

extension Parting {
    /// Unites each group that has an `outer` line with what fits behind it at the `inner` places, if that fits behind
    /// nothing else and all that fits contradicts each other in nothing.
    mutating func pair(_ outer: Roles, _ inner: Roles, isLast: Bool = false) {
        let matches = fits(outer, inner, Parting.agreeing)
        guard isCrowded else { return take(matches, outer, inner, beside: matches, isLast: isLast) { _ in true } }
        // Groups that share no id may be found to share one by a line that is not placed, or is lost.
        let all = fits(outer, inner, among: [Array(records.indices)], besideUndecided: true, Parting.agreeing)
        let ids = SharedIDs(self)
        let outweighed = outweighed(all, by: ids)
        let left = matches.leavingOut(outweighed)
        // Groups that fit nothing as clocks are, and this better than what fits it now.
        let homeless = fits(outer, inner, Parting.withinClockSlack).homeless(in: left)
        let others = all.leavingOut(outweighed).adding(homeless)
        take(left, outer, inner, beside: others, isLast: isLast) { ids.shows($0, outer, inner) }
    }

    /// Clocks need no shift.
    private static func agreeing(_ shift: ClosedRange<Int64>) -> ClosedRange<Int64>? { shift.contains(0) ? shift : nil }

    /// The pairs of groups that share an id and contradict each other in nothing; `admits` says which of the shifts of
    /// their clocks will do.
    func fits(_ outer: Roles, _ inner: Roles, _ admits: (ClosedRange<Int64>) -> ClosedRange<Int64>?) -> Matches {
        fits(outer, inner, among: Array(byKey.values), besideUndecided: false, admits)
    }

    /// The same for groups of which lines are in one of some lists; what was undecided takes nobody, and still
    /// contests.
    private func fits(
        _ outer: Roles, _ inner: Roles, among lists: [[Int]], besideUndecided: Bool,
        _ admits: (ClosedRange<Int64>) -> ClosedRange<Int64>?
    ) -> Matches {
        let flags = besideUndecided ? [:] : flags()
        var matches = Matches()
        var seen: Set<Matches.Pair> = []
        func consider(_ above: Int, _ below: Int) {
            guard seen.insert(Matches.Pair(outer: above, inner: below)).inserted else { return }
            if let shift = shift(of: below, into: above).flatMap(admits) {
                matches.add(above, below, shift: shift)
            } else if !besideUndecided {
                noteRefusal(above, below, else: .taken)
            }
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
                // What lies far off in time is not looked at, unless somebody asks why.
                guard journal != nil, !besideUndecided else { continue }
                for other in below where seen.insert(Matches.Pair(outer: root, inner: other)).inserted {
                    noteRefusal(root, other, else: .times)
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

    /// Whether a group has one of some places, and is open for another. Rails, with the edge in front of it, never
    /// looks for a gateway here: it calls one.
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
}
