import LogRecords

/// The shards that one source has lines in, or could have by their series.
struct Shelf {
    let windows: Windows
    /// Those of its series that keep a clock.
    let clocks: [Series]
    /// Numbers that were left out in series that only count.
    private let numbers: [ShardHole]
    /// How often it has a shard, as a person said.
    let promised: ShardClock?
    private let promisedShards: Int
    /// A shard of it has no rhythm, or a series no clock, so nobody knows what else there should be.
    private let isUnpredictable: Bool

    /// How long a window is, where all its series keep one clock.
    var periodNanoseconds: Int64? {
        let periods = Set(clocks.map(\.periodNanoseconds))
        return isUnpredictable || periods.count > 1 ? nil : periods.first ?? nil
    }

    /// Its series, and its shards without one: those that are near and speak of a time, and what all of them are
    /// together.
    init(_ series: [Series], loose: [Window], _ looseStanding: LedgerStanding.Loose?, promised: Declaration.Promise? = nil) {
        self.promised = promised.flatMap(ShardClock.init)
        promisedShards = if case .every(_, let shards) = promised { Int(clamping: shards) } else { 0 }
        windows =
            if series.count == 1, looseStanding == nil { series[0].windows } else {
                Windows(
                    series.flatMap(\.windows.all) + loose,
                    whole: (series.map(\.windows.whole) + [looseStanding?.covers]).compactMap { $0 }.reduce(nil) {
                        $0?.union($1) ?? $1
                    })
            }
        clocks = series.filter { if case .clock = $0.promise { true } else { false } }
        numbers = series.flatMap(\.holesBetweenNumbers)
        isUnpredictable = looseStanding != nil || series.contains { if case .nothing = $0.promise { true } else { false } }
    }

    /// Where it is said of each moment whether a shard is missing. A request's lines begin and end at slightly
    /// different times; what numbers its lines says itself whether some are missing.
    private var whole: TimeRange? { clocks.isEmpty ? windows.whole?.widened(by: Shelf.slack) : windows.reach }

    /// How far apart the lines of one request may begin at two places.
    private static let slack = 5 * Instant.minute

    /// Of the whole store, the time of which this source is asked: not of what lies behind the last line of any source
    /// or before the first.
    func judged(_ span: TimeRange, _ lines: TimeRange?) -> TimeRange {
        guard let whole, let lines else { return span }
        return TimeRange(
            from: whole.from <= lines.from ? max(span.from, whole.from) : span.from,
            to: lines.to <= whole.to ? min(span.to, whole.to) : span.to
        ).ordered
    }

    /// How a source stands in one range.
    struct Standing {
        var loaded = 0
        var truncated = 0
        /// Those of the truncated that lost bytes elsewhere than at their end.
        var lossy = 0
        var expired = 0
        /// As many as anybody will read.
        private(set) var holes: [ShardHole] = []
        private(set) var holeCount = 0
        fileprivate var counted = 0
        fileprivate var isSure = true

        static let mostHoles = 1000
        /// A name may claim any time and any number; beyond this nobody counts.
        static let mostCounted = 1_000_000_000

        /// `nil`: nobody can tell. What is known to be missing is said, even where more may be.
        var missing: Int? { counted > 0 ? counted : isSure ? 0 : nil }

        var isWhole: Bool { missing == 0 && truncated == 0 && expired == 0 && loaded > 0 }

        fileprivate mutating func miss(_ hole: ShardHole) {
            counted = min(Standing.mostCounted, counted + min(Standing.mostCounted, hole.shards))
            holeCount += 1
            if holes.count < Standing.mostHoles { holes.append(hole) }
        }
    }

    /// What of the source is there in a range, and what is not.
    func standing(in range: TimeRange) -> Standing {
        var standing = Standing()
        for window in windows.touching(range) {
            if window.isExpired {
                standing.expired += 1
            } else {
                standing.loaded += 1
                if window.isTruncated { standing.truncated += 1 }
                if window.hasLostBytes { standing.lossy += 1 }
            }
        }
        for series in clocks {
            let (holes, isSure) = series.holes(in: range)
            for hole in holes { standing.miss(hole) }
            if !isSure { standing.isSure = false }
        }
        for hole in numbers where hole.range.overlaps(range) { standing.miss(hole) }
        // What lies outside everything that was loaded, or between shards without a rhythm, nobody can count.
        let isInside = whole.map { $0.contains(range.from) && $0.contains(range.to) } ?? false
        if let promised, isUnpredictable {
            let holes = holes(in: range, of: promised)
            for hole in holes ?? [] { standing.miss(hole) }
            if holes == nil { standing.isSure = false }
        }
        if !isInside || (isUnpredictable && promised == nil) { standing.isSure = false }
        return standing
    }

    /// Windows of a promise that are looked through; of more nobody can tell.
    private static let mostPromised = 100_000

    /// The windows that somebody promised shards of, between the first and the last that is there, and that have fewer.
    private func holes(in range: TimeRange, of clock: ShardClock) -> [ShardHole]? {
        guard let whole = windows.whole, whole.overlaps(range) else { return [] }
        let wanted = clock.windows(around: TimeRange(from: max(range.from, whole.from), to: min(range.to, whole.to)))
        guard clock.count(in: wanted) <= Shelf.mostPromised else { return nil }
        var holes: [ShardHole] = []
        var begin = wanted.from
        while begin < wanted.to {
            let end = begin.advanced(by: clock.period)
            let there = windows.touching(TimeRange(from: begin, to: end.advanced(by: -1))).count
            if there < promisedShards {
                let missing = promisedShards - there  // bounded: it is the greater one
                holes.append(ShardHole(kind: .promised, series: "", range: TimeRange(from: begin, to: end), shards: missing))
            }
            begin = end
        }
        return holes
    }
}
