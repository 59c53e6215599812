import Clocks
import Foundation
import LogFormats
import LogRecords

/// Where the lines of this process go: numbered in the order in which they come, then through a bounded queue to the
/// one thread that writes shards.
///
/// When the queue is full a line waits for 50 ms, then goes to a spill file beside the shards; only where that fails
/// too is it counted as lost, and the loss is written down as soon as anything can be. A process that is killed loses
/// what came after the last flush.
final class RecordLog: @unchecked Sendable {
    // @unchecked: everything that changes is guarded by `condition`.

    /// Encoded lines that wait for the writing thread.
    static let mostWaitingBytes = 8 << 20
    /// So many wake the writing thread before it is time to flush.
    private static let wakingBytes = 64 << 10
    static let longestWait = Duration.milliseconds(50)

    let writer: GatewayWriter
    private let condition = NSCondition()
    private var waiting: [UInt8] = []
    private var lastSequence: Int64 = 0
    private var lost: LostLines?
    private var counts = RecordLogCounts()
    private var isClosing = false
    private var hasClosed = false
    private let sink: ShardSink
    private let ended = DispatchSemaphore(value: 0)

    init(_ writer: GatewayWriter, sink: ShardSink) {
        self.writer = writer
        self.sink = sink
        waiting.reserveCapacity(1 << 20)
    }

    func start() {
        let thread = Thread { [self] in
            writeUntilClosed()
            ended.signal()
        }
        thread.name = "records"
        thread.start()
    }

    /// Writes the record of a request that has ended; its number is given here.
    func write(_ record: GatewayRecord) async {
        var record = record
        await put { [writer] sequence, buffer in
            (record.writer, record.sequence) = (writer, sequence)
            record.append(to: &buffer)
        }
    }

    func note(_ kind: GatewayNotice.Kind, _ event: String, _ fill: (inout GatewayNotice) -> Void = { _ in }) async {
        var notice = GatewayNotice(kind, writer: writer, sequence: 0, time: .now)
        notice.event = event
        fill(&notice)
        await put { [notice] sequence, buffer in
            var notice = notice
            notice.sequence = sequence
            notice.append(to: &buffer)
        }
    }

    /// Writes what is there, ends the last shard and waits for that; lines that still come are written by whoever
    /// brings them.
    func close() async {
        condition.withLock {
            isClosing = true
            condition.broadcast()
        }
        await withCheckedContinuation { continuation in
            Thread { [ended] in
                ended.wait()
                continuation.resume()
            }.start()
        }
    }

    var state: RecordLogCounts {
        condition.withLock {
            var counts = counts
            (counts.waitingBytes, counts.isWritable, counts.lastSequence) = (waiting.count, sink.isWritable, lastSequence)
            return counts
        }
    }

    private func put(_ encode: (Int64, inout [UInt8]) -> Void) async {
        var waited = Duration.zero
        while true {
            if tryToPut(encode) { return }
            guard waited < RecordLog.longestWait else { break }
            // Not the request's own task, which may be cancelled by now.
            await Task.detached { try? await Task.sleep(for: .milliseconds(5)) }.value
            waited += .milliseconds(5)
        }
        spill(encode)
    }

    private func tryToPut(_ encode: (Int64, inout [UInt8]) -> Void) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !hasClosed, waiting.count < RecordLog.mostWaitingBytes else { return false }
        if lost != nil, waiting.isEmpty { sayLost() }
        lastSequence += 1
        encode(lastSequence, &waiting)
        counts.records += 1
        if waiting.count > RecordLog.wakingBytes { condition.signal() }
        return true
    }

    /// A loss is told with a number of its own, before the next line.
    private func sayLost() {
        guard let lines = lost else { return }
        lost = nil
        lastSequence += 1
        var notice = GatewayNotice(.loss, writer: writer, sequence: lastSequence, time: .now)
        (notice.event, notice.firstSequence, notice.lastSequence, notice.count) = (lines.why, lines.first, lines.last, lines.count)
        notice.append(to: &waiting)
    }

    private func spill(_ encode: (Int64, inout [UInt8]) -> Void) {
        condition.withLock {
            lastSequence += 1
            var line: [UInt8] = []
            encode(lastSequence, &line)
            if sink.spill(line) {
                counts.spilled += 1
                counts.records += 1
            } else {
                counts.lost += 1
                lost = (lost ?? LostLines(first: lastSequence, why: "queue_full")).with(lastSequence)
            }
        }
    }

    private func writeUntilClosed() {
        var lines: [UInt8] = []
        lines.reserveCapacity(1 << 20)
        while take(&lines) {
            sink.write(lines)
            lines.removeAll(keepingCapacity: true)
        }
        let unsafe = sink.close()
        condition.withLock { (counts.lost, counts.records) = (counts.lost + unsafe, counts.records - unsafe) }
    }

    /// Waits for lines, or for the next flush; `false`: there will be no more. While nothing can be written none are
    /// taken.
    private func take(_ lines: inout [UInt8]) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        let isWritable = sink.isWritable
        let until = Date(timeIntervalSinceNow: isWritable ? sink.secondsToFlush : 0.25)
        while !isClosing, !isWritable || waiting.count <= RecordLog.wakingBytes, condition.wait(until: until) {}
        if isWritable || isClosing { swap(&lines, &waiting) }
        if isClosing, lines.isEmpty {
            hasClosed = true
            return false
        }
        return true
    }
}

/// What the log did so far.
struct RecordLogCounts: Sendable {
    var records: Int64 = 0
    var spilled: Int64 = 0
    var lost: Int64 = 0
    var waitingBytes = 0
    var isWritable = true
    var lastSequence: Int64 = 0
}

/// Numbers of lines that could not be written.
private struct LostLines {
    var first: Int64
    var last: Int64
    var count: Int64 = 0
    var why: String

    init(first: Int64, why: String) { (self.first, self.last, self.why) = (first, first, why) }

    func with(_ sequence: Int64) -> LostLines {
        var lines = self
        (lines.last, lines.count) = (sequence, count + 1)
        return lines
    }
}
