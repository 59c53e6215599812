/// How a source cuts its shards, read from a shard's name: what coverage needs, without knowing the vendor.
package struct ShardRhythm: Sendable, Hashable {
    /// One stream of shards of one source, within which windows follow each other: `edge`,
    /// `gateway/us-east4/<instance>`, `run.googleapis.com/requests`.
    package var series: String
    /// The window of this shard: requests *processed* (not necessarily started) in it, from included, to excluded.
    package var window: TimeRange
    /// The length of a window in nanoseconds, where the source keeps one (five minutes, an hour); `nil` where shards
    /// end when they end.
    package var periodNanoseconds: Int64?
    /// Which of several shards of one window: `S0`, `A0:1461546000`, `ab12`.
    package var part: String
    /// Whether every window has a shard. A balancer's window without requests has none, so its absence proves nothing.
    package var isGapless: Bool

    package init(series: String, window: TimeRange, periodNanoseconds: Int64?, part: String, isGapless: Bool) {
        self.series = series
        self.window = window
        self.periodNanoseconds = periodNanoseconds
        self.part = part
        self.isGapless = isGapless
    }
}
