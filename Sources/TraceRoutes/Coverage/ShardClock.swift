import LogRecords

// foreign numbers: sums and products are checked

/// The clock that a series keeps: windows of one length that begin at multiples of it.
struct ShardClock {
    let period: Int64
    /// What is left of a window's beginning when it is divided by the period.
    let phase: Int64

    /// `nil` where the series keeps no clock.
    ///
    /// Nine in ten windows must be of the same length and in step: a job that once closed a batch early keeps its
    /// clock, and one that closes batches by size has none.
    init?(_ series: SeriesStanding) {
        guard series.beating == series.shards, let beat = series.beat, beat.periodNanoseconds > 0,
            isMost(series.inStep, of: series.shards)
        else { return nil }
        (period, phase) = (beat.periodNanoseconds, beat.phase)
    }

    /// The clock that a person says a source keeps.
    init?(_ promise: Declaration.Promise) {
        guard case .every(let nanoseconds, _) = promise, nanoseconds > 0 else { return nil }
        (period, phase) = (nanoseconds, 0)
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
        return instant.advanced(by: -SeriesStanding.Beat(Instant(nanoseconds: shifted), period).phase)
    }
}

/// Whether these are nine in ten, of counts that a store gave.
func isMost(_ some: Int, of all: Int) -> Bool {
    saturatingProduct(some, 10) >= saturatingProduct(all, 9)
}
