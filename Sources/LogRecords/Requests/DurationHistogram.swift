import Glibc

/// How durations are spread, in steps of 4.4 %: a percentile is right to 2.2 %. Histograms of parts add up to that of
/// the whole.
package struct DurationHistogram: Sendable, Equatable {
    /// Steps that double a duration.
    private static let stepsPerDoubling = 16.0
    private static let mostSteps = 1024

    private var counts: [Int] = []
    package private(set) var count = 0
    /// Nanoseconds.
    package private(set) var longest: Int64?

    package init() {}

    /// Takes a duration in nanoseconds; a negative one, which clocks that were set make, counts as none.
    package mutating func add(_ nanoseconds: Int64) {
        let step = nanoseconds < 1 ? 0 : min(Self.mostSteps - 1, Int(log2(Double(nanoseconds)) * Self.stepsPerDoubling) + 1)
        if step >= counts.count { counts += [Int](repeating: 0, count: step + 1 - counts.count) }
        counts[step] += 1
        count += 1
        longest = max(nanoseconds, longest ?? nanoseconds)
    }

    package mutating func add(_ other: DurationHistogram) {
        if other.counts.count > counts.count { counts += [Int](repeating: 0, count: other.counts.count - counts.count) }
        for (step, more) in other.counts.enumerated() { counts[step] += more }
        count += other.count
        longest = [longest, other.longest].compactMap(\.self).max()
    }

    /// The duration that `share` of them do not exceed, in nanoseconds: the median for 0.5. `nil` where there are none.
    package func percentile(_ share: Double) -> Int64? {
        guard count > 0, let longest else { return nil }
        var left = Int((share * Double(count)).rounded(.up))
        for (step, count) in counts.enumerated() where count > 0 {
            left -= count
            guard left <= 0 else { continue }
            // The middle of a step, on the scale of steps.
            let middle = step == 0 ? 0 : exp2((Double(step) - 0.5) / Self.stepsPerDoubling)
            return min(longest, Int64(middle))
        }
        return longest
    }
}
