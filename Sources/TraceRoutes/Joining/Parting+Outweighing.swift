import LogRecords

// Pairs that fit, and are shown not to be one request by what other pairs have in common.

extension Parting {
    /// The pairs that others outweigh.
    func outweighed(_ matches: Matches, by ids: SharedIDs) -> Set<Matches.Pair> {
        Set(
            matches.shifts.keys.filter { pair in
                let rivals = matches.rivals(of: pair)
                return (rivals.byInner + rivals.byOuter).contains { ids.names($0, apartFrom: pair) }
                    || !ids.areOwn(pair) && isExchanged(pair, rivals, ids, matches)
            })
    }

    /// Whether another group has an id of its own in common with one of the two, fits nothing else, and leaves the other of them with a group that
    /// fits nothing else either: all are at home then, and this pair would leave two without any.
    private func isExchanged(
        _ pair: Matches.Pair, _ rivals: (byInner: [Matches.Pair], byOuter: [Matches.Pair]), _ ids: SharedIDs, _ matches: Matches
    ) -> Bool {
        func hasOnly(_ inner: Int, of outer: Int) -> Bool {
            (matches.inners[outer] ?? []).allSatisfy { $0 == inner || areCompatible($0, inner) }
        }
        let others = rivals.byInner.filter { !areCompatible($0.inner, pair.inner) && matches.outers[$0.inner] == [pair.outer] }
        let above = rivals.byOuter.filter { hasOnly(pair.inner, of: $0.outer) }
        return !others.isEmpty && !above.isEmpty && (others + above).contains(where: ids.areOwn)
    }
}
