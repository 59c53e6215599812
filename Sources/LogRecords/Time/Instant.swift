// foreign numbers: sums and products are checked

/// A moment, in nanoseconds since 1970-01-01T00:00:00Z. UTC only: zones are read and shown elsewhere.
///
/// `Int64` nanoseconds reach from 1677 to 2262. Nothing is ever shifted: what a source wrote is what is kept.
package struct Instant: Hashable, Comparable, Sendable {
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// So many units of some nanoseconds after 1970; `nil` where `Int64` does not reach.
    package init?(since1970 number: Int64, of unit: Int64) {
        let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        self.nanoseconds = nanoseconds
    }

    package static func < (left: Instant, right: Instant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment this many nanoseconds later, held at the ends of the range instead of wrapping.
    package func advanced(by duration: Int64) -> Instant {
        let (sum, overflow) = nanoseconds.addingReportingOverflow(duration)
        return Instant(nanoseconds: overflow ? (duration < 0 ? .min : .max) : sum)
    }

    package static let second: Int64 = 1_000_000_000
    package static let minute: Int64 = 60 * second
    package static let hour: Int64 = 60 * minute
    package static let day: Int64 = 24 * hour
}

/// A span of time with both ends included.
package struct TimeRange: Hashable, Sendable {
    package var from: Instant
    package var to: Instant

    package init(from: Instant, to: Instant) {
        self.from = from
        self.to = to
    }

    /// Both ends are part of the range.
    package func contains(_ instant: Instant) -> Bool {
        from <= instant && instant <= to
    }

    /// Whether they have a moment in common; ranges that only touch have one.
    package func overlaps(_ other: TimeRange) -> Bool {
        from <= other.to && other.from <= to
    }

    /// The smallest range that holds both.
    package func union(_ other: TimeRange) -> TimeRange {
        TimeRange(from: min(from, other.from), to: max(to, other.to))
    }

    /// Makes the range reach to a moment.
    package mutating func include(_ moment: Instant) {
        from = min(from, moment)
        to = max(to, moment)
    }

    /// The range made larger by `nanoseconds` at both ends.
    package func widened(by nanoseconds: Int64) -> TimeRange {
        TimeRange(from: from.advanced(by: -nanoseconds), to: to.advanced(by: nanoseconds))
    }
}
