package import LogRecords

/// What has to be made so that every line of a store is in a stored request.
package struct RequestsPlan: Sendable {
    /// How a day's requests stand to its lines.
    package enum Standing: Sendable, Equatable {
        /// They rest on all of its lines, and the ledger says what it said.
        case fresh
        /// These shards are in no request yet; or there are none, and the ledger says something else.
        case stale(newShards: Set<Int64>)
        /// There are none, or lines are gone on which they rest.
        case unmade
    }

    /// Of every day that has lines, in order; `nil` last, where there are undated lines.
    package private(set) var days: [(day: Day?, standing: Standing)] = []
    /// Days that have requests, and lines no more.
    package private(set) var gone: Set<Day?> = []
    /// What each day's requests will have been made from.
    private(set) var origins: [Day?: RequestsOrigin] = [:]

    /// Lines of new shards from which on a day is made again as a whole.
    static let mostNewLines: Int64 = 50_000

    init(shards: [Day?: Set<Int64>], entries: [Int64: ShardEntry], kept: [Day?: RequestsOrigin], _ ledger: Ledger) {
        gone = Set(kept.keys).subtracting(shards.keys)
        let days = shards.keys.compactMap(\.self).sorted().map(Optional.init) + (shards[nil] == nil ? [] : [nil])
        for day in days {
            let numbers = RequestsPlan.shards(of: day, shards, entries)
            let origin = RequestsOrigin(
                shards: Dictionary(numbers.map { ($0, entries[$0]?.digest.value.low ?? 0) }) { first, _ in first },
                ledger: ledger.mark(of: day))
            origins[day] = origin
            self.days.append((day, RequestsPlan.standing(of: origin, kept[day], entries)))
        }
    }

    /// What there is to be made of a store's lines, of which these requests are kept.
    init<Store: RecordReader>(of tracer: Tracer<Store>, kept: [Day?: RequestsOrigin]) throws {
        try tracer.require(.connectsLines)
        let ledger = try tracer.ledger()
        let entries = Dictionary(try tracer.store.shards().map { ($0.number, $0) }) { first, _ in first }
        self.init(shards: try tracer.store.shardsOfDays(), entries: entries, kept: kept, tracer.readable(ledger))
    }

    /// Whether nothing has to be made.
    package var isFresh: Bool { gone.isEmpty && days.allSatisfy { $0.standing == .fresh } }

    private static func standing(of origin: RequestsOrigin, _ kept: RequestsOrigin?, _ entries: [Int64: ShardEntry]) -> Standing {
        guard let kept else { return .unmade }
        if kept == origin { return .fresh }
        guard kept.shards.allSatisfy({ origin.shards[$0.key] == $0.value }) else { return .unmade }
        let new = Set(origin.shards.keys).subtracting(kept.shards.keys)
        let lines = new.reduce(Int64(0)) { saturatingSum($0, entries[$1]?.tally.stored ?? 0) }
        return lines > mostNewLines ? .unmade : .stale(newShards: new)
    }

    /// The shards that may have lines of a day's requests: its own, undated ones, and those of the days around it that
    /// come near it.
    private static func shards(of day: Day?, _ shards: [Day?: Set<Int64>], _ entries: [Int64: ShardEntry]) -> Set<Int64> {
        guard let day else { return shards[nil] ?? [] }
        let near = ConnectedLines.range(of: day)
        let around = [-1, 1].flatMap { shards[day.advanced(by: $0)] ?? [] }.filter { number in
            let spans = entries[number]?.sources.compactMap(\.span) ?? []
            return spans.isEmpty || spans.contains { $0.overlaps(near) }
        }
        return (shards[day] ?? []).union(shards[nil] ?? []).union(around)
    }
}
