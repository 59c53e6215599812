import LogRecords

/// Which groups fit which, both ways.
struct Matches {
    /// Two records, by their numbers, of which one called the other.
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

    /// Of these pairs, which fit only if clocks differ, those with a group that fits nothing as it is, and that leave
    /// less time unexplained than what the other group fits now: its clock may be wrong, and only seem to fit.
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

    /// Without some pairs.
    func leavingOut(_ pairs: Set<Pair>) -> Matches {
        var left = Matches()
        for (pair, shift) in shifts where !pairs.contains(pair) { left.add(pair.outer, pair.inner, shift: shift) }
        return left
    }

    /// The other pairs of the outer group, and of the inner one.
    func rivals(of pair: Pair) -> (byInner: [Pair], byOuter: [Pair]) {
        (
            (inners[pair.outer] ?? []).filter { $0 != pair.inner }.map { Pair(outer: pair.outer, inner: $0) },
            (outers[pair.inner] ?? []).filter { $0 != pair.outer }.map { Pair(outer: $0, inner: pair.inner) }
        )
    }
}

extension ClosedRange<Int64> {
    /// How far apart its ends are.
    fileprivate var width: UInt64 { UInt64(bitPattern: upperBound &- lowerBound) }
}
