import Clocks
import Foundation
import LogRecords
import LogShards
import OwnedFiles

/// Puts lines into shards: `REGION/YYYY-MM-DD/HH/INSTANCE-N.ndjson.gz`, readable up to the last flush while they grow.
///
/// After a failure the shard at hand is cut back to its last flush and left to `ShardRecovery`; a new one begins with
/// the lines since.
final class ShardSink: @unchecked Sendable {
    // @unchecked: the thread of `RecordLog` writes; `spill` and `isWritable` are called by others, and touch what `shared` guards.

    private let folder: String
    private let instance: String
    private let settings: LoggingSettings
    private let say: @Sendable (String) -> Void

    private let lock: InstanceLock
    private var shard: OpenShard?
    /// A shard whose file was removed while it grew, until its lines stand elsewhere.
    private var stranded: OpenShard?
    private var number = 0
    /// Lines since the last flush: what would be lost with the shard at hand.
    private var unflushed: [UInt8] = []
    /// How many bytes of them the shard at hand was given.
    private var given = 0

    private let shared = NSLock()
    private var spillFile: FileHandle?
    private var hasFailed = false

    private struct OpenShard {
        var writer: ShardWriter
        var path: String
        var begun = ContinuousClock.now
        var flushed = ContinuousClock.now
        var flushedBytes: Int64 = 0
        var flushedLines: Int64 = 0
    }

    /// `folder` is the region's; `say` tells an operator.
    init(
        folder: String, instance: ID128, lock: InstanceLock, settings: LoggingSettings, say: @escaping @Sendable (String) -> Void
    ) {
        self.folder = folder
        self.lock = lock
        self.instance = instance.uuid
        self.settings = settings
        self.say = say
    }

    /// Whether the last write went well.
    var isWritable: Bool { shared.withLock { !hasFailed } }

    var secondsToFlush: Double {
        guard let shard, !unflushed.isEmpty else { return settings.flushSeconds }
        return max(0.001, settings.flushSeconds - seconds(since: shard.flushed))
    }

    /// Takes lines, writes, flushes and rotates when it is time for that. After a failure it keeps what is not safe and
    /// tries again at the next call, which may bring none.
    func write(_ lines: [UInt8]) {
        unflushed += lines
        if settings.standardOutput { copyOut(lines) }
        do throws(ShardError) {
            try keepInPlace()
            try writeUnflushed()
            try flushIfDue()
            try rotateIfDue()
            noteSuccess()
        } catch {
            noteFailure(error)
            leaveShard()
        }
    }

    /// A file that somebody removed goes on to take bytes, which end with this process: they are saved to a new shard.
    /// One that was moved keeps its own; what comes now begins another.
    private func keepInPlace() throws(ShardError) {
        if let open = shard, case let standing = open.writer.standing, standing != .inPlace {
            say("the shard at hand was \(standing), another is begun")
            if standing == .removed, open.flushedLines > 0 { stranded = open }
            (shard, given) = (nil, 0)
        }
        guard let open = stranded else { return }
        try open.writer.rescue(to: try nextPath())
        stranded = nil
    }

    private func writeUnflushed() throws(ShardError) {
        guard given < unflushed.count else { return }
        if shard == nil { try open() }
        try shard?.writer.write(Array(unflushed[given...]))
        given = unflushed.count
    }

    private func flushIfDue() throws(ShardError) {
        guard let open = shard, !unflushed.isEmpty else { return }
        guard unflushed.count >= settings.flushBytes || seconds(since: open.flushed) >= settings.flushSeconds else { return }
        try open.writer.flush()
        shard?.flushed = .now
        shard?.flushedBytes = open.writer.fileBytes
        shard?.flushedLines += Int64(unflushed.count { $0 == 10 })
        forgetUnflushed()
    }

    private func rotateIfDue() throws(ShardError) {
        guard let open = shard else { return }
        let isDue = open.writer.fileBytes >= Int64(settings.rotateBytes) || seconds(since: open.begun) >= settings.rotateSeconds
        if isDue { try finish() }
    }

    private func finish() throws(ShardError) {
        try shard?.writer.finish()
        shard = nil
        forgetUnflushed()
    }

    private func forgetUnflushed() {
        unflushed.removeAll(keepingCapacity: true)
        given = 0
    }

    /// A name that no shard of this process has had, in a folder that is there.
    private func nextPath() throws(ShardError) -> String {
        let hour = Instant.now.text(digits: 0)
        let place = "\(folder)/\(hour.prefix(10))/\(hour.dropFirst(11).prefix(2))"
        try settings.access.makeShardFolder(place)
        try lock.keep()
        number += 1
        return "\(place)/\(instance)-\(number).ndjson.gz"
    }

    private func open() throws(ShardError) {
        let path = try nextPath()
        var open = OpenShard(writer: try ShardWriter(path: path, coding: .gzip, level: 1, access: settings.access), path: path)
        // What is written first has waited already.
        open.flushed = .now - .seconds(settings.flushSeconds)
        shard = open
    }

    /// Leaves the shard at hand as it was at its last flush, to `ShardRecovery`, and none where nothing was; the lines
    /// since go into the next one.
    private func leaveShard() {
        if let broken = shard {
            if broken.flushedBytes == 0 {
                broken.writer.abandon()
            } else {
                broken.writer.cut(to: broken.flushedBytes)
            }
        }
        shard = nil
        given = 0
    }

    private func noteSuccess() {
        let hadFailed = shared.withLock {
            defer { hasFailed = false }
            return hasFailed
        }
        if hadFailed { say("records are written again") }
    }

    private func noteFailure(_ error: ShardError) {
        let hadFailed = shared.withLock {
            defer { hasFailed = true }
            return hasFailed
        }
        if !hadFailed { say("records cannot be written: \(error.explanation.what)") }
    }

    private func copyOut(_ lines: [UInt8]) {
        var rest = lines[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Appends a line to a plain file beside the shards, at once. `false`: that failed too.
    func spill(_ line: [UInt8]) -> Bool {
        shared.lock()
        defer { shared.unlock() }
        let path = "\(folder)/\(instance)-spill.ndjson"
        // Written to a file without a name, it would end with this process.
        if access(path, F_OK) != 0 { spillFile = nil }
        do {
            if spillFile == nil {
                try settings.access.makeShardFolder(folder)
                let descriptor = try settings.access.openFile(path, O_WRONLY | O_APPEND)
                spillFile = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
                try spillFile?.seekToEnd()
            }
            try spillFile?.write(contentsOf: line)
            return true
        } catch {
            // An empty shard would look like one that was damaged.
            if let spillFile, (try? spillFile.offset()) == 0 {
                self.spillFile = nil
                try? FileManager.default.removeItem(atPath: path)  // then it stays, and is empty
            }
            return false
        }
    }

    /// Ends the shard at hand and gives it its name. Gives how many lines are safe nowhere: none, unless all fails.
    func close() -> Int64 {
        do throws(ShardError) {
            try keepInPlace()
            try writeUnflushed()
            try finish()
        } catch {
            noteFailure(error)
            leaveShard()
        }
        let lost = unflushed.isEmpty || spill(unflushed) ? 0 : Int64(unflushed.count { $0 == 10 })
        return lost + (stranded?.flushedLines ?? 0)
    }
}
