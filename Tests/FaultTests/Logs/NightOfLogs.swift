import Foundation
import OddValues
import Workbench

/// Some forty shards of every source in all their states, made once: what lay there in the evening, and what lies there
/// in the night.
///
/// In the evening a part is missing, and of some shards only the beginning is there; in the night these are whole, some
/// in another coding, and some lie there a second time under another name.
final class NightOfLogs: Sendable {
    struct NoCorpus: Error { var errors: String }

    let scratch: Scratch
    var night: String { scratch.path("logs") }
    var evening: String { scratch.path("evening") }

    /// The same for all tests: making it takes longer than loading it.
    static let shared = Result { try NightOfLogs(requests: Dice.count(700, soak: 2000)) }

    private init(requests: Int) throws {
        scratch = try Scratch()
        let made = try BuiltProgram.run(
            ["--requests", "\(requests)", "--seed", "11", "--shards", "8", "--faults", "--out", scratch.path("corpus")],
            program: "corpus")
        guard made.status == 0 else { throw NoCorpus(errors: made.errors) }
        let picked = NightOfLogs.picked(from: scratch.listing("corpus"), in: scratch.url.appending(path: "corpus"))
        for (number, name) in picked.enumerated() {
            let data = try Data(contentsOf: scratch.url.appending(path: "corpus/" + name))
            try dealOut(data, name, number)
        }
        scratch.remove("corpus")
    }

    /// All gateway shards, some copies, and the largest of each other source: few files with many lines.
    private static func picked(from listing: [String], in folder: URL) -> [String] {
        let files = listing.filter { !$0.hasSuffix("truth.ndjson") && isFile(folder.appending(path: $0)) }
        var picked =
            files.filter { $0.hasPrefix("gateway/") } + files.filter { $0.hasPrefix("edge/") && $0.contains("/copy-") }.prefix(3)
        // Each copy beside what it is a copy of.
        picked += picked.filter { $0.contains("edge/") }.map { $0.replacingOccurrences(of: "/copy-", with: "/") }
        for source in ["edge/", "balancer/", "cloud_run/", "gitlab/"] {
            let sized = files.filter { $0.hasPrefix(source) && !picked.contains($0) }.map { (size(folder.appending(path: $0)), $0) }
            picked += sized.sorted { ($1.0, $0.1) < ($0.0, $1.1) }.prefix(7).map(\.1)
        }
        return picked.sorted()
    }

    private static func isFile(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    private static func size(_ url: URL) -> Int {
        (try? Data(contentsOf: url).count) ?? 0  // it was listed a moment ago
    }

    private func dealOut(_ data: Data, _ name: String, _ number: Int) throws {
        try write(data, "logs/" + name)
        // A shard that ends in the middle anyway is not cut a second time.
        switch number % 5 {
        case 0: try write(data, "evening/" + name)
        case 1: try write(data.prefix(data.count / 2), "evening/" + name)
        case 2:
            try write(data, "evening/" + name)
            try write(data, "logs/again-\(number)/" + name)
        case 3 where !name.hasSuffix(".gz"):
            // In the evening plain and growing, in the night whole and packed under another name.
            try write(data.prefix(data.count * 2 / 3), "evening/" + name)
            try write(packed("logs/" + name), "logs/" + name + ".zst")
            scratch.remove("logs/" + name)
        default: break
        }
    }

    private func write(_ data: Data, _ name: String) throws {
        let file = scratch.url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    private func packed(_ name: String) throws -> Data {
        _ = try BuiltProgram.run(["zstd", "-qf", scratch.path(name), "-o", scratch.path("packed")], program: "/usr/bin/env")
        return try Data(contentsOf: scratch.url.appending(path: "packed"))
    }
}
