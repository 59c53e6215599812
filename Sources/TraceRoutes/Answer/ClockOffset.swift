/// How far the clock of one system is ahead of the clock of the system that called it, in nanoseconds.
///
/// What is called begins after its caller began and, where the caller waits for the answer, ends before it ended. The
/// times that both wrote therefore bound the offset from both sides, whatever is unknown of the way between them.
package struct ClockOffset: Sendable, Equatable {
    /// The format of the line of the system that was called.
    package var inner: String
    /// The format of its caller's line.
    package var outer: String
    /// At least so much; `nil` where the caller did not wait for the end, or an end is not known.
    package var least: Int64?
    /// At most so much.
    package var most: Int64?
    package var evidence: [Int]

    package init(inner: String, outer: String, least: Int64?, most: Int64?, evidence: [Int]) {
        (self.inner, self.outer, self.least, self.most, self.evidence) = (inner, outer, least, most, evidence)
    }

    /// By how much the clocks differ at least: positive where the inner one is ahead, negative where it is behind, 0
    /// where they may agree.
    package var apart: Int64 {
        if let least, least > 0 { return least }
        if let most, most < 0 { return most }
        return 0
    }
}
