import LogRecords

/// A writer that knows every file by its looks, counts what else it is asked, and may fail at an append.
final class HintStore: RecordWriter {
    struct DiskIsFull: Error {}

    private let failsAtAppend: Int?
    private let knowsFiles: Bool
    private(set) var hintsAsked: [FileHint] = []
    private(set) var shardsBegun: Int64 = 0
    private(set) var appended = 0
    private(set) var published = false

    init(failsAtAppend: Int? = nil) {
        self.failsAtAppend = failsAtAppend
        knowsFiles = failsAtAppend == nil
    }

    func knownShard(_ digest: ContentDigest) -> ShardEntry? { nil }

    func isKnown(_ hint: FileHint) -> Bool {
        hintsAsked.append(hint)
        return knowsFiles
    }

    func shards(beginningWith firstLineHash: UInt64) -> [ShardEntry] { [] }

    func beginShard() -> Int64 {
        shardsBegun += 1
        return shardsBegun
    }

    func append(_ batch: RecordBatch) throws {
        appended += 1
        if appended == failsAtAppend { throw DiskIsFull() }
    }

    func endShard(_ number: Int64, as finished: FinishedShard) -> ShardEntry {
        ShardEntry(
            number: number, digest: finished.digest, path: finished.path, folder: finished.folder, coding: finished.coding,
            fileBytes: finished.fileBytes, tally: finished.tally, sources: finished.sources, rhythm: finished.rhythm,
            truncated: finished.truncated, firstVisibleLine: finished.firstVisibleLine, visibleLines: finished.tally.lines,
            loaded: Instant(nanoseconds: 0), state: .live)
    }

    func abandonShard(_ number: Int64) {}

    func noteSeen(_ hint: FileHint, shard number: Int64) {}

    func rememberFailures(_ failed: [FailedShard]) -> [RememberedFailure?] { failed.map { _ in nil } }

    func publish() { published = true }
}
