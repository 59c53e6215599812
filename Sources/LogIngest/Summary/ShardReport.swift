import LogRecords

/// What became of one shard.
struct ShardReport: Sendable {
    /// What became of a file.
    enum Outcome: Sendable {
        case new(ShardEntry)
        /// `from` names the shard that it continues.
        case continued(ShardEntry, from: String)
        /// The entry is `nil` where the file looked as it did at its last complete read.
        case known(ShardEntry?)
        case failed(Explanation)
        /// It is no log.
        case skipped(LaidOutDocument.Kind)
        /// Of another source than those asked for.
        case leftOut(hasRecord: Bool)
        case notTaken
    }

    var name: String
    var outcome: Outcome
    var rejected: [LineProblem.Reason: Int64] = [:]
    var problems: [LineProblem] = []
    var notes: [String] = []
    /// Whether some line of it, or of the shard that it continues, became something.
    var isOfUse = true
    /// What its lines look like, where none is a record.
    var likeness: Likeness?
    /// By what a shard that failed is known in the next run.
    var failed: FailedShard?

    /// Whether it failed before, and is longer now.
    var hasGrown: Bool {
        if case .continued = outcome { !isOfUse } else { false }
    }

    /// Why nothing of it is of use; `nil` where something is.
    var failure: Explanation? {
        switch outcome {
        case .failed(let explanation): explanation
        case .new(let entry) where entry.isWhollyRejected:
            IngestError.nothingRecognised(path: name, lines: entry.tally.lines, hint: likeness?.hint).explanation
        case .known(let entry?) where !isOfUse || entry.isWhollyRejected:
            IngestError.nothingRecognised(path: name, lines: entry.lastLine, hint: nil).explanation
        case .continued(let entry, _) where !isOfUse && entry.tally.isWhollyRejected:
            IngestError.grewUnrecognised(
                path: name, lines: entry.lastLine, added: entry.tally.lines, hint: likeness?.hint
            ).explanation
        case .new, .known(_?), .continued, .known(nil), .skipped, .leftOut, .notTaken: nil
        }
    }
}
