package import LogRecords
package import LogShards

/// How a run reads.
package struct IngestOptions: Sendable {
    /// The clock on the wall: whether a file has settled, and which times can be right.
    package var now: @Sendable () -> Instant
    /// Threads that inflate and decode; the calling thread writes.
    package var readers: Int
    package var limits: ShardLimits
    /// Reads files again that look as they did at their last complete read.
    package var recheck: Bool

    /// The share of a shard's lines, from 0 to 1, that may be rejected; a shard with more is refused. `nil`: any.
    package var mostBad: Double?
    /// Shards whose name says that they end at this moment or before are left out.
    package var since: Instant?
    /// Shards of other sources are left out: a shard is of the source that its first record is of. Empty: none is left
    /// out.
    package var sources: Set<String> = []

    package init(
        now: @escaping @Sendable () -> Instant, readers: Int, limits: ShardLimits = ShardLimits(), recheck: Bool = false
    ) {
        self.now = now
        self.readers = max(1, readers)
        self.limits = limits
        if limits.windows == nil { self.limits.windows = WindowBudget() }
        self.recheck = recheck
    }
}
