/// Holes of a source that somebody knows of and cannot fill: they stay holes, and no monitor is told of them again.
package struct AcknowledgedHole: Sendable, Hashable {
    /// The format's name.
    package var source: String
    /// Holes that lie in it as a whole are meant.
    package var range: TimeRange
    package var acknowledged: Instant
    package var why: String?

    package init(source: String, range: TimeRange, acknowledged: Instant, why: String? = nil) {
        (self.source, self.range, self.acknowledged, self.why) = (source, range, acknowledged, why)
    }

    /// Whether these are some of the holes that are meant.
    package func covers(_ hole: TimeRange, of source: String) -> Bool {
        source == self.source && range.from <= hole.from && hole.to <= range.to
    }
}
