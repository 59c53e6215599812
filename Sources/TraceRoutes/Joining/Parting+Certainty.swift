// Which of the pairs that fit are certain; the others are a choice, and said to be one.

extension Parting {
    /// Unites the groups that have only each other, and marks the others: the smaller number of candidates does not
    /// help the other side.
    mutating func take(
        _ matches: Matches, _ outer: Roles, _ inner: Roles, beside others: Matches, isLast: Bool, if isShown: (Matches.Pair) -> Bool
    ) {
        let pairs = matches.shifts.keys.sorted { ($0.outer, $0.inner) < ($1.outer, $1.inner) }
        // Decided before any is united: groups are known by their roots.
        let flags = flags()
        func isCertain(_ pair: Matches.Pair, among candidates: [Matches], uncertain: Set<Matches.Pair>) -> Bool {
            let inners = candidates.reduce(into: Set<Int>()) { $0.formUnion($1.inners[pair.outer] ?? []) }
            let outers = candidates.reduce(into: Set<Int>()) { $0.formUnion($1.outers[pair.inner] ?? []) }
            if outers.count == 1 { return isUncontested(pair.inner, among: inners, flags, uncertain) }
            // An edge that tried again passed the balancer twice: all its lines have room, and fit nothing else.
            return outers.count <= room(in: pair.inner, for: outer)
                && outers.allSatisfy { one in candidates.allSatisfy { $0.inners[one]?.isSubset(of: [pair.inner]) ?? true } }
        }
        let taken = Set(pairs.filter { isShown($0) && isCertain($0, among: [matches, others], uncertain: uncertain) })
        // What only lines without its ids contest, or what is uncertain nearer, may yet be decided by what joins those.
        for pair in pairs where !taken.contains(pair) && (isLast || !isCertain(pair, among: [matches], uncertain: [])) {
            markUndecided(pair, outer, inner)
        }
        for pair in pairs where !taken.contains(pair) {
            let rivals = others.rivals(of: pair)
            uncertain.formUnion([pair] + rivals.byInner + rivals.byOuter)
        }
        for pair in pairs where taken.contains(pair) { join(pair.outer, pair.inner, by: .onlyFit) }
    }

    /// Whether all others that fit behind a line could be of one request with this group; of one that was undecided
    /// before, also with each other.
    private func isUncontested(
        _ root: Int, among inners: Set<Int>, _ flags: [Int: Roles], _ uncertain: Set<Matches.Pair>
    ) -> Bool {
        let others = inners.filter { $0 != root }
        guard others.allSatisfy({ areCompatible($0, root) && !uncertain.hasEither($0, root) }) else { return false }
        return flags[root] == nil || others.allSatisfy { one in others.allSatisfy { $0 == one || areCompatible($0, one) } }
    }

    /// Whether these two fit each other and are not certain: what is outside of both does not decide it.
    func isUncertain(_ one: Int, _ other: Int) -> Bool { uncertain.hasEither(one, other) }

    /// Whether two groups that fit behind the same line could both be of its request.
    func areCompatible(_ one: Int, _ other: Int) -> Bool {
        if roles(of: one) == .calls, roles(of: other) == .calls { return mayBeOne(one, other) }
        return shift(of: one, into: other)?.contains(0) ?? false
    }

    /// Notes on both sides that more than one group fits, or none for certain.
    mutating func markUndecided(_ pair: Matches.Pair, _ outer: Roles, _ inner: Roles) {
        noteChoice(pair)
        several[pair.outer, default: []].formUnion(inner.intersection(roles(of: pair.inner)))
        several[pair.inner, default: []].formUnion(outer)
        undecided[pair.outer, default: []].append(pair.inner)
        undecided[pair.inner, default: []].append(pair.outer)
    }
}

extension Set<Matches.Pair> {
    fileprivate func hasEither(_ one: Int, _ other: Int) -> Bool {
        contains(Matches.Pair(outer: one, inner: other)) || contains(Matches.Pair(outer: other, inner: one))
    }
}
