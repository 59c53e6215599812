import Clocks
import Foundation
import LogFormats
package import LogRecords
import LogShards
import Synchronization

/// Loads log shards into a store, each line once, however often and under whatever names its shard is met.
///
/// One thread a processor reads, inflates and decodes; the thread that calls writes. See RATIONALE.md for what decides
/// that a shard is known.
package struct Ingest {
    package let options: IngestOptions
    private let list: ShardList

    /// Walks the folders and files given (`-` is standard input), and reads nothing yet. What lies below `store` is
    /// left out.
    package init(_ paths: [String], outside store: String? = nil, options: IngestOptions) {
        list = ShardList(paths, outside: store, since: options.since)
        self.options = options
    }

    /// Whether there is anything to read: without it no store need be opened, or made.
    package var hasShards: Bool { !list.inputs.isEmpty }

    /// What there is to say before anything is read: paths that are not there, folders without shards, files left
    /// alone.
    package var summaryBeforeReading: IngestSummary {
        var summary = IngestSummary()
        summary.shards.found = list.inputs.count + list.skipped.count + list.leftOut + list.failures.count
        summary.shards.skipped = list.skipped.count
        summary.shards.leftOut = list.leftOut
        summary.shards.failed = list.failures.count
        summary.failures = (list.failures + list.emptyFolders).map { IngestFailure($0, path: $0.place ?? "") }
        summary.notes = list.skipped.map { .skipped(path: $0.path, .object($0.reason)) }
        return summary
    }

    /// What a run would read: shards that are not known by their looks, on which `isKnown` decides. Opens none of them.
    package func plan(isKnown: (FileHint) throws -> Bool) rethrows -> IngestPlan {
        var plan = IngestPlan(before: summaryBeforeReading)
        for input in list.inputs {
            if !options.recheck, let hint = input.hint(now: options.now()), try isKnown(hint) {
                plan.known += 1
            } else {
                plan.add(input.name, fileBytes: input.fileBytes)
            }
        }
        return plan
    }

    /// Reads all shards and publishes them. A shard that cannot be read is in the summary's failures; a store that
    /// fails throws.
    ///
    /// `progress` is called on this thread, some ten times a second and at the end. When `stop` is turned on, what
    /// ended is published.
    package func run(
        into writer: some RecordWriter & SendableMetatype, stop: StopSwitch = StopSwitch(),
        progress: @escaping (IngestProgress) -> Void = { _ in }
    ) throws -> IngestSummary {
        let (begun, begunAt) = (ContinuousClock.now, options.now())
        let counters = IngestCounters()
        let watch = ProgressWatch(list: list, counters: counters, begun: begun, tell: progress)
        let turn = try read(into: writer, counters: counters, stop: stop, idle: { watch.tellNow() })
        try writer.publish()
        var summary = summaryBeforeReading
        for report in turn.reports { summary.add(report) }
        summary.drift = turn.drift
        guard summary.tally.balances else { throw IngestError.tallyDoesNotBalance(path: "this run", tally: summary.tally) }
        do { try summary.compareFailures(writer.rememberFailures) } catch let error as any Explained {
            // The load is done: that its failures cannot be remembered must not hide what it did.
            summary.failures.append(IngestFailure(error.explanation, path: error.explanation.place ?? ""))
        }
        (summary.run.begun, summary.run.ended, summary.run.seconds) = (begunAt, options.now(), seconds(since: begun))
        return summary
    }

    /// Starts the readers, serves them, and gives what became of the shards.
    private func read<Writer: RecordWriter & SendableMetatype>(
        into writer: Writer, counters: IngestCounters, stop: StopSwitch, idle: () -> Void
    ) throws -> ShardTurn {
        let readers = min(options.readers, max(1, list.inputs.count))
        let queue = WriterQueue<Writer>(readers: readers, mostWaiting: Ingest.batchesWaiting(readers: readers))
        let claims = FirstLineClaims()
        let alone = NSLock()
        let turn = ShardTurn(list.inputs)
        let options = options
        for number in 1...readers {
            let thread = Thread {
                let loader = ShardLoader(
                    options: options, queue: queue, claims: claims, alone: alone, counters: counters, stop: stop)
                while let (index, input) = turn.next(unless: stop) {
                    guard var report = try? loader.load(input) else { break }  // RunEnded: the writer knows why
                    report.failed = report.failure.flatMap { input.failed(for: $0.what, hasGrown: report.hasGrown, unless: stop) }
                    turn.report(report, at: index)
                    counters.shardsDone.add(1, ordering: .relaxed)
                }
                turn.report(loader.decoder.drift)
                queue.readerLeft()
            }
            thread.name = "reader \(number)"
            thread.stackSize = 1 << 21
            thread.start()
        }
        try queue.serve(writer, idle: idle)
        return turn
    }

    /// Enough that a reader need not wait for a writer that is as fast on the whole.
    private static func batchesWaiting(readers: Int) -> Int { 2 * readers }
}
