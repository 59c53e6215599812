import Dispatch
import LogRecords
import Synchronization

/// A segment under construction and the thread that builds it, so that days are built beside each other, and while
/// shards are read.
///
/// What goes wrong is told at the next call.
final class SegmentLane: @unchecked Sendable {
    // @unchecked: what changes is touched on `queue` alone, but for `rows`, which the owner counts.

    /// Batches of all lanes that wait to be taken in: what bounds their memory.
    static let mostWaiting = 4

    private let queue: DispatchQueue
    private let room: DispatchSemaphore
    private let builder: SegmentBuilder
    private var failure: StoreError?
    private let hasFailed = Atomic(false)
    private var sealed: SealedSegment?
    /// Rows taken in, and on their way.
    private(set) var rows = 0

    /// `room` is shared by the lanes of a run.
    init(_ builder: SegmentBuilder, room: DispatchSemaphore) {
        self.builder = builder
        self.room = room
        queue = DispatchQueue(label: "segment")
    }

    /// Hands rows over, and waits only for room.
    func append(_ batch: RecordBatch, picked: [Int32]) throws(StoreError) {
        if hasFailed.load(ordering: .acquiring) { try finish() }
        rows += picked.count
        room.wait()
        work { (lane) throws(StoreError) in
            defer { lane.room.signal() }
            if lane.failure == nil { try lane.builder.append(batch, picked: picked) }
        }
    }

    /// Begins to seal what was handed over; nothing may be appended after it.
    func seal(known: [Int64: KnownShard], carriesAll: Bool) {
        work { (lane) throws(StoreError) in
            if lane.failure == nil { lane.sealed = try lane.builder.seal(known: known, carriesAll: carriesAll) }
        }
    }

    /// Waits for all that was begun, and gives the segment if it was sealed.
    @discardableResult func finish() throws(StoreError) -> SealedSegment? {
        queue.sync {}
        if let failure { throw failure }
        return sealed
    }

    private func work(_ body: @escaping @Sendable (SegmentLane) throws(StoreError) -> Void) {
        queue.async { [self] in
            do throws(StoreError) { try body(self) } catch {
                failure = error
                hasFailed.store(true, ordering: .releasing)
            }
        }
    }
}
