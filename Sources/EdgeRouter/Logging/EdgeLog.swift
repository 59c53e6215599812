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
    private(set) var lost = 0

    private struct OpenShard {
        var writer: ShardWriter
        var closesAt: Instant
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

    /// The same requests each time that the same lines are asked for.
    private func isSampled(_ crossing: Crossing, _ delivery: VendorLogSettings, _ salt: Int) -> Bool {
        guard delivery.sample < 1 else { return true }
        let mixed = (crossing.trace.low ^ UInt64(salt)) &* 0x9E37_79B9_7F4A_7C15
        return Double(mixed >> 11) / Double(1 << 53) < delivery.sample
    }

    private func nanoseconds(_ seconds: Double) -> Int64 { Int64(seconds * 1e9) }

    private func append(to name: VendorShard) {
        do {
            let shard = try shard(name)
            try shard.writer.write(line.bytes + [10])
        } catch {
            lose(error)
        }
    }

    private func shard(_ name: VendorShard) throws -> OpenShard {
        if let known = open[name.path] { return known }
        // A name that was given away already is not written over.
        var path = "\(folder)/\(name.path)"
        if FileManager.default.fileExists(atPath: path) { path = "\(folder)/\(name.next)" }
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let shard = OpenShard(
            writer: try ShardWriter(path: path, coding: name.isGzip ? .gzip : .plain, level: 1), closesAt: name.closesAt)
        open[name.path] = shard
        return shard
    }

    /// Makes readable what was written, and ends the shards whose time has passed.
    func flush(now: Instant = .now) {
        for (path, shard) in open {
            do {
                if shard.closesAt <= now { try end(path, shard) } else { try shard.writer.flush() }
            } catch {
                open[path] = nil
                lose(error)
            }
        }
    }

    func close() {
        for (path, shard) in open {
            do { try end(path, shard) } catch { lose(error) }
        }
    }

    private func end(_ path: String, _ shard: OpenShard) throws {
        open[path] = nil
        try shard.writer.finish()
    }

    private func lose(_ error: any Error) {
        if lost == 0 { say("lines cannot be written: \((error as? any Explained)?.explanation.what ?? "\(error)")") }
        lost += 1
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
