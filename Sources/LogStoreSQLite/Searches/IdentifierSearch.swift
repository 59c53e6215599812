import LogRecords

/// Collects the sightings that carry identifiers, segment after segment.
struct IdentifierSearch {
    /// Rows an identifier that are looked at beyond the limit to be counted; more are taken from the `.ids` file
    /// unseen.
    static let mostCounted = 10_000

    let limit: Int
    let visibility: Visibility
    private(set) var matches = IdentifierMatches()

    init(limit: Int, visibility: Visibility) {
        self.limit = limit
        self.visibility = visibility
    }

    /// `likely` are those that the segment may have.
    mutating func look(
        for identifiers: Set<CanonicalIdentifier>, likely: Set<CanonicalIdentifier>, in segment: SegmentReader
    ) throws {
        var wanted: [Int: Set<CanonicalIdentifier>] = [:]
        for identifier in likely {
            let rows = try segment.identifiers.rows(carrying: identifier)
            for row in rows.prefix(limit + IdentifierSearch.mostCounted) { wanted[row, default: []].insert(identifier) }
            let unseen = rows.count - limit - IdentifierSearch.mostCounted
            if unseen > 0 { matches.carried[identifier, default: 0] += unseen }
        }
        for (row, asked) in wanted.sorted(by: { $0.key < $1.key }) {
            // A row of an earlier version may stand under a spelling, and carry what that means.
            let carried = segment.identifiers.header.knowsRaysWithColos ? asked : identifiers
            try look(at: row, for: carried, in: segment)
        }
    }

    private mutating func look(at row: Int, for asked: Set<CanonicalIdentifier>, in segment: SegmentReader) throws {
        // The row decides: the file holds short hashes, and rows of shards that nobody may see.
        guard let brief = try segment.brief(row), try visibility.shows(shard: brief.shard, line: brief.line) else { return }
        let isWanted = asked.contains { (matches.carried[$0] ?? 0) < limit }
        if !isWanted {
            for identifier in asked { matches.carried[identifier, default: 0] += 1 }
            return
        }
        guard let sighting = try segment.sighting(row) else { return }
        let carried = asked.intersection(sighting.identifiers.map { CanonicalIdentifier($0.text) })
        let isTaken = carried.contains { (matches.carried[$0] ?? 0) < limit }
        for identifier in carried { matches.carried[identifier, default: 0] += 1 }
        if isTaken { matches.sightings.append(sighting) }
    }
}
