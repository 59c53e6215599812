import LogRecords

/// What was loaded, source by source, in a form that answers "was everything there at that time?" quickly.
struct Ledger {
    let shelves: [String: Shelf]
    let prunedDays: Set<Day>
    /// First and last moment of what was ever loaded.
    let span: TimeRange?
    /// What there was to be searched in all; it takes a look at every shard, so it is made once.
    private(set) var whole = Coverage(range: nil, complete: false, sources: [])
    /// What could not be read while the question at hand was asked.
    var unreadable: [UnreadablePart] = []

    init(_ shards: [ShardStanding], prunedDays: [Day]) {
        self.prunedDays = Set(prunedDays)
        span = shards.compactMap(Window.init).map(\.range).reduce(nil) { $0?.union($1) ?? $1 }
        let shards = Ledger.withoutContinued(shards)
        var shardsOfSource: [String: [ShardStanding]] = [:]
        for (series, shards) in Dictionary(grouping: shards, by: { $0.rhythm?.series }) {
            if series == nil {
                for shard in shards {
                    for name in Set(shard.sources.map(\.name)) { shardsOfSource[name, default: []].append(shard) }
                }
            } else {
                // A window in which nothing happened has no source of its own; its series tells whose it is.
                let names = shards.reduce(into: Set<String>()) { names, shard in
                    for source in shard.sources where !names.contains(source.name) { names.insert(source.name) }
                }
                for name in names { shardsOfSource[name, default: []] += shards }
            }
        }
        shelves = shardsOfSource.mapValues(Shelf.init)
        whole = makeCoverage(in: nil)
    }

    /// The shards without those that a later one continues: a shard that was cut short and came whole afterwards is one, and whole.
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
