import Clocks
import Foundation
import LogFormats
import LogRecords
import LogShards
import OwnedFiles

/// Writes what the vendors that this edge stands in for would have logged of a request.
///
/// Shards grow as `.part`, are flushed every second and get their names when their time has passed, or at the end. A
/// line that cannot be written is counted and said.
actor EdgeLog {
    private let settings: EdgeLogSettings
    private let folder: String
    private let say: @Sendable (String) -> Void
    private var open: [String: OpenShard] = [:]
    /// Shards whose files were removed while they grew, until their lines stand elsewhere.
    private var stranded: [OpenShard] = []
    private var line = VendorLine()
    /// Lines that are safe nowhere.
    private(set) var lost = 0
    private var hasFailed = false
    /// After a failure nothing is tried for a while: a full disk would be given a file for every line.
    private var failedAt: ContinuousClock.Instant?
    private static let pause = Duration.seconds(1)

    private struct OpenShard {
        var writer: ShardWriter
        var name: VendorShard
        var closesAt: Instant { name.closesAt }
        var flushed = 0
        /// Lines since the last flush: what is lost with it when nothing can be written any more.
        var unflushed = 0
    }

    init(_ settings: EdgeLogSettings, folder: String, say: @escaping @Sendable (String) -> Void) {
        (self.settings, self.folder, self.say) = (settings, folder, say)
    }

    func write(_ crossing: Crossing, ended: Instant) {
        let lines = VendorLines(crossing: crossing, ended: ended, project: settings.project)
        if let delivery = settings.edge, isSampled(crossing, delivery, 1) {
            lines.edge.encode(into: &line)
            append(to: .edge(processed: ended.advanced(by: nanoseconds(delivery.delaySeconds))))
        }
        for (number, attempt) in crossing.tries.enumerated() {
            if let balancer = settings.balancer, isSampled(crossing, balancer.delivery, 2 + number) {
                write(lines.balancer(attempt, balancer.kind), balancer.kind.logID, balancer.delivery)
            }
            if let delivery = settings.cloudRun, isSampled(crossing, delivery, 20 + number),
                let entry = lines.cloudRun(attempt)
            {
                write(entry, "cloud_run/run.googleapis.com/requests", delivery)
            }
        }
    }

    private func write(_ entry: GoogleRequest, _ logID: String, _ delivery: VendorLogSettings) {
        var entry = entry
        let isLate = Double(entry.span % 1000) / 1000 < delivery.late
        entry.received = entry.received.advanced(by: nanoseconds(delivery.delaySeconds) + (isLate ? Instant.hour : 0))
        entry.encode(into: &line)
        append(to: .google(logID, timestamp: entry.started, received: entry.received))
    }

    /// By the trace id, so that the same requests are logged whatever else goes on.
    private func isSampled(_ crossing: Crossing, _ delivery: VendorLogSettings, _ salt: Int) -> Bool {
        guard delivery.sample < 1 else { return true }
        let mixed = (crossing.trace.low ^ UInt64(salt)) &* 0x9E37_79B9_7F4A_7C15
        return Double(mixed >> 11) / Double(1 << 53) < delivery.sample
    }

    private func nanoseconds(_ seconds: Double) -> Int64 { Int64(seconds * 1e9) }

    private func append(to name: VendorShard) {
        if open[name.window] == nil, let failedAt, failedAt.duration(to: .now) < EdgeLog.pause { return lost += 1 }
        do {
            if open[name.window] == nil { open[name.window] = try begin(name) }
            open[name.window]?.unflushed += 1
            try open[name.window]?.writer.write(line.bytes + [10])
        } catch {
            if open[name.window] == nil { lost += 1 }
            lose(name.window, error)
        }
    }

    /// The first name that nobody has: what another process, or this one before a failure, has written stays.
    private func freePath(_ name: VendorShard) throws -> String {
        var number = 0
        var path: String { "\(folder)/\(name.name(number))" }
        while [path, path + ".part"].contains(where: FileManager.default.fileExists) { number += 1 }
        try settings.access.makeShardFolder((path as NSString).deletingLastPathComponent)
        return path
    }

    private func begin(_ name: VendorShard) throws -> OpenShard {
        let path = try freePath(name)
        return OpenShard(
            writer: try ShardWriter(path: path, coding: name.isGzip ? .gzip : .plain, level: 1, access: settings.access), name: name
        )
    }

    /// Makes readable what was written, and ends the shards whose time has passed.
    func flush(now: Instant = .now) {
        keepInPlace()
        for (window, shard) in open {
            do {
                if shard.closesAt <= now { try end(window, shard) } else { try shard.writer.flush() }
                open[window]?.flushed += shard.unflushed
                open[window]?.unflushed = 0
            } catch {
                lose(window, error)
            }
        }
    }

    func close() {
        keepInPlace()
        for (window, shard) in open {
            do { try end(window, shard) } catch { lose(window, error) }
        }
        lost += stranded.reduce(0) { $0 + $1.flushed }
    }

    /// A file that somebody removed goes on to take bytes, which end with this process: they are saved to a new shard
    /// as soon as one can be made. What was not flushed is lost with the file.
    private func keepInPlace() {
        for (window, shard) in open {
            let standing = shard.writer.standing
            guard standing != .inPlace else { continue }
            say("a shard was \(standing) while it grew, another is begun")
            lost += shard.unflushed
            open[window] = nil
            if standing == .removed, shard.flushed > 0 { stranded.append(shard) }
        }
        stranded = stranded.filter { shard in
            do { try shard.writer.rescue(to: try freePath(shard.name)) } catch { return true }  // tried again with the next flush
            return false
        }
    }

    private func end(_ window: String, _ shard: OpenShard) throws {
        try shard.writer.finish()
        open[window] = nil
    }

    /// Leaves a shard as far as it was flushed, and none where nothing was; a later line of its window begins another.
    private func lose(_ window: String, _ error: any Error) {
        if !hasFailed { say("lines cannot be written: \((error as? any Explained)?.explanation.what ?? "\(error)")") }
        (hasFailed, failedAt) = (true, .now)
        guard let shard = open.removeValue(forKey: window) else { return }
        lost += shard.unflushed
        if shard.flushed == 0 { shard.writer.abandon() }
    }
}

extension BalancerLogSettings.Kind {
    fileprivate var logID: String {
        switch self {
        case .global: "balancer/requests"
        case .regional: "balancer/loadbalancing.googleapis.com/external_regional_requests"
        }
    }
}
