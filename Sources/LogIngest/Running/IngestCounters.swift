import Synchronization

/// What the readers have done so far, for whoever watches.
final class IngestCounters: Sendable {
    let bytesRead = Atomic<Int64>(0)
    let lines = Atomic<Int64>(0)
    let shardsDone = Atomic<Int>(0)
}
