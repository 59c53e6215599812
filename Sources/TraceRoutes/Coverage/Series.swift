import LogRecords

// foreign numbers: sums and products are checked

/// Shards that follow each other, and what their names promise of those between them.
struct Series {
    /// What the names of the shards say of those that should be there.
    enum Promise {
        /// A shard for each window. Where `mayBeQuiet`, a window without requests has none.
        case clock(ShardClock, mayBeQuiet: Bool)
        /// Numbers without a gap; what is missing between those that are there.
        case numbers([ShardHole])
        /// Cut by size or age: nobody knows how many there are.
        case nothing
    }

    let name: String
    let windows: Windows
    let promise: Promise

    /// `windows` are those of its shards that are near.
    init(_ standing: SeriesStanding, _ windows: [Window]) {
        name = standing.name
        self.windows = Windows(windows, whole: standing.covers)
        promise =
            if standing.timeless == standing.shards {
                .numbers(standing.gaps.map { ShardHole($0, of: standing.name) })
            } else if let clock = ShardClock(standing) {
                .clock(clock, mayBeQuiet: !isMost(standing.gapless, of: standing.shards))
            } else {
                .nothing
            }
    }

    /// How long a window is.
    var periodNanoseconds: Int64? {
        if case .clock(let clock, _) = promise { clock.period } else { nil }
    }

    /// The whole windows that hold a range, of a series that keeps a clock.
    func windows(around range: TimeRange) -> TimeRange? {
        if case .clock(let clock, _) = promise { clock.windows(around: range) } else { nil }
    }

    /// The numbers that were left out, of a series that only counts.
    var holesBetweenNumbers: [ShardHole] {
        if case .numbers(let holes) = promise { holes } else { [] }
    }

    /// What of a series that keeps a clock is missing in a range, and whether more may be.
    ///
    /// Between two loaded windows each is expected. Beyond the first and the last nobody knows: a job may have begun or
    /// ended there.
    func holes(in range: TimeRange) -> (holes: [ShardHole], isSure: Bool) {
        guard case .clock(let clock, let mayBeQuiet) = promise, let whole = windows.whole, let reach = windows.reach else {
            return ([], true)
        }
        // What its own lines reach beyond its windows is loaded.
        let range = TimeRange(
            from: reach.contains(range.from) ? max(range.from, whole.from) : range.from,
            to: reach.contains(range.to) ? min(range.to, whole.to) : range.to)
        guard range.from <= range.to else { return ([], true) }
        let wanted = clock.windows(around: range)
        let touched = windows.touching(TimeRange(from: wanted.from, to: wanted.to.advanced(by: -1)))
        var holes = Series.missingParts(touched, of: name)
        var isSure = true
        func add(_ from: Instant, _ to: Instant) {
            guard from < to else { return }
            guard to > whole.from, from <= whole.to else {
                isSure = false
                return
            }
            let missing = TimeRange(from: from, to: to)
            holes.append(
                ShardHole(
                    kind: .between, series: name, range: missing, shards: clock.count(in: missing), mayBeQuiet: mayBeQuiet))
        }
        var cursor = wanted.from
        // What arrived late for an hour says nothing of what was in time.
        for window in touched where window.range.to >= cursor && !window.isAddendum {
            add(cursor, window.range.from)
            cursor = max(cursor, window.range.to.advanced(by: 1))
        }
        add(cursor, wanted.to)
        return (holes, isSure)
    }

    /// Google numbers the shards of an hour from `S0`; one that is left out below the highest is missing.
    /// https://cloud.google.com/logging/docs/export/storage#gcs-organization
    private static func missingParts(_ windows: some Sequence<Window>, of series: String) -> [ShardHole] {
        var numbers: [TimeRange: Set<Int>] = [:]
        for window in windows {
            guard let part = window.part, part.hasPrefix("S"), let number = Int(part.dropFirst()), (0..<mostParts).contains(number)
            else { continue }
            numbers[window.range, default: []].insert(number)
        }
        return numbers.sorted { $0.key.from < $1.key.from }.compactMap { range, present in
            let lacking = (present.max() ?? 0) + 1 - present.count
            guard lacking > 0 else { return nil }
            let names = (0..<mostParts).lazy.filter { !present.contains($0) }.prefix(min(lacking, mostNamed))
            return ShardHole(
                kind: .parts, series: series, range: TimeRange(from: range.from, to: range.to.advanced(by: 1)), shards: lacking,
                parts: names.map { "S\($0)" })
        }
    }

    /// No hour has a million shards; a name that says so is not believed.
    private static let mostParts = 1_000_000
    private static let mostNamed = 5
}

extension ShardHole {
    /// Shards that end when they end are numbered; a number that is left out between two is missing.
    fileprivate init(_ gap: SeriesStanding.Gap, of series: String) {
        let (distance, overflow) = gap.last.subtractingReportingOverflow(gap.first)
        self.init(
            kind: .numbers, series: series, range: gap.range, shards: overflow || distance == .max ? .max : distance + 1,
            parts: [gap.first == gap.last ? "\(gap.first)" : "\(gap.first)-\(gap.last)"])
    }
}
