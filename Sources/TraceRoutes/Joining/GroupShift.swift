import LogRecords

extension Parting {
    /// How much later the clock of one group's lines must be set, at least and at most, for them to lie inside the
    /// other group's or around them, place by place; `nil` where a line of one contradicts one of the other.
    func shift(of below: Int, into above: Int) -> ClosedRange<Int64>? {
        var range: ClosedRange<Int64> = .min ... .max
        let hasTries = max(lines(of: above, at: .application).count, lines(of: below, at: .application).count) > 1
        for (place, other) in Parting.nested {
            // What the edge got is the last try's status.
            let status = !hasTries || place != .edge
            for (outer, inner, isMirrored) in [(above, below, false), (below, above, true)] {
                guard let found = shift(lines(of: outer, at: place), lines(of: inner, at: other), status) else { return nil }
                let turned = isMirrored ? negated(found) : found
                guard range.overlaps(turned) else { return nil }
                range = range.clamped(to: turned)
            }
        }
        return hasRoom(above, below) && sameReplicas(above, below) ? range : nil
    }

    /// The places of which one hands on to the other.
    private static let nested: [(Roles, Roles)] = [
        (.edge, .balancer), (.edge, .cloudRun), (.edge, .application), (.edge, .calls), (.balancer, .cloudRun),
        (.balancer, .application),
        (.balancer, .calls), (.cloudRun, .application), (.cloudRun, .calls), (.application, .calls),
    ]

    /// Whether one place hands on to the other.
    static func isNested(_ outer: Roles, _ inner: Roles) -> Bool { nested.contains { $0 == (outer, inner) } }

    /// One line a place on both sides: they must fit. Of several tries one must agree, and times are left to what lies
    /// around all of them.
    private func shift(_ outers: [Int], _ inners: [Int], _ comparingStatus: Bool) -> ClosedRange<Int64>? {
        let all: ClosedRange<Int64> = .min ... .max
        guard let outer = outers.first, let inner = inners.first else { return all }
        let areCalls = records[inner].vantage == .provider
        func agree(_ outer: Int, _ inner: Int) -> Bool {
            Fitting.agree(records[outer], records[inner], comparingStatus: comparingStatus)
        }
        guard outers.count == 1, inners.count == 1 || areCalls || records[outer].vantage == .edge else {
            return outers.contains { outer in inners.contains { agree(outer, $0) } } ? all : nil
        }
        guard areCalls ? inners.allSatisfy({ agree(outer, $0) }) : inners.contains(where: { agree(outer, $0) }) else { return nil }
        return inners.filter { !skewed.contains($0) && !skewed.contains(outer) }.reduce(all) { range, inner in
            guard let range, let one = Fitting.shift(of: records[inner], into: records[outer]), range.overlaps(one) else {
                return nil
            }
            return range.clamped(to: one)
        }
    }

    /// Whether the two together pass no place more often than one request does.
    private func hasRoom(_ above: Int, _ below: Int) -> Bool {
        let tries = max(1, max(lines(of: above, at: .application).count, lines(of: below, at: .application).count))
        return Roles.places.allSatisfy { place in
            let (one, other) = (lines(of: above, at: place).count, lines(of: below, at: place).count)
            return one == 0 || other == 0 || place != .edge && place != .application && one + other <= tries
        }
    }

    /// Whether lines of one replica each are of the same one; tries are on several.
    private func sameReplicas(_ above: Int, _ below: Int) -> Bool {
        let one = Set(groups.members(of: above).compactMap { records[$0].replica })
        let other = Set(groups.members(of: below).compactMap { records[$0].replica })
        return one.count != 1 || other.count != 1 || one == other
    }

    private func negated(_ range: ClosedRange<Int64>) -> ClosedRange<Int64> {
        func turn(_ number: Int64) -> Int64 { number == .min ? .max : number == .max ? .min : -number }
        return turn(range.upperBound)...turn(range.lowerBound)
    }
}
