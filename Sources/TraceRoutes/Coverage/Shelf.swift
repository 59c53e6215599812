import LogRecords

/// The shards that one source has lines in, or could have by their series.
struct Shelf {
    let windows: Windows
    /// Those of its series that keep a clock.
    let clocks: [Series]
    /// Numbers that were left out in series that only count.
    private let numbers: [ShardHole]
    /// A shard of it has no rhythm, or a series no clock, so nobody knows what else there should be.
    private let isUnpredictable: Bool

    /// How long a window is, where all its series keep one clock.
    var periodNanoseconds: Int64? {
        let periods = Set(clocks.map(\.periodNanoseconds))
        return isUnpredictable || periods.count > 1 ? nil : periods.first ?? nil
    }

    /// Its series, and its shards without one: those that are near and speak of a time, and what all of them are together.
    init(_ series: [Series], loose: [Window], _ looseStanding: LedgerStanding.Loose?) {
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
        let isInside = windows.whole.map { $0.contains(range.from) && $0.contains(range.to) } ?? false
        if !isInside || isUnpredictable { standing.isSure = false }
        return standing
    }
}
