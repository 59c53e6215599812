import LogRecords

/// Collects the monolith's sightings of one user in a range of time, in the order of their moments.
enum UserSearch {
    static func sightings(
        of user: String, in range: TimeRange, limit: Int, segments: [SegmentReader], visibility: Visibility
    ) throws -> [Sighting] {
        var found: [Sighting] = []
        for segment in segments {
            for row in try segment.identifiers.rows(ofUser: user, seconds: range.seconds(of: segment.listed.day)) {
                guard found.count < limit else { break }
                guard let brief = try segment.brief(row), range.contains(Instant(nanoseconds: brief.filed)),
                    try visibility.shows(shard: brief.shard, line: brief.line), let sighting = try segment.sighting(row),
                    sighting.vantage == .monolith, sighting.user == user
                else { continue }
                found.append(sighting)
            }
        }
        return found.sorted { ($0.filed?.nanoseconds ?? 0) < ($1.filed?.nanoseconds ?? 0) }
    }
}
