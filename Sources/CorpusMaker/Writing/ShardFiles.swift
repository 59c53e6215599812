import Foundation
import LogRecords
import LogShards

/// The shards being written: opened by the first line, closed when their time has passed, faulty as planned.
final class ShardFiles {
    let folder: String
    let plan: FaultPlan
    private var open: [String: Shard] = [:]
    private var closed: Set<String> = []
    private(set) var shardCount = 0
    /// The most that were open at once: each holds a descriptor.
    private(set) var mostOpen = 0
    private(set) var byteCount: Int64 = 0

    init(folder: String, plan: FaultPlan) {
        self.folder = folder
        self.plan = plan
    }

    private final class Shard {
        let name: ShardName
        let fault: FaultPlan.Fault
        let writer: ShardWriter?
        var lines = 0
        var written = 0
        var cutBytes: UInt64?

        init(name: ShardName, fault: FaultPlan.Fault, writer: ShardWriter?) {
            self.name = name
            self.fault = fault
            self.writer = writer
        }
    }

    /// Appends a line (with its end) and says where it lies.
    func append(_ line: [UInt8], to name: ShardName) throws -> Placement {
        let shard = try shard(name)
        switch shard.fault {
        case .missing: return Placement(loss: .missing)
        case .cut(let lines) where shard.lines >= lines:
            if shard.cutBytes == nil { try cut(shard, within: line) }
            return Placement(loss: .cut)
        case .garbage where shard.written % 17 == 5:
            let garbage = FaultPlan.garbage[shard.written / 17 % FaultPlan.garbage.count]
            try write(garbage + [10], to: shard)
            // Objects that share a line are lines of their own.
            if garbage == FaultPlan.twoObjects { shard.lines += 1 }
        case .none, .cut, .copied, .garbage, .repeated: break
        }
        try write(line, to: shard)
        shard.written += 1
        var places = ["\(name.path):\(shard.lines)"]
        if case .copied = shard.fault { places.append("\(ShardFiles.copy(of: name.path)):\(shard.lines)") }
        if case .repeated = shard.fault, shard.written % 11 == 3 {
            try write(line, to: shard)
            places.append("\(name.path):\(shard.lines)")
        }
        return Placement(places: places)
    }

    /// Makes sure that the shard is there, though it may hold no line about a request.
    func touch(_ name: ShardName, firstLine: [UInt8]) throws {
        guard open[name.path] == nil, !closed.contains(name.path) else { return }
        _ = try append(firstLine, to: name)
    }

    func isKnown(_ name: ShardName) -> Bool {
        open[name.path] != nil || closed.contains(name.path)
    }

    /// Closes what can get no line from a request that starts at `now` or later.
    func close(before now: Int64) throws {
        for path in open.filter({ $0.value.name.closesAt <= now }).keys.sorted() { try close(path) }
    }

    func close(_ path: String) throws {
        guard let shard = open.removeValue(forKey: path) else { return }
        closed.insert(path)
        guard let writer = shard.writer else { return }
        try writer.finish()
        let url = URL(fileURLWithPath: "\(folder)/\(path)")
        if let size = shard.cutBytes {
            let handle = try FileHandle(forWritingTo: url)
            try handle.truncate(atOffset: size)
            try handle.close()
        }
        if case .copied = shard.fault {
            try FileManager.default.copyItem(at: url, to: URL(fileURLWithPath: "\(folder)/\(ShardFiles.copy(of: path))"))
        }
    }

    func finish() throws {
        for path in open.keys.sorted() { try close(path) }
    }

    private func shard(_ name: ShardName) throws -> Shard {
        if let shard = open[name.path] { return shard }
        precondition(!closed.contains(name.path), "a shard was closed before its last line")
        let fault = plan.fault(
            of: name.path, isGzip: name.isGzip, gatewayShard: name.gatewayShard, expectedLines: name.expectedLines)
        var writer: ShardWriter?
        if fault != .missing {
            let path = "\(folder)/\(name.path)"
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            writer = try ShardWriter(path: path, coding: name.isGzip ? .gzip : .plain, level: 1)
            shardCount += 1
        }
        let shard = Shard(name: name, fault: fault, writer: writer)
        open[name.path] = shard
        mostOpen = max(mostOpen, open.count)
        return shard
    }

    private func write(_ line: [UInt8], to shard: Shard) throws {
        try shard.writer?.write(line)
        shard.lines += 1
        byteCount += Int64(line.count)
    }

    /// Writes half of a line and remembers where the file is cut: what lies before is whole, what lies behind is gone.
    private func cut(_ shard: Shard, within line: [UInt8]) throws {
        try shard.writer?.write(Array(line.prefix(line.count / 2)))
        try shard.writer?.flush()
        shard.cutBytes = shard.writer.map { UInt64($0.fileBytes) }
    }

    /// The name under which a shard was delivered a second time.
    private static func copy(of path: String) -> String {
        let parts = path.split(separator: "/")
        return (parts.dropLast() + ["copy-\(parts.last ?? "")"]).joined(separator: "/")
    }
}
