import Foundation
import GatewayServer
import LogFormats
import LogRecords
import LogShards

/// Writes what the vendors that this edge stands in for would have logged of a request.
///
/// Shards grow as `.part`, are flushed every second and get their names when their time has passed, or at the end. A line that cannot be
/// written is counted and said.
actor EdgeLog {
    private let settings: EdgeLogSettings
    private let folder: String
    private let say: @Sendable (String) -> Void
    private var open: [String: OpenShard] = [:]
    private var line = VendorLine()
    /// Lines that are safe nowhere.
    private(set) var lost = 0
    private var hasFailed = false
    /// After a failure nothing is tried for a while: a full disk would be given a file for every line.
    private var failedAt: ContinuousClock.Instant?
    private static let pause = Duration.seconds(1)

    private struct OpenShard {
        var writer: ShardWriter
        var closesAt: Instant
        var isFlushed = false
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

    /// Under the first name that nobody has: what another process, or this one before a failure, has written stays.
    private func begin(_ name: VendorShard) throws -> OpenShard {
        var number = 0
        var path: String { "\(folder)/\(name.name(number))" }
        while [path, path + ".part"].contains(where: FileManager.default.fileExists) { number += 1 }
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        return OpenShard(
            writer: try ShardWriter(path: path, coding: name.isGzip ? .gzip : .plain, level: 1), closesAt: name.closesAt)
    }

    /// Makes readable what was written, and ends the shards whose time has passed.
    func flush(now: Instant = .now) {
        for (window, shard) in open {
            do {
                if shard.closesAt <= now { try end(window, shard) } else { try shard.writer.flush() }
                open[window]?.unflushed = 0
                open[window]?.isFlushed = true
            } catch {
                lose(window, error)
            }
        }
    }

    func close() {
        for (window, shard) in open {
            do { try end(window, shard) } catch { lose(window, error) }
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
        if !shard.isFlushed { shard.writer.abandon() }
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
