import LogRecords

/// What groups have in common, of the ids that several requests may share.
///
/// An id that no two groups with a line of one place carry is, as far as the lines tell, one request's own.
struct SharedIDs {
    private let carriers: [Int: Set<CanonicalIdentifier>]
    private let traces: [Int: Set<ID128>]
    /// For each id how many groups have a line of a place, by place.
    private let counts: [CanonicalIdentifier: [Roles: Int]]

    init(_ parting: Parting) {
        var carriers: [Int: Set<CanonicalIdentifier>] = [:]
        var counts: [CanonicalIdentifier: [Roles: Int]] = [:]
        for (key, indices) in parting.byKey {
            let roots = Set(indices.map(parting.groups.root))
            counts[key] = SharedIDs.placeCounts(roots, parting)
            for root in roots { carriers[root, default: []].insert(key) }
        }
        (self.carriers, self.counts) = (carriers, counts)
        traces = Dictionary(grouping: parting.records.indices, by: parting.groups.root).mapValues { members in
            Set(members.compactMap { parting.records[$0].sighting.traceID })
        }
    }

    /// Whether one pair agrees in a trace, and the other names two.
    func agreesInTrace(_ rival: Matches.Pair, unlike pair: Matches.Pair) -> Bool {
        let (outer, inner) = (traces[pair.outer] ?? [], traces[pair.inner] ?? [])
        let agrees = !(traces[rival.outer] ?? []).isDisjoint(with: traces[rival.inner] ?? [])
        return agrees && !outer.isEmpty && !inner.isEmpty && outer.isDisjoint(with: inner)
    }

    /// Whether a pair shares an id that is one request's own.
    func hasOwn(_ pair: Matches.Pair) -> Bool { shared(pair).contains { most($0) < 2 } }

    private func shared(_ pair: Matches.Pair) -> Set<CanonicalIdentifier> {
        (carriers[pair.outer] ?? []).intersection(carriers[pair.inner] ?? [])
    }

    /// Whether an id shows that a pair is one request: it is not known to be several requests', or all of theirs are
    /// seen at one of the two places.
    func shows(_ pair: Matches.Pair, _ outer: Roles, _ inner: Roles) -> Bool {
        let ids = shared(pair)
        return ids.isEmpty
            || ids.contains { id in
                let most = most(id)
                return most < 2 || (counts[id] ?? [:]).contains { $0.value == most && $0.key.isSubset(of: outer.union(inner)) }
            }
    }

    /// How many requests an id is known to have: so many groups have a line of one place.
    private func most(_ id: CanonicalIdentifier) -> Int { counts[id]?.values.max() ?? 0 }

    /// Whether a group is nothing but a balancer's word that it reached nobody: a try of some request, and no request
    /// beside those that were reached.
    private static func isStoppedTry(_ root: Int, _ parting: Parting) -> Bool {
        parting.groups.members(of: root).allSatisfy { Rule.isStopped(parting.records[$0]) }
    }

    private static func placeCounts(_ roots: Set<Int>, _ parting: Parting) -> [Roles: Int] {
        var counts: [Roles: Int] = [:]
        for root in roots where !isStoppedTry(root, parting) {
            let roles = parting.roles(of: root)
            for place in Roles.places where roles.contains(place) { counts[place, default: 0] += 1 }
        }
        return counts
    }
}
