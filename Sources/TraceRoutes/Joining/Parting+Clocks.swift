import LogRecords

extension Parting {
    /// Joins, as an inference, what fits only if clocks differ: nothing else carries their ids near that moment.
    mutating func uniteIfClocksDiffer() {
        for (outer, inner) in Parting.steps {
            let matches = fits(outer, inner, Parting.withinClockSlack)
            for (pair, range) in matches.shifts.sorted(by: { ($0.key.outer, $0.key.inner) < ($1.key.outer, $1.key.inner) })
            where !isStopped(pair.outer) {
                guard matches.inners[pair.outer] == [pair.inner], matches.outers[pair.inner] == [pair.outer],
                    !hasNeighbour(pair, shift: range)
                else {
                    markUndecided(pair, outer, inner)
                    continue
                }
                unite(pair, shift: range)
            }
        }
    }

    /// Whether a balancer's line of the group says that it reached nobody: what lies later is another try, and no clock
    /// is wrong.
    private func isStopped(_ root: Int) -> Bool {
        lines(of: root, at: .balancer).contains { Rule.isStopped(records[$0]) }
    }

    /// Who hands on to whom, those first that state most.
    private static let steps: [(outer: Roles, inner: Roles)] = [
        (.cloudRun, .application), (.balancer, .cloudRun), (.balancer, .application), (.edge, .balancer), (.edge, .cloudRun),
        (.edge, .application), (.balancer, .calls), (.edge, .calls),
    ]

    /// The shifts that clocks of one fleet can need.
    static func withinClockSlack(_ shift: ClosedRange<Int64>) -> ClosedRange<Int64>? {
        shift.overlaps(-Fitting.clockSlack...Fitting.clockSlack) ? shift : nil
    }

    /// Makes one group of two, and notes by how much the inner one's clock is off: what joins later need not nest in
    /// its lines.
    private mutating func unite(_ pair: Matches.Pair, shift: ClosedRange<Int64>) {
        if !shift.contains(0) {
            skewed.formUnion(groups.members(of: pair.inner))
            let least = Int64(clamping: min(shift.lowerBound.magnitude, shift.upperBound.magnitude))
            clockShifts[pair.outer] = max(least, clockShifts[pair.outer] ?? 0)
        }
        join(pair.outer, pair.inner, by: shift.contains(0) ? .onlyFit : .clocksDiffer)
    }

    /// Whether other lines of their ids are near in time: then a pair that fits only if clocks differ may be a pair of
    /// two requests' lines whose partners are lost. What fits both in the same way is none of these, where all that is
    /// near is one request's at most; nor are a caller's lines, unless they are those of two.
    private func hasNeighbour(_ pair: Matches.Pair, shift: ClosedRange<Int64>) -> Bool {
        var callers: Set<Int> = []
        let isCrowded = isCrowded && isCrowded(around: pair)
        for root in neighbours(of: pair) {
            if roles(of: root).contains(.monolith) {
                callers.insert(root)
            } else if isCrowded || !fits(root, beside: pair, shift) {
                return true
            }
        }
        return callers.count > 1
    }

    /// Whether some place has more than one line near the pair, whatever its ids.
    private func isCrowded(around pair: Matches.Pair) -> Bool {
        let own = groups.members(of: pair.outer) + groups.members(of: pair.inner)
        let near = records.indices.filter { index in own.contains { isNear(index, $0) } }
        return Roles.places.contains { place in near.count { places[$0] == place } > 1 }
    }

    private func isNear(_ one: Int, _ other: Int) -> Bool {
        Fitting.overlap(records[one], records[other], slack: 2 * Fitting.clockSlack)  // bounded: constants
    }

    private func neighbours(of pair: Matches.Pair) -> Set<Int> {
        let own = groups.members(of: pair.outer) + groups.members(of: pair.inner)
        var roots: Set<Int> = []
        for key in Set(own.flatMap { records[$0].keys.filter(\.kind.isFollowed).map(\.key) }) {
            for index in byKey[key] ?? [] where !roots.contains(groups.root(index)) {
                if own.contains(where: { isNear(index, $0) }) { roots.insert(groups.root(index)) }
            }
        }
        return roots.subtracting([pair.outer, pair.inner])
    }

    /// Whether a third group could be of the same request, with the clocks as the pair needs them: it nests with the
    /// outer one as it is, and with the inner one by the same shift, or by none where it is on the inner one's clock.
    private func fits(_ root: Int, beside pair: Matches.Pair, _ shift: ClosedRange<Int64>) -> Bool {
        guard let toOuter = self.shift(of: root, into: pair.outer), let toInner = self.shift(of: pair.inner, into: root) else {
            return false
        }
        return toOuter.contains(0) && toInner.overlaps(shift) || toOuter.overlaps(shift) && toInner.contains(0)
    }
}
