import LogRecords

/// Collects the sightings that share something which names no single request, in a range of time and in the order of
/// their moments.
struct FilterSearch {
    let range: TimeRange
    let limit: Int
    let visibility: Visibility
    private(set) var found: [Sighting] = []

    init(in range: TimeRange, limit: Int, visibility: Visibility) {
        (self.range, self.limit, self.visibility) = (range, limit, visibility)
    }

    /// `rows` may be too many: the row decides.
    mutating func look(at rows: [Int], in segment: SegmentReader, where isWanted: (Sighting) -> Bool) throws {
        for row in rows {
            guard found.count < limit else { break }
            guard let brief = try segment.brief(row), range.contains(Instant(nanoseconds: brief.filed)),
                try visibility.shows(shard: brief.shard, line: brief.line), let sighting = try segment.sighting(row),
                isWanted(sighting)
            else { continue }
            found.append(sighting)
        }
    }

    var inOrder: [Sighting] { found.sorted { ($0.filed?.nanoseconds ?? 0) < ($1.filed?.nanoseconds ?? 0) } }
}
