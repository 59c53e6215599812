import LogRecords

/// Which groups fit which, both ways.
struct Matches {
    struct Pair: Hashable {
        var outer, inner: Int
    }
    private(set) var inners: [Int: Set<Int>] = [:]
    private(set) var outers: [Int: Set<Int>] = [:]
    /// How much later the inner group's clock must be set.
    private(set) var shifts: [Pair: ClosedRange<Int64>] = [:]

    /// Notes that one group fits below another.
    mutating func add(_ outer: Int, _ inner: Int, shift: ClosedRange<Int64>) {
        guard outer != inner else { return }
        shifts[Pair(outer: outer, inner: inner)] = shift
        inners[outer, default: []].insert(inner)
        outers[inner, default: []].insert(outer)
    }

    /// Of these pairs, which fit only if clocks differ, those with a group that fits nothing as it is, and that leave less time unexplained than
    /// what the other group fits now: its clock may be wrong, and only seem to fit.
    func homeless(in matches: Matches) -> [Pair] {
        shifts.filter { pair, shift in
            guard matches.shifts[pair] == nil else { return false }
            var rivals: [Pair] = []
            if matches.inners[pair.outer] == nil {
                rivals.append(contentsOf: (matches.outers[pair.inner] ?? []).map { Pair(outer: $0, inner: pair.inner) })
            }
            if matches.outers[pair.inner] == nil {
                rivals.append(contentsOf: (matches.inners[pair.outer] ?? []).map { Pair(outer: pair.outer, inner: $0) })
            }
            return rivals.contains { matches.shifts[$0].map { $0.width > shift.width } ?? false }
        }.map(\.key)
    }

    /// With these pairs as well.
    func adding(_ pairs: [Pair]) -> Matches {
        var all = self
        for pair in pairs { all.add(pair.outer, pair.inner, shift: 0...0) }
        return all
    }

    /// Without pairs of which both name other traces, where one of the two has a partner of its own trace.
    func preferringAgreement(traces: (Int) -> Set<ID128>) -> Matches {
        var known: [Int: Set<ID128>] = [:]
        for root in Set(inners.keys).union(outers.keys) { known[root] = traces(root) }
        func shares(_ one: Int, _ other: Int) -> Bool { !(known[one] ?? []).isDisjoint(with: known[other] ?? []) }
        var left = Matches()
        for (pair, shift) in shifts {
            let isStranger =
                !shares(pair.outer, pair.inner) && !(known[pair.outer] ?? []).isEmpty && !(known[pair.inner] ?? []).isEmpty
                && ((inners[pair.outer] ?? []).contains { shares(pair.outer, $0) }
                    || (outers[pair.inner] ?? []).contains { shares($0, pair.inner) })
            if !isStranger { left.add(pair.outer, pair.inner, shift: shift) }
        }
        return left
    }
}

extension ClosedRange<Int64> {
    /// How far apart its ends are.
    fileprivate var width: UInt64 { UInt64(bitPattern: upperBound &- lowerBound) }
}
