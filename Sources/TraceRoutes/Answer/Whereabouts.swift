package import LogRecords

/// Where a store's lines name a customer instance of which nothing was found: it tells an instance that was never seen
/// from one that was seen at another time.
package struct Whereabouts: Sendable, Equatable {
    /// All lines that name it, of whatever time.
    package var lines: Int64
    /// Those of the searched time, which a path or a status left out.
    package var linesInRange: Int
    /// On how many days there are such lines.
    package var days: Int
    /// From the first line that has a time to the last.
    package var span: TimeRange?
    /// The last line before the searched time.
    package var before: Instant?
    /// The first line behind it.
    package var after: Instant?
    /// Instances that resemble one that no line names.
    package var near: [Suggestion]

    package init(
        lines: Int64 = 0, linesInRange: Int = 0, days: Int = 0, span: TimeRange? = nil, before: Instant? = nil,
        after: Instant? = nil, near: [Suggestion] = []
    ) {
        (self.lines, self.linesInRange, self.days) = (lines, linesInRange, days)
        (self.span, self.before, self.after, self.near) = (span, before, after, near)
    }

    /// No line names it, at any time.
    package var isNeverSeen: Bool { lines == 0 }

    /// The moment that is nearest to the searched time, and outside of it.
    package func nearest(to range: TimeRange?) -> Instant? {
        guard let before, let after, let range else { return before ?? after }
        // Exact without a sign, as the later one is named first.
        let back = UInt64(bitPattern: range.from.nanoseconds &- before.nanoseconds)
        let ahead = UInt64(bitPattern: after.nanoseconds &- range.to.nanoseconds)
        return back <= ahead ? before : after
    }
}
