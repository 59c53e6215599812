/// What is known of a shard once all of it was read.
package struct FinishedShard: Sendable {
    package var digest: ContentDigest
    package var firstLineHash: UInt64
    package var path: String
    package var folder: String?
    package var coding: ShardEntry.Coding
    package var fileBytes: Int64
    /// Of the lines from `firstVisibleLine` on.
    package var tally: Tally
    /// Decompressed bytes that the digest covers: what a later shard must begin with to continue this one.
    package var servedBytes: Int64
    package var sources: [ShardEntry.Source]
    package var rhythm: ShardRhythm?
    package var truncated: Bool
    /// The first line (from 1) that is not already visible through the shard that this one continues.
    package var firstVisibleLine: Int64
    /// The first `LineProblem.mostRemembered` of them.
    package var problems: [LineProblem]
    package var hint: FileHint?
    /// The numbers that gateways gave the lines that count here.
    package var sequences: [SequenceRun]
    /// Which keys its lines had, as far as they were looked at.
    package var fields: [FieldCount]
    /// The lines that count here, by hour, region and service.
    package var hours: [SourceHour]
    /// What the lines that count here tell of gateway instances.
    package var replicas: [Replica]
    /// Some of its lines are in none of `hours`.
    package var isUncounted: Bool

    package init(
        digest: ContentDigest, firstLineHash: UInt64, path: String, folder: String?, coding: ShardEntry.Coding, fileBytes: Int64,
        tally: Tally, sources: [ShardEntry.Source], rhythm: ShardRhythm?, truncated: Bool, firstVisibleLine: Int64,
        problems: [LineProblem], hint: FileHint?, servedBytes: Int64? = nil, sequences: [SequenceRun] = [],
        fields: [FieldCount] = [], hours: [SourceHour] = [], replicas: [Replica] = [], isUncounted: Bool = false
    ) {
        self.digest = digest
        self.firstLineHash = firstLineHash
        self.path = path
        self.folder = folder
        self.coding = coding
        self.fileBytes = fileBytes
        self.tally = tally
        self.sources = sources
        self.rhythm = rhythm
        self.truncated = truncated
        self.firstVisibleLine = firstVisibleLine
        self.problems = problems
        self.hint = hint
        self.servedBytes = servedBytes ?? tally.bytes
        self.sequences = sequences
        self.fields = fields
        (self.hours, self.replicas, self.isUncounted) = (hours, replicas, isUncounted)
    }
}
