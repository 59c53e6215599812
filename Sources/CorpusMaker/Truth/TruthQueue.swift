import Foundation

/// Lets the truth be worked out beside the writing of the shards: one thread, in order, a bounded number of stories
/// behind.
///
/// Unchecked because the writer is touched by the queue's one thread alone, and by `finish` after that thread is done.
final class TruthQueue: @unchecked Sendable {
    private let writer: TruthWriter
    private let queue = DispatchQueue(label: "truth")
    private let room = DispatchSemaphore(value: TruthQueue.longest)
    private var waiting: [(Story, [WrittenLine])] = []
    private var failure: (any Error)?

    private static let batch = 256
    private static let longest = 16

    init(_ writer: TruthWriter) {
        self.writer = writer
    }

    func write(_ story: Story, _ lines: [WrittenLine]) {
        waiting.append((story, lines))
        if waiting.count >= TruthQueue.batch { send() }
    }

    /// Waits for the last story and closes the file; throws what went wrong on the way.
    func finish() throws {
        send()
        try queue.sync {
            if let failure { throw failure }
            try writer.finish()
        }
    }

    private func send() {
        let stories = waiting
        waiting = []
        room.wait()
        queue.async { [self] in
            defer { room.signal() }
            guard failure == nil else { return }
            do {
                for (story, lines) in stories { try writer.write(story, lines) }
            } catch {
                failure = error
            }
        }
    }
}
