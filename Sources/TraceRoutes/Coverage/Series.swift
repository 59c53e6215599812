import LogRecords

/// Shards that follow each other, and what their names promise of those between them.
struct Series {
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

    /// Its shards are those at the given places of the list; a window belongs to the shard at the same place.
    init(_ name: String, _ members: [Int], of shards: [ShardStanding], _ windowsOfShards: [Window?]) {
        self.name = name
        var windows: [Window] = []
        var beats = ShardClock.Beats()
        var gapless = 0
        for member in members {
            if let window = windowsOfShards[member] { windows.append(window) }
            beats.count(from: shards[member].rhythm?.window.from, period: shards[member].rhythm?.periodNanoseconds)
            if shards[member].rhythm?.isGapless == true { gapless += 1 }
        }
        self.windows = Windows(windows)
        promise =
            if beats.isWithoutPeriods {
                .numbers(Series.holes(between: self.windows.all, of: name))
            } else if let clock = ShardClock(beats) {
                .clock(clock, mayBeQuiet: gapless * 10 < beats.total * 9)
            } else {
                .nothing
            }
    }

    /// How long a window is.
    var periodNanoseconds: Int64? {
        if case .clock(let clock, _) = promise { clock.period } else { nil }
    }

    /// The numbers that were left out, of a series that only counts.
    var holesBetweenNumbers: [ShardHole] {
        if case .numbers(let holes) = promise { holes } else { [] }
    }

    /// What of a series that keeps a clock is missing in a range, and whether more may be.
    ///
    /// Between two loaded windows each is expected. Beyond the first and the last it is where the source also writes in quiet windows; where
    /// it does not, nobody knows.
    func holes(in range: TimeRange) -> (holes: [ShardHole], isSure: Bool) {
        guard case .clock(let clock, let mayBeQuiet) = promise, let whole = windows.whole else { return ([], true) }
        let wanted = clock.windows(around: range)
        let touched = windows.touching(TimeRange(from: wanted.from, to: wanted.to.advanced(by: -1)))
        var holes = Series.missingParts(touched, of: name)
        var isSure = true
        func add(_ from: Instant, _ to: Instant) {
            guard from < to else { return }
            let kind: ShardHole.Kind = to <= whole.from ? .before : from > whole.to ? .after : .between
            guard kind == .between || !mayBeQuiet else {
                isSure = false
                return
            }
            let missing = TimeRange(from: from, to: to)
            holes.append(
                ShardHole(
                    kind: kind, series: name, range: missing, shards: clock.count(in: missing), mayBeQuiet: mayBeQuiet))
        }
        var cursor = wanted.from
        for window in touched where window.range.to >= cursor {
            add(cursor, window.range.from)
            cursor = max(cursor, window.range.to.advanced(by: 1))
        }
        add(cursor, wanted.to)
        return (holes, isSure)
    }

    /// Shards that end when they end are numbered; a number that is left out between two is missing.
    private static func holes(between windows: [Window], of series: String) -> [ShardHole] {
        let numbered = windows.compactMap { window in window.part.flatMap { Int($0) }.map { (number: $0, range: window.range) } }
            .sorted { $0.number < $1.number }
        return zip(numbered, numbered.dropFirst()).compactMap { one, next in
            let (distance, overflow) = next.number.subtractingReportingOverflow(one.number)
            guard distance > 1 || overflow else { return nil }
            let (first, last) = (one.number &+ 1, next.number &- 1)
            return ShardHole(
                kind: .numbers, series: series, range: one.range.union(next.range), shards: overflow ? .max : distance - 1,
                parts: [first == last ? "\(first)" : "\(first)-\(last)"])
        }
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
            let names = (0..<present.count + mostNamed).lazy.filter { !present.contains($0) }.prefix(min(lacking, mostNamed))
            return ShardHole(
                kind: .parts, series: series, range: TimeRange(from: range.from, to: range.to.advanced(by: 1)), shards: lacking,
                parts: names.map { "S\($0)" })
        }
    }

    /// No hour has a million shards; a name that says so is not believed.
    private static let mostParts = 1_000_000
    private static let mostNamed = 5
}
