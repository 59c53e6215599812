import LogRecords

/// What was loaded, source by source, in a form that answers "was everything there at that time?" quickly.
struct Ledger {
    let shelves: [String: Shelf]
    let prunedDays: Set<Day>
    /// First and last moment of what was ever loaded.
    let span: TimeRange?
    /// From the first line to the last; a window without lines at either end says of no request.
    let lines: TimeRange?
    /// The time of which it knows every shard; `nil`: all there are.
    private let near: TimeRange?
    /// What tells of silence, about the time of which every shard is known; `nil`: the store keeps no ledger.
    let facts: Silences?
    /// What people said of sources.
    let declared: [Declaration]
    /// What could not be read while the question at hand was asked.
    private(set) var unreadable: [UnreadablePart] = []

    init(_ standing: LedgerStanding, prunedDays: [Day], silences: Silences? = nil, declared: [Declaration] = []) {
        (facts, self.declared) = (silences, declared)
        self.prunedDays = Set(prunedDays)
        (span, near) = (standing.covers, standing.near)
        let spans = standing.near == nil ? standing.shards.flatMap(\.sources).compactMap(\.span) : []
        lines = spans.reduce(nil) { $0?.union($1) ?? $1 } ?? standing.covers
        shelves = Ledger.shelves(of: standing, declared)
    }

    /// The same, of a store of which these parts cannot be read.
    func without(_ parts: [UnreadablePart]) -> Ledger {
        var ledger = self
        ledger.unreadable = parts
        return ledger
    }

    private static func shelves(of standing: LedgerStanding, _ declared: [Declaration]) -> [String: Shelf] {
        let promised = Dictionary(declared.map { ($0.subject, $0) }) { first, _ in first }
        var windowsOfSeries: [String: [Window]] = [:]
        var looseOfSource: [String: [Window]] = [:]
        for shard in standing.shards {
            guard let window = Window(shard) else { continue }
            if let name = shard.rhythm?.series {
                windowsOfSeries[name, default: []].append(window)
            } else {
                for source in Set(shard.sources.map(\.name)) { looseOfSource[source, default: []].append(window) }
            }
        }
        var seriesOfSource: [String: [Series]] = [:]
        for one in standing.series {
            let series = Series(one, windowsOfSeries[one.name] ?? [])
            // A window in which nothing happened has no source of its own; its series tells whose it is.
            for source in one.sources { seriesOfSource[source, default: []].append(series) }
        }
        let loose = Dictionary(standing.loose.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Set(seriesOfSource.keys).union(loose.keys)
        return names.reduce(into: [:]) { shelves, name in
            shelves[name] = Shelf(
                seriesOfSource[name] ?? [], loose: looseOfSource[name] ?? [], loose[name], promised: promised[name]?.promise)
        }
    }

    /// The shards that a look-up needs whose id says this time: what is searched for it, an hour around what is found,
    /// and what may come late. Whether that was enough is asked of `knows` afterwards.
    static func near(_ hint: Instant) -> TimeRange {
        TimeRange(from: hint.advanced(by: -3 * Instant.hour), to: hint.advanced(by: 7 * Instant.hour))
    }

    /// Whether every shard is known that was judged by for this range; `nil` is the whole store.
    func knows(_ range: TimeRange?) -> Bool {
        guard let near else { return true }
        guard let range else { return false }
        let late = TimeRange(from: range.from, to: range.to.advanced(by: Ledger.mostDelay))
        let clocks = shelves.values.flatMap(\.clocks)
        let promised = shelves.values.compactMap { $0.promised?.windows(around: late) }
        return ([late] + promised + clocks.compactMap { $0.windows(around: late) }).allSatisfy {
            near.contains($0.from) && near.contains($0.to)
        }
    }
}
