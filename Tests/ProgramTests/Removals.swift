import Foundation
import Testing
import Workbench

/// A corpus on disk, stores of parts of it, and questions.
struct Removals {
    struct Removal {
        var name: String
        var gone: Set<String>
        /// A shard that keeps its first half.
        var cut: String?
        /// Whether what is left says that something is gone. A replica that left nothing, where others of its region
        /// are heard, is known to nobody; nor is an addendum.
        var canBeKnown = true
    }

    struct Answer: Decodable {
        struct Coverage: Decodable {
            var complete: Bool
        }
        var outcome: String
        var coverage: Coverage
    }

    /// 2026-09-15T12:30:00Z. In the middle of an hour: where the last lines are the first of an hour, each log that is
    /// quiet in that minute has no shard of it, and nobody knows.
    static let begins = 1_789_475_400.0

    let scratch: Scratch
    let logs: URL
    let truths: [OracleTruth]
    /// Below `logs`.
    let shards: Set<String>
    private let requestsOfShard: [String: [OracleTruth]]

    init(requests: Int) throws {
        scratch = try Scratch()
        logs = scratch.url.appendingPathComponent("logs")
        let made = try RunProgram(program: "corpus", timeLimitSeconds: 300).run(
            ["--requests", "\(requests)", "--shards", "24", "--seed", "5", "--start", "2026-09-15T12:30:00Z", "--out", logs.path])
        try #require(made.status == 0, "\(made.errors)")
        let file = scratch.url.appendingPathComponent("truth.ndjson")
        try FileManager.default.moveItem(at: logs.appendingPathComponent("truth.ndjson"), to: file)
        truths = try OracleTruth.read(file)
        var shards: Set<String> = []
        for case let name as String in FileManager.default.enumerator(atPath: logs.path) ?? .init() {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: logs.appendingPathComponent(name).path, isDirectory: &isFolder),
                !isFolder.boolValue
            {
                shards.insert(name)
            }
        }
        self.shards = shards
        var requestsOfShard: [String: [OracleTruth]] = [:]
        for truth in truths {
            for shard in Set(truth.lines.flatMap(\.places).map(Removals.shard)) {
                requestsOfShard[shard, default: []].append(truth)
            }
        }
        self.requestsOfShard = requestsOfShard
    }
}

extension Removals {
    /// `edge/a.log.gz` of `edge/a.log.gz:7`
    fileprivate static func shard(of place: String) -> String {
        place.lastIndex(of: ":").map { String(place[..<$0]) } ?? place
    }

    /// A UUID that carries its time. https://www.rfc-editor.org/rfc/rfc9562#section-5.7
    static func version7(at seconds: Double, _ random: inout some RandomNumberGenerator) -> String {
        let digits = String(UInt64(seconds * 1000), radix: 16)
        let time = String(repeating: "0", count: max(0, 12 - digits.count)) + digits
        func some(_ count: Int) -> String {
            (0..<count).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }.joined()
        }
        return "\(time.prefix(8))-\(time.dropFirst(8))-7\(some(3))-8\(some(3))-\(some(12))"
    }

    /// A store of some shards, of which everything that has no rhythm is declared.
    func load(_ some: Set<String>, cut: String? = nil) throws -> String {
        let folder = scratch.url.appendingPathComponent(UUID().uuidString)
        let files = FileManager.default
        for shard in some {
            let copy = folder.appendingPathComponent("logs/\(shard)")
            try files.createDirectory(at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
            let shardOfAll = logs.appendingPathComponent(shard)
            if shard == cut {
                let lines = try Tool.output(["zcat", shardOfAll.path]).split(separator: 10, omittingEmptySubsequences: true)
                let half = lines.prefix(lines.count / 2).flatMap { $0 + [10] }
                try Tool.output(["gzip", "-c"], input: Data(half)).write(to: copy)
            } else {
                try files.linkItem(at: shardOfAll, to: copy)
            }
        }
        let store = folder.appendingPathComponent("store").path
        let loaded = try RunProgram(timeLimitSeconds: 300).run([
            "ingest", "--no-requests", "--store", store, folder.appendingPathComponent("logs").path,
        ])
        try #require(loaded.status == 0, "\(loaded.errors.suffix(2000))")
        let expected = try RunProgram().run(["expect", "--store", store, "gitlab.rails", "--every", "1d", "--shards", "4"])
        try #require(expected.status == 0, "\(expected.errors)")
        return store
    }

    func ask(_ ids: [String], _ store: String) throws -> [Answer] {
        guard !ids.isEmpty else { return [] }
        let answered = try RunProgram(timeLimitSeconds: 300).run(
            ["route", "--json", "--store", store, "-"], input: Data((ids.joined(separator: "\n") + "\n").utf8))
        return try answered.outputBytes.split(separator: 10).map { try JSONDecoder().decode(Answer.self, from: $0) }
    }

    func coverage(_ store: String) throws -> Int32 { try RunProgram().run(["coverage", "--store", store]).status }

    /// As many as tell.
    func ids(of removal: Removal) -> [String] {
        let truths = (removal.gone.union(removal.cut.map { [$0] } ?? [])).flatMap { requestsOfShard[$0] ?? [] }
        return Array(Set(truths.flatMap(\.asks).map(\.text).filter { !$0.contains("\n") })).sorted().prefix(120).map { $0 }
    }

    /// For some requests whose lines are gone: whether the list of their customer's requests around them claims to be
    /// whole.
    func finds(of removal: Removal, _ store: String) throws -> [Bool] {
        let truths = removal.gone.sorted().flatMap { requestsOfShard[$0] ?? [] }.prefix(2)
        return try truths.compactMap { truth -> Bool? in
            guard let instance = truth.customer_instance, let started = truth.started else { return nil }
            let found = try RunProgram().run(
                ["find", "--json", "--store", store, "--instance", instance, "--around", started, "--within", "5m"])
            return found.output.contains(#""total_is_exact":true"#) || found.status == 1
        }
    }

    /// Every shard that has a line of a request.
    var all: [Removal] {
        shards.filter { requestsOfShard[$0] != nil }.sorted().map { shard in
            Removal(name: shard, gone: [shard], canBeKnown: !shard.contains("_A"))
        } + some.filter { $0.gone.count != 1 }
    }

    /// Of each source the first shard, one in the middle and the last; of the gateway also a tail, a replica and a
    /// region.
    var some: [Removal] {
        let told = shards.filter { requestsOfShard[$0] != nil && !$0.contains("_A") }.sorted()
        var removals: [Removal] = []
        for source in ["edge", "balancer", "cloud_run", "gateway", "gitlab/run", "gitlab/rails"] {
            let own = told.filter { $0.hasPrefix(source) }
            for (place, shard) in [("first", own.first), ("middle", own.dropFirst(own.count / 2).first), ("last", own.last)] {
                if let shard { removals.append(Removal(name: "\(source), \(place) shard", gone: [shard])) }
            }
        }
        let gateway = told.filter { $0.hasPrefix("gateway/") }
        if let last = gateway.last { removals.append(Removal(name: "the tail of a replica", gone: [], cut: last)) }
        for region in ["us-east4", "europe-west3"] {
            removals.append(Removal(name: "all of gateway/\(region)", gone: shards.filter { $0.hasPrefix("gateway/\(region)/") }))
        }
        if let one = gateway.first, let name = one.split(separator: "/").last?.prefix(36) {
            removals.append(
                Removal(
                    name: "a replica, others of its region are there", gone: shards.filter { $0.contains(name) }, canBeKnown: false)
            )
        }
        return removals
    }
}
