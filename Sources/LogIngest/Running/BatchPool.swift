import Foundation
import LogFormats
import LogRecords

/// Batches of one reader that come back from the writer to be filled again: a batch is some megabytes, and fresh memory is not free.
///
/// How many there are is bounded by the queue to the writer.
final class BatchPool: @unchecked Sendable {  // @unchecked: `free` is guarded by `lock`
    private let lock = NSLock()
    private var free: [RecordBatch] = []

    /// An empty batch over the decoder's present terms; those over terms that it left behind are let go.
    func batch(for decoder: LineDecoder) -> RecordBatch {
        let used: RecordBatch? = lock.withLock {
            free.removeAll { $0.terms !== decoder.terms }
            return decoder.terms.isNearlyFull ? nil : free.popLast()
        }
        guard let used else { return decoder.newBatch() }
        used.clear()
        return used
    }

    func giveBack(_ batch: RecordBatch) {
        lock.withLock { free.append(batch) }
    }
}
