import Foundation
import LogFormats
import LogRecords

/// Batches of one reader that come back from the writer to be filled again: fresh memory is not free.
///
/// How many there are is bounded by the queue to the writer.
final class BatchPool: @unchecked Sendable {  // @unchecked: `free` is guarded by `lock`
    private let lock = NSLock()
    private var free: [RecordBatch] = []

    /// An empty batch over the decoder's present terms; those over terms that it left behind are let go.
    ///
    /// A writer may hold on to a batch whose day has no room yet: only one that nobody else holds is filled again.
    func batch(for decoder: LineDecoder) -> RecordBatch {
        let used: RecordBatch? = lock.withLock {
            free.removeAll { $0.terms !== decoder.terms }
            guard !decoder.terms.isNearlyFull else { return nil }
            for index in free.indices where isKnownUniquelyReferenced(&free[index]) { return free.remove(at: index) }
            return nil
        }
        guard let used else { return decoder.newBatch() }
        used.clear()
        return used
    }

    func giveBack(_ batch: RecordBatch) {
        lock.withLock { free.append(batch) }
    }
}
