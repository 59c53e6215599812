import LogRecords

extension Parting {
    /// Joins, as an inference, what fits only if clocks differ: nothing else carries their ids near that moment.
    mutating func uniteIfClocksDiffer() {
        let slack = Fitting.clockSlack
        for (outer, inner) in [(Roles.cloudRun, Roles.application)] + Parting.steps + [(.balancer, .calls), (.edge, .calls)] {
            let matches = fits(outer, inner) { $0.overlaps(-slack...slack) ? $0.clamped(to: -slack...slack) : nil }
            for (pair, range) in matches.shifts.sorted(by: { ($0.key.outer, $0.key.inner) < ($1.key.outer, $1.key.inner) }) {
                guard matches.inners[pair.outer] == [pair.inner], matches.outers[pair.inner] == [pair.outer],
                    !hasNeighbour(pair.outer, pair.inner)
                else {
                    markUndecided(pair, outer, inner)
                    continue
                }
                let least = range.contains(0) ? 0 : min(range.lowerBound.magnitude, range.upperBound.magnitude)
                groups.unite(pair.outer, pair.inner)
                if least > 0 { clockShifts[pair.outer] = max(Int64(clamping: least), clockShifts[pair.outer] ?? 0) }
            }
        }
    }

    /// Whether other lines of their ids are near in time: then a pair that fits only if clocks differ may be a pair of two requests' lines whose
    /// partners are lost. A caller's lines are none of these, unless they are those of two.
    private func hasNeighbour(_ one: Int, _ other: Int) -> Bool {
        let own = groups.members(of: one) + groups.members(of: other)
        let roots: Set<Int> = [groups.root(one), groups.root(other)]
        var callers: Set<Int> = []
        for key in Set(own.flatMap { records[$0].keys.filter(\.kind.isFollowed).map(\.key) }) {
            for index in byKey[key] ?? [] where !roots.contains(groups.root(index)) {
                guard own.contains(where: { Fitting.overlap(records[$0], records[index], slack: 2 * Fitting.clockSlack) }) else {
                    continue
                }
                if records[index].vantage != .monolith { return true }
                callers.insert(groups.root(index))
            }
        }
        return callers.count > 1
    }
}
