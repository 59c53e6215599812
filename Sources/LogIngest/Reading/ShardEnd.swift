import LogRecords

/// How the reading of a shard ends, decided on the writing thread: nobody else can end a shard of the same content in
/// between.
enum ShardEnd: Sendable {
    case ended(ShardEntry)
    case known(ShardEntry)
    /// It had to be a known shard and is not.
    case refused

    /// `isUseless`: what is known of the same content is of no use, nor is what that continues.
    static func decide(
        _ number: Int64, as finished: FinishedShard, in writer: some RecordWriter, mustBeKnown: Bool, isUseless: Bool
    ) throws -> ShardEnd {
        if let known = try writer.knownShard(finished.digest),
            !isUseless && !known.isWhollyRejected || finished.tally.isWhollyRejected
        {
            try writer.abandonShard(number)
            if let hint = finished.hint { try writer.noteSeen(hint, shard: known.number) }
            return .known(known)
        }
        guard !mustBeKnown else {
            try writer.abandonShard(number)
            return .refused
        }
        return .ended(try writer.endShard(number, as: finished))
    }
}
