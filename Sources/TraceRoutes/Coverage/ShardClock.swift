import LogRecords

/// The clock that a series keeps: windows of one length that begin at multiples of it.
struct ShardClock {
    let period: Int64
    /// What is left of a window's beginning when it is divided by the period.
    let phase: Int64

    /// `nil` where the series keeps no clock.
    ///
    /// Nine in ten windows must be of the same length and in step: a job that once closed a batch early keeps its clock, and one that closes
    /// batches by size has none.
    init?(_ beats: Beats) {
        guard !beats.lacksPeriod, let (beat, count) = beats.counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            count * 10 >= beats.total * 9
        else { return nil }
        (period, phase) = (beat.period, beat.phase)
    }

    /// The least range of whole windows that holds another; its end is excluded.
    func windows(around range: TimeRange) -> TimeRange {
        TimeRange(from: floor(range.from), to: floor(range.to).advanced(by: period))
    }

    /// How many windows begin in a range whose end is excluded; a piece of one counts as one.
    func count(in range: TimeRange) -> Int {
        let (length, overflow) = range.to.nanoseconds.subtractingReportingOverflow(range.from.nanoseconds)
        return overflow ? .max : Int((max(1, length) - 1) / period + 1)
    }

    private func floor(_ instant: Instant) -> Instant {
        let (shifted, overflow) = instant.nanoseconds.subtractingReportingOverflow(phase)
        guard !overflow else { return instant }
        return instant.advanced(by: -ShardClock.remainder(Instant(nanoseconds: shifted), period))
    }

    /// Never negative, for times before 1970 too.
    private static func remainder(_ instant: Instant, _ period: Int64) -> Int64 {
        let rest = instant.nanoseconds % period
        return rest < 0 ? rest + period : rest
    }

    /// How often the shards of a series begin at which beat.
    struct Beats {
        fileprivate var counts: [Beat: Int] = [:]
        private(set) var total = 0
        private var timeless = 0
        /// A shard among those that keep a period keeps none.
        fileprivate var lacksPeriod: Bool { counts.values.reduce(0, +) < total }
        var isWithoutPeriods: Bool { timeless == total }

        mutating func count(from: Instant?, period: Int64?) {
            total += 1
            if period == nil { timeless += 1 }
            guard let from, let period, period > 0 else { return }
            counts[Beat(period: period, phase: ShardClock.remainder(from, period)), default: 0] += 1
        }
    }

    fileprivate struct Beat: Hashable, Comparable {
        var period: Int64
        var phase: Int64

        static func < (left: Beat, right: Beat) -> Bool { (left.period, left.phase) < (right.period, right.phase) }
    }
}
