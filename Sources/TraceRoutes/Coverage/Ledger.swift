import LogRecords

/// What was loaded, source by source, in a form that answers "was everything there at that time?" quickly.
struct Ledger {
    let shelves: [String: Shelf]
    let prunedDays: Set<Day>
    /// First and last moment of what was ever loaded.
    let span: TimeRange?
    /// What there was to be searched in all; it takes a look at every shard, so it is made once.
    private(set) var whole = Coverage(range: nil, complete: false, sources: [])
    private let entries: [Int64: ShardEntry]
    /// What could not be read while the question at hand was asked.
    var unreadable: [UnreadablePart] = []

    init(_ shards: [ShardEntry], prunedDays: [Day]) {
        entries = Dictionary(shards.map { ($0.number, $0) }) { first, _ in first }
        self.prunedDays = Set(prunedDays)
        span = shards.compactMap(Window.init).map(\.range).reduce(nil) { $0?.union($1) ?? $1 }
        var sourcesOfSeries: [String: Set<String>] = [:]
        for shard in shards {
            guard let series = shard.rhythm?.series else { continue }
            sourcesOfSeries[series, default: []].formUnion(shard.sources.map(\.name))
        }
        var shardsOfSource: [String: [ShardEntry]] = [:]
        for shard in shards {
            // A window in which nothing happened has no source of its own; its series tells whose it is.
            let names = Set(shard.sources.map(\.name)).union(shard.rhythm.flatMap { sourcesOfSeries[$0.series] } ?? [])
            for name in names { shardsOfSource[name, default: []].append(shard) }
        }
        shelves = shardsOfSource.mapValues(Shelf.init)
        whole = makeCoverage(in: nil)
    }

    /// The shard of this number, for the evidence's path and digest.
    func entry(_ number: Int64) -> ShardEntry? { entries[number] }
}

/// The time that one shard speaks of.
struct Window {
    /// Its name's window, else the time of its records.
    var range: TimeRange
    var isTruncated: Bool
    var isExpired: Bool
    /// What its name says of its place among the others.
    var part: String?

    init?(_ shard: ShardEntry) {
        isTruncated = shard.truncated
        isExpired = shard.state == .expired
        part = shard.rhythm?.part
        if let window = shard.rhythm?.window {
            // The end is excluded there, and included in a range.
            range = TimeRange(from: window.from, to: max(window.from, window.to.advanced(by: -1)))
        } else if let span = shard.sources.compactMap(\.span).reduce(nil, { $0?.union($1) ?? $1 }) as TimeRange? {
            range = span
        } else {
            return nil
        }
    }
}

/// Windows in the order of their beginning, of which those that touch a range are found without looking at all.
struct Windows {
    let all: [Window]
    private let longest: Int64
    let whole: TimeRange?

    init(_ windows: [Window]) {
        all = windows.sorted { ($0.range.from, $0.range.to) < ($1.range.from, $1.range.to) }
        longest =
            all.map { $0.range.to.nanoseconds.subtractingReportingOverflow($0.range.from.nanoseconds).partialValue }.max() ?? 0
        whole = all.map(\.range).reduce(nil) { $0?.union($1) ?? $1 }
    }

    /// Those that share a moment with the range.
    func touching(_ range: TimeRange) -> [Window] {
        let earliest = range.from.advanced(by: -longest)
        var low = 0
        var high = all.count
        while low < high {
            let middle = (low + high) / 2
            if all[middle].range.from < earliest { low = middle + 1 } else { high = middle }
        }
        return all[low...].prefix { $0.range.from <= range.to }.filter { $0.range.overlaps(range) }
    }
}
