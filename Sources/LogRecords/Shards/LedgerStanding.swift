/// The ledger as coverage sees it: the shards near a time, and what all of them are together.
package struct LedgerStanding: Sendable, Equatable {
    /// One format's shards without a rhythm.
    package struct Loose: Sendable, Equatable {
        package var source: String
        package var covers: TimeRange?

        package init(source: String, covers: TimeRange?) { (self.source, self.covers) = (source, covers) }
    }

    /// The time of which `shards` has every shard; `nil`: it has all there are.
    package var near: TimeRange?
    /// Without those that a later one continues.
    package var shards: [ShardStanding]
    /// In the order of their names.
    package var series: [SeriesStanding]
    package var loose: [Loose]
    /// From the first moment of any shard to the last, also of those that were continued.
    package var covers: TimeRange?

    /// `shards` has those that are near, and from any time those that continue others; all where `near` is `nil`.
    package init(near: TimeRange?, shards: [ShardStanding], series: [SeriesStanding], loose: [Loose], covers: TimeRange?) {
        (self.near, self.series, self.loose, self.covers) = (near, series, loose, covers)
        self.shards = LedgerStanding.withoutContinued(shards)
        if let near { self.shards = self.shards.filter { $0.covers?.overlaps(near) == true } }
    }

    /// Of all shards there are.
    package init(_ all: [ShardStanding]) {
        shards = LedgerStanding.withoutContinued(all)
        covers = all.reduce(nil) { union, shard in shard.covers.map { union?.union($0) ?? $0 } ?? union }
        let bySeries = Dictionary(grouping: shards) { $0.rhythm?.series }
        series = bySeries.compactMap { name, members in name.map { SeriesStanding(name: $0, shards: members) } }
            .sorted { $0.name < $1.name }
        var loose: [String: TimeRange?] = [:]
        for shard in bySeries[nil] ?? [] {
            for source in shard.sources {
                let known = loose[source.name] ?? nil
                loose[source.name] = .some(shard.covers.map { known?.union($0) ?? $0 } ?? known)
            }
        }
        self.loose = loose.map { Loose(source: $0.key, covers: $0.value) }.sorted { $0.source < $1.source }
    }

    /// The shards without those that a later one continues: a shard that was cut short and came whole afterwards is
    /// one, and whole.
    private static func withoutContinued(_ shards: [ShardStanding]) -> [ShardStanding] {
        let longer = shards.filter { $0.firstVisibleLine > 1 }
        guard !longer.isEmpty else { return shards }
        let bytes = Dictionary(longer.map { (Place($0), $0.servedBytes) }, uniquingKeysWith: max)
        return shards.filter { shard in bytes[Place(shard)].map { $0 <= shard.servedBytes } ?? true }
    }

    /// What a shard and the ones that continue it have in common: what their names say, else the name itself.
    private struct Place: Hashable {
        var rhythm: ShardRhythm?
        var name: ShardStanding.Name?

        init(_ shard: ShardStanding) {
            (rhythm, name) = (shard.rhythm, shard.name)
        }
    }
}
