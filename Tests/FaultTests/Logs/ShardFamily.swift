import Foundation
import LogRecords
import LogShards

/// One log, and the states in which its shard may be delivered.
struct ShardFamily {
    /// A file of this log as somebody may deliver it.
    enum State: CaseIterable {
        case whole, gzip, zstd, renamed
        /// The first third; the first two thirds, and half of a line.
        case begun, growing
        /// A gzip file that ends in its middle.
        case cut
    }

    let name: String
    let lines: [String]

    /// Lines of three days. Some records are the ones of the family before: a vendor delivered them twice.
    init(_ number: Int, lines count: Int) {
        name = "log\(number)"
        lines = (0..<count).map { line in
            line % 9 == 4 && number > 0 ? ShardFamily.line(number - 1, line) : ShardFamily.line(number, line)
        }
    }

    /// How many records more than one family tells of, each of them in two.
    static func delivered(twiceIn families: [ShardFamily]) -> Int {
        let all = families.flatMap(\.lines)
        return all.count - Set(all).count
    }

    private static func line(_ family: Int, _ line: Int) -> String {
        let ray = String(UInt64(0x8c38_0000_0000_0000) + UInt64(family * 100_000 + line), radix: 16)
        let start = 1_790_000_000_000_000_000 + (line % 3) * 86_400_000_000_000 + line * 1_000_000
        return #"{"RayID":"\#(ray)","EdgeColoCode":"IAD","EdgeStartTimestamp":\#(start),"EdgeEndTimestamp":\#(start + 5_000_000)"#
            + #","EdgeResponseStatus":200,"ClientRequestHost":"gateway.example.com","ClientRequestURI":"/\#(family)/\#(line)"}"#
    }

    /// Writes the file of a state below a folder and gives its path.
    func deliver(_ state: State, into folder: URL, as delivery: Int) throws -> String {
        let text = Array(lines.map { $0 + "\n" }.joined().utf8)
        let third = lines.prefix(lines.count / 3).map { $0.utf8.count + 1 }.reduce(0, +)
        let twoThirds = lines.prefix(lines.count * 2 / 3).map { $0.utf8.count + 1 }.reduce(0, +)
        let place = "\(name)-\(delivery)"
        switch state {
        case .whole: return try write(text, folder, place + ".log", .plain)
        case .gzip: return try write(text, folder, place + ".log.gz", .gzip)
        case .zstd: return try write(text, folder, place + ".log.zst", .zstd)
        case .renamed: return try write(text, folder, "other/\(place)-of-old.ndjson", .plain)
        case .begun: return try write(Array(text.prefix(third)), folder, place + ".log", .plain)
        case .growing: return try write(Array(text.prefix(twoThirds + 40)), folder, place + ".log", .plain)
        case .cut:
            let path = try write(text, folder, place + "-cut.log.gz", .gzip)
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
            return path
        }
    }

    private func write(_ bytes: [UInt8], _ folder: URL, _ name: String, _ coding: ShardEntry.Coding) throws -> String {
        let file = folder.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let writer = try ShardWriter(path: file.path, coding: coding, level: 1)
        // With a sync point every now and then, so that a file cut in its middle has whole lines.
        for start in stride(from: 0, to: bytes.count, by: 4096) {
            try writer.write(Array(bytes[start..<min(bytes.count, start + 4096)]))
            try writer.flush()
        }
        try writer.finish()
        return file.path
    }
}
