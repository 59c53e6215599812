import Foundation
import LogRecords

/// The run has ended, because the store failed or another reader's question did; a reader that sees this stops.
struct RunEnded: Error {}

/// Work for the one thread that writes, in the order in which it was handed over.
///
/// Readers hand over batches and ask questions; both are closures that the writing thread runs with the writer in its
/// hand, so a writer needs no locks. A reader that is faster than the writer waits when `mostWaiting` pieces of work
/// are there: what bounds the memory of a run. What a reader handed over before is done before what it asks now.
final class WriterQueue<Writer: RecordWriter & SendableMetatype>: @unchecked Sendable {
    // @unchecked: everything that changes is guarded by `condition`.

    /// A piece of work; `drop` is called instead of `run` when the run ends before its turn.
    private struct Work {
        var run: (Writer) throws -> Void
        var drop: () -> Void
    }

    private let condition = NSCondition()
    private let mostWaiting: Int
    private var waiting: [Work] = []
    private var readers: Int
    private var hasEnded = false

    init(readers: Int, mostWaiting: Int) {
        self.readers = readers
        self.mostWaiting = mostWaiting
    }

    /// Hands work over and does not wait for it, but for room.
    func hand(_ work: @escaping @Sendable (Writer) throws -> Void) throws(RunEnded) {
        try put(Work(run: work, drop: {}))
    }

    /// Hands a question over and waits for its answer.
    func ask<Answer: Sendable>(_ question: @escaping @Sendable (Writer) throws -> Answer) throws(RunEnded) -> Answer {
        let reply = Reply<Answer>()
        try put(
            Work(
                run: { writer in
                    defer { reply.isThere.signal() }
                    reply.answer = try question(writer)
                },
                drop: { reply.isThere.signal() }))
        reply.isThere.wait()
        guard let answer = reply.answer else { throw RunEnded() }
        return answer
    }

    /// Says that a reader will hand over nothing more.
    func readerLeft() {
        condition.withLock {
            readers -= 1
            condition.broadcast()
        }
    }

    /// Does the readers' work until the last of them has left; `idle` is called now and then. The first failure ends
    /// the run: what waits is dropped, and the failure is thrown once all readers have left.
    func serve(_ writer: Writer, idle: () -> Void) throws {
        var failure: (any Error)?
        while let work = next(idle: idle) {
            if failure == nil {
                do { try work.run(writer) } catch {
                    failure = error
                    end()
                }
            } else {
                work.drop()
            }
            idle()
        }
        if let failure { throw failure }
    }

    private func put(_ work: Work) throws(RunEnded) {
        condition.lock()
        defer { condition.unlock() }
        while waiting.count >= mostWaiting, !hasEnded { condition.wait() }
        guard !hasEnded else { throw RunEnded() }
        waiting.append(work)
        condition.broadcast()
    }

    private func next(idle: () -> Void) -> Work? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty {
            guard readers > 0 else { return nil }
            if !condition.wait(until: Date(timeIntervalSinceNow: 0.1)) {
                condition.unlock()
                idle()
                condition.lock()
            }
        }
        defer { condition.broadcast() }
        return waiting.removeFirst()
    }

    private func end() {
        condition.withLock {
            hasEnded = true
            condition.broadcast()
        }
    }
}

/// Where an answer is put; written before the signal and read after it.
private final class Reply<Answer: Sendable>: @unchecked Sendable {
    let isThere = DispatchSemaphore(value: 0)
    var answer: Answer?
}
