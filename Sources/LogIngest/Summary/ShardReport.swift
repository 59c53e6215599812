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
        case leftOut
        case notTaken
    }

    var name: String
    var outcome: Outcome
    var rejected: [LineProblem.Reason: Int64] = [:]
    var problems: [LineProblem] = []
    var notes: [String] = []
    /// What its lines look like, where none is a record.
    var likeness: Likeness?
    /// By what a shard that failed is known in the next run.
    var failed: FailedShard?

    /// Why nothing of it is of use; `nil` where something is.
    var failure: Explanation? {
        switch outcome {
        case .failed(let explanation): explanation
        case .new(let entry), .known(let entry?):
            entry.isWhollyRejected
                ? IngestError.nothingRecognised(path: name, lines: entry.tally.lines, hint: likeness?.hint).explanation : nil
        case .continued, .known(nil), .skipped, .leftOut, .notTaken: nil
        }
    }
}
