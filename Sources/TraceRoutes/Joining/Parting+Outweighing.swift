import LogRecords

// Pairs that fit, and are shown not to be one request by what other pairs have in common.

extension Parting {
    /// The pairs that others outweigh.
    func outweighed(_ matches: Matches, by ids: SharedIDs) -> Set<Matches.Pair> {
        var partners = Partners(parting: self, matches: matches, ids: ids)
        var outweighed: Set<Matches.Pair> = []
        for pair in matches.shifts.keys {
            let rivals = matches.rivals(of: pair)
            let hasOtherTrace = (rivals.byInner + rivals.byOuter).contains { ids.agreesInTrace($0, unlike: pair) }
            if hasOtherTrace || !ids.hasOwn(pair) && partners.areFoundByAll(without: pair, rivals) { outweighed.insert(pair) }
        }
        return outweighed
    }
}

/// Whether groups would have a partner without a pair. Of n groups there are n * n pairs, so what two groups are to
/// each other is kept.
private struct Partners {
    let parting: Parting
    let matches: Matches
    let ids: SharedIDs
    private var compatible: [Matches.Pair: Bool] = [:]
    private var only: [Matches.Pair: Bool] = [:]

    init(parting: Parting, matches: Matches, ids: SharedIDs) {
        (self.parting, self.matches, self.ids) = (parting, matches, ids)
    }

    /// Whether another group has an id of its own in common with one of the two, fits nothing else, and leaves the
    /// other of them with a group that fits nothing else either: all are at home then, and this pair would leave two
    /// without any.
    mutating func areFoundByAll(without pair: Matches.Pair, _ rivals: (byInner: [Matches.Pair], byOuter: [Matches.Pair])) -> Bool {
        let others = rivals.byInner.filter { matches.outers[$0.inner]?.count == 1 && !areCompatible($0.inner, pair.inner) }
        guard !others.isEmpty else { return false }
        let above = rivals.byOuter.filter { isOnly($0) }
        return !above.isEmpty && (others + above).contains(where: ids.hasOwn)
    }

    /// Whether the outer group has no other choice than the inner one.
    private mutating func isOnly(_ pair: Matches.Pair) -> Bool {
        if let known = only[pair] { return known }
        let answer = (matches.inners[pair.outer] ?? []).allSatisfy { $0 == pair.inner || areCompatible($0, pair.inner) }
        only[pair] = answer
        return answer
    }

    private mutating func areCompatible(_ one: Int, _ other: Int) -> Bool {
        let pair = Matches.Pair(outer: min(one, other), inner: max(one, other))
        if let known = compatible[pair] { return known }
        let answer = parting.areCompatible(one, other)
        compatible[pair] = answer
        return answer
    }
}
