import LogRecords

/// What groups have in common, of the ids that several requests may share.
///
/// An id that lines of three places carry, and no two of one, is, as far as the lines tell, one request's own.
struct SharedIDs {
    private let own: Set<CanonicalIdentifier>
    private let carriers: [Int: Set<CanonicalIdentifier>]
    private let traces: [Int: Set<ID128>]

    init(_ parting: Parting) {
        var own: Set<CanonicalIdentifier> = []
        var carriers: [Int: Set<CanonicalIdentifier>] = [:]
        for (key, indices) in parting.byKey {
            let roots = Set(indices.map(parting.groups.root))
            for root in roots { carriers[root, default: []].insert(key) }
            if SharedIDs.areOfOneRequest(roots, parting), SharedIDs.placeCount(indices, parting) > 2 { own.insert(key) }
        }
        (self.own, self.carriers) = (own, carriers)
        traces = Dictionary(grouping: parting.records.indices, by: parting.groups.root).mapValues { members in
            Set(members.compactMap { parting.records[$0].sighting.traceID })
        }
    }

    /// Whether one pair agrees in a trace, and the other names two.
    func names(_ rival: Matches.Pair, apartFrom pair: Matches.Pair) -> Bool {
        let (outer, inner) = (traces[pair.outer] ?? [], traces[pair.inner] ?? [])
        let agrees = !(traces[rival.outer] ?? []).isDisjoint(with: traces[rival.inner] ?? [])
        return agrees && !outer.isEmpty && !inner.isEmpty && outer.isDisjoint(with: inner)
    }

    /// Whether a pair shares an id that is one request's own.
    func areOwn(_ pair: Matches.Pair) -> Bool { !shared(pair).isDisjoint(with: own) }

    private func shared(_ pair: Matches.Pair) -> Set<CanonicalIdentifier> {
        (carriers[pair.outer] ?? []).intersection(carriers[pair.inner] ?? [])
    }

    /// Whether no two groups have a line of one place.
    private static func areOfOneRequest(_ roots: Set<Int>, _ parting: Parting) -> Bool {
        var seen: Roles = []
        for root in roots {
            let roles = parting.roles(of: root).intersection([.edge, .balancer, .cloudRun, .application])
            guard seen.isDisjoint(with: roles) else { return false }
            seen.formUnion(roles)
        }
        return true
    }

    /// How many places have a line that carries an id: two requests' lines, each at some places without it, are rarely three.
    private static func placeCount(_ indices: [Int], _ parting: Parting) -> Int {
        Set(indices.map { parting.places[$0].rawValue }).count
    }
}
