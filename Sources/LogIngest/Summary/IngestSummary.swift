package import LogFormats
package import LogRecords

/// What a run did: the counts that must balance, and what a person should know besides.
package struct IngestSummary: Sendable, Equatable {
    /// Files by what became of them. `found` is the sum of all but `truncated`, which marks some of the new and
    /// continued ones.
    package struct Shards: Sendable, Equatable {
        package var found = 0
        package var new = 0
        package var known = 0
        package var continued = 0
        package var truncated = 0
        package var skipped = 0
        /// Not asked for.
        package var leftOut = 0
        package var failed = 0
    }

    /// When and where it was.
    package struct Run: Sendable, Equatable {
        /// As the store's ledger has it; `nil` where no store was written.
        package var id: String?
        package var host: String?
        package var begun: Instant?
        package var ended: Instant?
        /// By the clock that is never set.
        package var seconds = 0.0
    }

    /// What one source brought.
    package struct Source: Sendable, Equatable {
        package var name: String
        package var shards: Int
        package var records: Int64
        package var span: TimeRange?
    }

    /// A rejected line and the shard that it is in.
    package struct Position: Sendable, Equatable {
        package var shard: String
        package var line: Int64
        package var offset: Int64
    }

    /// Rejected lines of one reason: how many, and where the first are.
    package struct Rejection: Sendable, Equatable {
        package var count: Int64 = 0
        package var first: [Position] = []
        package static let mostShown = 3
    }

    package var run = Run()
    package var shards = Shards()
    /// Over the shards that became visible in this run.
    package var tally = Tally()
    package var rejections: [LineProblem.Reason: Rejection] = [:]
    /// By name.
    package var sources: [Source] = []
    /// Values of known fields that could not be taken, over all lines that were read: a sign that a vendor changed its
    /// format.
    package var drift: [DriftCount] = []
    /// In the order in which they were met.
    package var notes: [IngestNote] = []
    /// Shards and paths that gave nothing, or nothing usable.
    package var failures: [IngestFailure] = []
    /// Shards that were not taken because the run was asked to stop.
    package var notTaken = 0

    package init() {}

    /// Whether something is missing that a perfect copy of the logs would have had.
    package var isImperfect: Bool { tally.rejected > 0 || shards.truncated > 0 || tally.skipped.lost > 0 }
}
