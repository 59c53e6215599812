package import LogShards

/// How a run reads.
package struct IngestOptions: Sendable {
    /// Threads that inflate and decode; the calling thread writes.
    package var readers: Int
    package var limits: ShardLimits
    /// Reads files again that look as they did at their last complete read.
    package var recheck: Bool

    package init(readers: Int, limits: ShardLimits = ShardLimits(), recheck: Bool = false) {
        self.readers = max(1, readers)
        self.limits = limits
        self.recheck = recheck
    }
}
