import LogRecords

/// A writer that publishes in the middle of shards, as a load of millions of rows does.
final class OftenPublished<Writer: RecordWriter>: RecordWriter {
    private let writer: Writer
    private let everyBatches: Int
    private var batches = 0

    init(_ writer: Writer, everyBatches: Int) {
        self.writer = writer
        self.everyBatches = everyBatches
    }

    func append(_ batch: RecordBatch) throws {
        try writer.append(batch)
        batches += 1
        if batches % everyBatches == 0 { try writer.publish() }
    }

    func knownShard(_ digest: ContentDigest) throws -> ShardEntry? { try writer.knownShard(digest) }
    func isKnown(_ hint: FileHint) throws -> Bool { try writer.isKnown(hint) }
    func shards(beginningWith firstLineHash: UInt64) throws -> [ShardEntry] { try writer.shards(beginningWith: firstLineHash) }
    func beginShard() throws -> Int64 { try writer.beginShard() }
    func endShard(_ number: Int64, as finished: FinishedShard) throws -> ShardEntry { try writer.endShard(number, as: finished) }
    func abandonShard(_ number: Int64) throws { try writer.abandonShard(number) }
    func noteSeen(_ hint: FileHint, shard number: Int64) throws { try writer.noteSeen(hint, shard: number) }
    func rememberFailures(_ failed: [FailedShard]) throws -> [RememberedFailure?] { try writer.rememberFailures(failed) }
    func publish() throws { try writer.publish() }
}
