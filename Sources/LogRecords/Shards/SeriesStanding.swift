// foreign numbers: sums and products are checked

/// What the shards of one series are together, so that what is missing at one time can be judged without reading all of
/// them.
package struct SeriesStanding: Sendable, Equatable {
    /// When a shard's window begins: its length, and what is left of its beginning when it is divided by that.
    package struct Beat: Hashable, Comparable, Sendable {
        package var periodNanoseconds: Int64
        package var phase: Int64

        package init(periodNanoseconds: Int64, phase: Int64) {
            (self.periodNanoseconds, self.phase) = (periodNanoseconds, phase)
        }

        package static func < (left: Beat, right: Beat) -> Bool {
            (left.periodNanoseconds, left.phase) < (right.periodNanoseconds, right.phase)
        }
    }

    /// Numbers that are left out between two shards of a series that only counts.
    package struct Gap: Sendable, Equatable {
        package var first: Int
        package var last: Int
        /// The time of both neighbours.
        package var range: TimeRange

        package init(first: Int, last: Int, range: TimeRange) { (self.first, self.last, self.range) = (first, last, range) }
    }

    package var name: String
    /// The formats of its records, in the order of their names.
    package var sources: [String] = []
    package var shards = 0
    /// Those that begin at some beat.
    package var beating = 0
    /// The beat at which most begin, and how many.
    package var beat: Beat?
    package var inStep = 0
    /// Those that end when they end.
    package var timeless = 0
    /// Those of which every window has one.
    package var gapless = 0
    /// From the first moment of any to the last.
    package var covers: TimeRange?
    package var gaps: [Gap] = []

    package init(name: String) { self.name = name }

    /// Of all shards of the series.
    package init(name: String, shards members: [ShardStanding]) {
        self.name = name
        var numbered: [(number: Int, range: TimeRange)] = []
        var beats: [Beat: Int] = [:]
        for shard in members {
            shards += 1
            for source in shard.sources where !sources.contains(source.name) { sources.append(source.name) }
            if shard.rhythm?.isGapless == true { gapless += 1 }
            if let period = shard.rhythm?.periodNanoseconds {
                if period > 0, let from = shard.rhythm?.window.from { beats[Beat(from, period), default: 0] += 1 }
            } else {
                timeless += 1
            }
            guard let range = shard.covers else { continue }
            covers = covers?.union(range) ?? range
            if let number = (shard.rhythm?.part).flatMap({ Int($0) }) { numbered.append((number, range)) }
        }
        sources.sort()
        beating = beats.values.reduce(0, +)
        if let most = beats.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) { (beat, inStep) = most }
        if timeless == shards { gaps = SeriesStanding.gaps(numbered) }
    }

    private static func gaps(_ numbered: [(number: Int, range: TimeRange)]) -> [Gap] {
        let sorted = numbered.sorted { $0.number < $1.number }
        return zip(sorted, sorted.dropFirst()).compactMap { one, next in
            let (distance, overflow) = next.number.subtractingReportingOverflow(one.number)
            guard distance > 1 || overflow else { return nil }
            return Gap(first: one.number &+ 1, last: next.number &- 1, range: one.range.union(next.range))
        }
    }
}

extension SeriesStanding.Beat {
    /// Of a window that begins then. The phase is never negative, for times before 1970 too.
    package init(_ from: Instant, _ period: Int64) {
        let rest = from.nanoseconds % period
        self.init(periodNanoseconds: period, phase: rest < 0 ? rest &+ period : rest)
    }
}
