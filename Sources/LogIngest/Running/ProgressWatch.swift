import Clocks
import LogRecords
import Synchronization

/// Tells how far a run is, ten times a second at most.
final class ProgressWatch {
    private static let shortestPause = Duration.milliseconds(100)
    private let list: ShardList
    private let bytesTotal: Int64?
    private let counters: IngestCounters
    private let begun: ContinuousClock.Instant
    private let tell: (IngestProgress) -> Void
    private var told: ContinuousClock.Instant?

    init(
        list: ShardList, counters: IngestCounters, begun: ContinuousClock.Instant, tell: @escaping (IngestProgress) -> Void
    ) {
        self.list = list
        bytesTotal = list.bytes
        self.counters = counters
        self.begun = begun
        self.tell = tell
    }

    func tellNow() {
        let now = ContinuousClock.now
        if let told, now - told < ProgressWatch.shortestPause { return }
        told = now
        tell(
            IngestProgress(
                bytesRead: counters.bytesRead.load(ordering: .relaxed), bytesTotal: bytesTotal,
                lines: counters.lines.load(ordering: .relaxed), shardsDone: counters.shardsDone.load(ordering: .relaxed),
                shardsTotal: list.inputs.count, seconds: seconds(since: begun)))
    }
}
