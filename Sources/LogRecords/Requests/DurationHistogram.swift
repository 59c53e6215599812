/// How durations are spread, in steps of a 32nd of a doubling: a percentile is right to 1.6 %. Histograms of parts add
/// up to that of the whole.
package struct DurationHistogram: Sendable, Equatable {
    /// Steps between a power of two and the next one.
    private static let stepsPerDoubling: UInt64 = 32

    private var counts: [Int] = []
    package private(set) var count = 0
    /// Nanoseconds.
    package private(set) var longest: Int64?

    package init() {}

    /// Takes a duration in nanoseconds; a negative one, which clocks that were set make, counts as none.
    package mutating func add(_ nanoseconds: Int64) {
        let step = Self.step(of: UInt64(max(0, nanoseconds)))
        if step >= counts.count { counts += [Int](repeating: 0, count: step + 1 - counts.count) }
        counts[step] += 1
        count += 1
        longest = max(nanoseconds, longest ?? nanoseconds)
    }

    /// Adds what another one was given.
    package mutating func add(_ other: DurationHistogram) {
        if other.counts.count > counts.count { counts += [Int](repeating: 0, count: other.counts.count - counts.count) }
        for (step, more) in other.counts.enumerated() { counts[step] += more }
        count += other.count
        longest = [longest, other.longest].compactMap(\.self).max()
    }

    /// The duration that so many of a thousand do not exceed, in nanoseconds: the median for 500. `nil` where there are
    /// none.
    package func percentile(perMille: Int) -> Int64? {
        guard count > 0, let longest else { return nil }
        var left = (count * perMille + 999) / 1000
        for (step, count) in counts.enumerated() where count > 0 {
            left -= count
            if left <= 0 { return min(longest, Int64(clamping: Self.middle(of: step))) }
        }
        return longest
    }

    /// Small values have a step each; from there on the highest six bits tell the step.
    private static func step(of value: UInt64) -> Int {
        let shift = max(0, 58 - value.leadingZeroBitCount)
        return shift * Int(stepsPerDoubling) + Int(value >> UInt64(shift))
    }

    private static func middle(of step: Int) -> UInt64 {
        let shift = max(0, step / Int(stepsPerDoubling) - 1)
        let highest = UInt64(step - shift * Int(stepsPerDoubling))
        return highest << UInt64(shift) + (shift > 0 ? 1 << UInt64(shift - 1) : 0)
    }
}
