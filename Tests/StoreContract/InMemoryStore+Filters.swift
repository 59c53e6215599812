package import LogRecords

extension InMemoryStore {
    package func sightings(ofUser user: String, in range: TimeRange, limit: Int) -> [Sighting] {
        let found = sightings.filter {
            $0.vantage == .monolith && $0.user == user && entries[$0.place.shard]?.state == .live
                && ($0.filed.map(range.contains) ?? false)
        }
        return Array(found.prefix(limit))
    }

    package func sightings(ofSession session: String, in range: TimeRange, limit: Int) -> [Sighting] {
        let found = sightings.filter {
            $0.session == session && entries[$0.place.shard]?.state == .live && ($0.filed.map(range.contains) ?? false)
        }
        return Array(found.prefix(limit))
    }
}
