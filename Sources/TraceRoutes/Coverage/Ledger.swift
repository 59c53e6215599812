import LogRecords

/// What was loaded, source by source, in a form that answers "was everything there at that time?" quickly.
struct Ledger {
    let shelves: [String: Shelf]
    let prunedDays: Set<Day>
    /// First and last moment of what was ever loaded.
    let span: TimeRange?
    /// What could not be read while the question at hand was asked.
    var unreadable: [UnreadablePart] = []

    init(_ shards: [ShardStanding], prunedDays: [Day]) {
        self.prunedDays = Set(prunedDays)
        span = Windows.union(of: shards.lazy.compactMap(Window.init))
        shelves = Ledger.shelves(of: Ledger.withoutContinued(shards))
    }

    /// Each question makes them of every shard there is, so a shard is looked at by its place in the list and never copied.
    private static func shelves(of shards: [ShardStanding]) -> [String: Shelf] {
        let windows = shards.map { Window($0) }
        var seriesOfSource: [String: [Series]] = [:]
        var looseOfSource: [String: [Window?]] = [:]
        for (name, members) in membersOfSeries(shards) {
            guard let name else {
                for member in members {
                    for source in Set(shards[member].sources.map(\.name)) {
                        looseOfSource[source, default: []].append(windows[member])
                    }
                }
                continue
            }
            let series = Series(name, members, of: shards, windows)
            // A window in which nothing happened has no source of its own; its series tells whose it is.
            for source in sourceNames(of: members, in: shards) { seriesOfSource[source, default: []].append(series) }
        }
        let names = Set(seriesOfSource.keys).union(looseOfSource.keys)
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, Shelf(seriesOfSource[$0] ?? [], loose: looseOfSource[$0] ?? [])) })
    }

    /// Places in the list by the series that the shard is of, in the order of the series' names; those of no series come first.
    private static func membersOfSeries(_ shards: [ShardStanding]) -> [(name: String?, members: [Int])] {
        var slots: [String?: Int] = [:]
        var groups: [(name: String?, members: [Int])] = []
        for index in shards.indices {
            let name = shards[index].rhythm?.series
            // Shards of one series mostly follow each other.
            if let last = groups.indices.last, groups[last].name == name {
                groups[last].members.append(index)
            } else if let slot = slots[name] {
                groups[slot].members.append(index)
            } else {
                slots[name] = groups.count
                groups.append((name, [index]))
            }
        }
        return groups.sorted { ($0.name ?? "") < ($1.name ?? "") }
    }

    private static func sourceNames(of members: [Int], in shards: [ShardStanding]) -> [String] {
        var names: [String] = []
        for member in members {
            for source in shards[member].sources.indices where !names.contains(shards[member].sources[source].name) {
                names.append(shards[member].sources[source].name)
            }
        }
        return names
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
