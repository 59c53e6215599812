package import LogRecords

/// Takes in what the file of a known shard gives when it is read again, and keeps what the rows hash to that readers
/// may see.
package final class RereadShard: RecordWriter {
    let shard: ShardEntry
    private(set) var rows = RowDigest()
    private let visible: Range<Int64>
    private let prunedDays: Set<Day>
    private let filing = FiledCells()

    init(_ shard: ShardEntry, prunedDays: Set<Day>) {
        self.shard = shard
        self.prunedDays = prunedDays
        let end = shard.firstVisibleLine.addingReportingOverflow(shard.visibleLines)
        visible = shard.firstVisibleLine..<max(shard.firstVisibleLine, end.overflow ? .max : end.partialValue)
    }

    package func append(_ batch: RecordBatch) {
        var attempts = 0
        for index in 0..<batch.count {
            let cells = batch.row(index).cells
            guard visible.contains(filing.line.value(in: cells) ?? 0) else { continue }
            if let filed = filing.filed(cells), prunedDays.contains(Day(Instant(nanoseconds: filed))) { continue }
            rows.add(index, of: batch, attempts: &attempts)
        }
    }

    package func endShard(_ number: Int64, as finished: FinishedShard) -> ShardEntry {
        ShardEntry(
            number: number, digest: finished.digest, path: finished.path, folder: finished.folder, coding: finished.coding,
            fileBytes: finished.fileBytes, tally: finished.tally, sources: finished.sources, rhythm: finished.rhythm,
            truncated: finished.truncated, firstVisibleLine: finished.firstVisibleLine, visibleLines: finished.tally.lines,
            loaded: shard.loaded, state: .live, servedBytes: finished.servedBytes)
    }

    // Nothing is known, so that all of the file is read, and nothing is kept.
    package func knownShard(_ digest: ContentDigest) -> ShardEntry? { nil }
    package func isKnown(_ hint: FileHint) -> Bool { false }
    package func shards(beginningWith firstLineHash: UInt64) -> [ShardEntry] { [] }
    package func beginShard() -> Int64 { shard.number }
    package func abandonShard(_ number: Int64) {}
    package func noteSeen(_ hint: FileHint, shard number: Int64) {}
    package func rememberFailures(_ failed: [FailedShard]) -> [RememberedFailure?] { failed.map { _ in nil } }
    package func publish() {}
}
