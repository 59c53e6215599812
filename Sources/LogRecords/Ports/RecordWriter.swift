/// Takes records into a store, shard by shard. One writer at a time; the store's lock is held as long as it exists.
///
/// Rows stream in while a shard is read; the shard becomes visible at its end, or never. Several shards may be in flight at once, told
/// apart by the run's number in each row's `shard` cell (the ledger's number, given by `beginShard`).
package protocol RecordWriter: AnyObject {
    /// The shard of this content, if the ledger has it, or if it ended in this run: it need not be read.
    func knownShard(_ digest: ContentDigest) throws -> ShardEntry?

    /// Whether a file that looks just as it did at its last complete read is known.
    func isKnown(_ hint: FileHint) throws -> Bool

    /// The shards whose first line has this hash, those that ended in this run too: what a new file might repeat or continue.
    func shards(beginningWith firstLineHash: UInt64) throws -> [ShardEntry]

    /// A number for a shard that is about to be read.
    func beginShard() throws -> Int64

    /// Takes a batch; it is filled again once nobody holds it any more. Rows are filed under the UTC day of `started`, else `ended`, or as undated.
    ///
    /// Rows of a day that was pruned are left out and counted: `endShard` moves them from `stored` to `expired` in the shard's tally.
    func append(_ batch: RecordBatch) throws

    /// Ends a shard: it becomes visible at the next publication. Gives the entry as it will stand in the ledger (`expired` counted).
    ///
    /// A published shard of the same content, of which every line was rejected, gives way to one of which something became a record.
    func endShard(_ number: Int64, as finished: FinishedShard) throws -> ShardEntry

    /// Forgets a shard whose reading failed, or that turned out to be known: its rows stay invisible for ever.
    func abandonShard(_ number: Int64) throws

    /// A known shard was met again under this hint.
    func noteSeen(_ hint: FileHint, shard number: Int64) throws

    /// Remembers shards that gave nothing, durably, and gives what was known of each before: `nil` for one that fails for the first time.
    func rememberFailures(_ failed: [FailedShard]) throws -> [RememberedFailure?]

    /// Makes everything that ended visible, durably, at once. Called at the end of a run; long runs publish on their own too.
    func publish() throws
}

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
