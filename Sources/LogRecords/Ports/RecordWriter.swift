/// Takes records into a store, shard by shard. One writer at a time; the store's lock is held as long as it exists.
///
/// Rows stream in while a shard is read; the shard becomes visible at its end, or never. Several shards may be in
/// flight at once, told apart by the run's number in each row's `shard` cell (the ledger's number, given by
/// `beginShard`).
package protocol RecordWriter: AnyObject {
    /// The shard of this content, if the ledger has it, or if it ended in this run: it need not be read.
    func knownShard(_ digest: ContentDigest) throws -> ShardEntry?

    /// Whether a file that looks just as it did at its last complete read is known.
    func isKnown(_ hint: FileHint) throws -> Bool

    /// The shards whose first line has this hash, those that ended in this run too: what a new file might repeat or
    /// continue.
    func shards(beginningWith firstLineHash: UInt64) throws -> [ShardEntry]

    /// A number for a shard that is about to be read.
    func beginShard() throws -> Int64

    /// Takes a batch; it is filled again once nobody holds it any more. Rows are filed under the UTC day of `started`,
    /// else `ended`, or as undated.
    ///
    /// Rows of a day that was pruned are left out and counted: `endShard` moves them from `stored` to `expired` in the
    /// shard's tally.
    func append(_ batch: RecordBatch) throws

    /// Ends a shard: it becomes visible at the next publication. Gives the entry as it will stand in the ledger
    /// (`expired` counted).
    ///
    /// A published shard of the same content, of which every line was rejected, gives way to one of which something
    /// became a record.
    func endShard(_ number: Int64, as finished: FinishedShard) throws -> ShardEntry

    /// Forgets a shard whose reading failed, or that turned out to be known: its rows stay invisible for ever.
    func abandonShard(_ number: Int64) throws

    /// A known shard was met again under this hint.
    func noteSeen(_ hint: FileHint, shard number: Int64) throws

    /// Remembers shards that gave nothing, durably, and gives what was known of each before: `nil` for one that fails
    /// for the first time.
    func rememberFailures(_ failed: [FailedShard]) throws -> [RememberedFailure?]

    /// Makes everything that ended visible, durably, at once. Called at the end of a run; long runs publish on their
    /// own too.
    func publish() throws
}
