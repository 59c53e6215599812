import Foundation
import LogRecords

/// Makes a corpus: lives the requests, lets every vantage write them, and keeps the truth.
struct Corpus {
    let options: CorpusOptions

    /// What was made, as the command says it.
    struct Summary {
        var requests = 0
        var lines = 0
        var shards = 0
        var bytes: Int64 = 0
        /// Files that were open at once.
        var mostOpen = 0
    }

    /// Writes the folder; `progress` hears of the requests made, now and then.
    func make(progress: (Int) -> Void) throws -> Summary {
        let world = World(seed: options.seed, replicaCount: GatewayLines.replicaCount(forShards: options.shards))
        var teller = StoryTeller(
            world: world, seed: options.seed, requestCount: options.requests, start: options.start, days: options.days,
            onlyGateway: options.onlyGateway)
        let files = ShardFiles(folder: options.folder, plan: FaultPlan(seed: options.seed, isOn: options.hasFaults))
        try FileManager.default.createDirectory(atPath: options.folder, withIntermediateDirectories: true)
        let span = TimeRange(
            from: Instant(nanoseconds: teller.moment(0)), to: Instant(nanoseconds: teller.moment(options.requests)))
        let truth = options.hasTruth ? try truthQueue(over: span) : nil
        var vantages = Vantages(world: world, options: options)
        var summary = Summary()
        let teller0 = teller
        while true {
            let now = teller.moment(teller.told)
            guard let story = teller.next() else { break }
            try vantages.advance(to: now, files: files)
            let lines = try vantages.write(story, files: files, at: teller0.moment)
            truth?.write(story, lines)
            summary.requests += story.requests.count
            summary.lines += lines.count
            if summary.requests % 1000 < story.requests.count { progress(summary.requests) }
        }
        try vantages.finish(at: span.to.nanoseconds, files: files, moment: teller0.moment)
        try files.finish()
        try truth?.finish()
        summary.shards = files.shardCount
        summary.bytes = files.byteCount
        summary.mostOpen = files.mostOpen
        return summary
    }

    private func truthQueue(over span: TimeRange) throws -> TruthQueue {
        TruthQueue(
            try TruthWriter(path: "\(options.folder)/truth.ndjson", seed: options.seed, hasFaults: options.hasFaults, span: span))
    }

    /// One stream of gateway records, for sizes that should not lie on a disk: nothing is kept.
    func stream(to output: FileHandle) throws {
        let world = World(seed: options.seed, replicaCount: GatewayLines.replicaCount(forShards: options.shards))
        var teller = StoryTeller(
            world: world, seed: options.seed, requestCount: options.requests, start: options.start, days: options.days,
            onlyGateway: true)
        let gateway = GatewayLines(world: world, shardCount: options.shards, requestCount: options.requests)
        let limit = 1 << 20
        var buffer: [UInt8] = []
        buffer.reserveCapacity(limit + 65_536)
        while let story = teller.next() {
            for request in story.requests {
                for hop in request.hops {
                    guard let replica = hop.replica else { continue }
                    gateway.encode(request, hop, replica: replica, into: &buffer)
                }
            }
            guard buffer.count >= limit else { continue }
            try output.write(contentsOf: buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try output.write(contentsOf: buffer)
    }
}

/// All who write about a request.
private struct Vantages {
    let options: CorpusOptions
    let world: World
    let gateway: GatewayLines
    var edge = EdgeLines()
    var google: GoogleLines
    var gitlab: GitLabLines
    var monolith = MonolithLines()
    private var nextProbe: Int64 = 0

    init(world: World, options: CorpusOptions) {
        self.options = options
        self.world = world
        gateway = GatewayLines(world: world, shardCount: options.shards, requestCount: options.requests)
        google = GoogleLines(world: world)
        gitlab = GitLabLines(world: world)
    }

    mutating func advance(to now: Int64, files: ShardFiles) throws {
        guard !options.onlyGateway else { return }
        try edge.openWindows(until: now, files: files)
        while nextProbe <= now {
            if nextProbe == 0 { nextProbe = now }
            for region in World.regions { try gitlab.writeProbe(region: region, at: nextProbe, files: files) }
            nextProbe += 10 * Instant.minute
            try files.close(before: min(nextProbe, now))
        }
        // Last, for the probes of a quiet hour are written when it has passed.
        try files.close(before: now)
    }

    mutating func write(_ story: Story, files: ShardFiles, at moment: (Int) -> Int64) throws -> [WrittenLine] {
        var lines: [WrittenLine] = []
        for (owner, request) in story.requests.enumerated() {
            for hop in request.hops.indices {
                if let line = try gateway.write(request, hopNumber: hop, owner: owner, into: files, at: moment) {
                    lines.append(line)
                }
            }
            guard !options.onlyGateway else { continue }
            lines += try edge.write(request, owner: owner, files: files)
            lines += try google.write(request, owner: owner, files: files)
            lines += try gitlab.write(request, owner: owner, files: files)
            lines += try monolith.write(request, owner: owner, files: files)
        }
        return lines
    }

    mutating func finish(at end: Int64, files: ShardFiles, moment: (Int) -> Int64) throws {
        try gateway.finish(files: files, at: moment)
        if !options.onlyGateway { try edge.openWindows(until: end, files: files) }
    }
}
