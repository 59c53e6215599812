import Foundation
import LogIngest
import LogRecords
import LogShards
import OddValues
import StoreContract
import Testing
import TraceRoutes
import Workbench

@testable import CorpusMaker

/// Drift as it is told of whole nights: silent where shards are lost, late and cut, and heard where a field is gone.
@Suite struct CorpusDriftTests {
    private static func corpus(seed: UInt64, faults: Bool, in folder: Scratch) throws -> [ShardFile] {
        var options = CorpusOptions(start: (Instant(rfc3339: "2026-09-15T12:00:00Z") ?? Instant(nanoseconds: 0)).nanoseconds)
        (options.requests, options.days, options.seed) = (Dice.count(1500, soak: 6000), 2, seed)
        (options.hasTruth, options.hasFaults, options.folder) = (false, faults, folder.path)
        _ = try Corpus(options: options).make { _ in }
        return ShardWalk.find([folder.path]).files
    }

    private static func drift(of folder: Scratch) throws -> [FieldDrift] {
        let store = InMemoryStore()
        _ = try Ingest([folder.path], options: IngestOptions(now: testClock, readers: 2)).run(into: store)
        return try Tracer(store: store).drift(in: nil)
    }

    @Test func `nothing drifts in nights with lost, cut and repeated shards`() throws {
        for seed in 1...UInt64(Dice.count(2, soak: 10)) {
            let folder = try Scratch()
            _ = try Self.corpus(seed: seed, faults: true, in: folder)
            #expect(try Self.drift(of: folder) == [], "seed \(seed)")
        }
    }

    /// One of all lines, one of the lines of one log among several, one below the top.
    @Test func `a field that is gone from one day to the next is told, and no other`() throws {
        let folder = try Scratch()
        for shard in try Self.corpus(seed: 3, faults: false, in: folder) { try Self.rewrite(shard) }
        let found = try Self.drift(of: folder)
        #expect(
            Set(found.map { "\($0.source) \($0.path)" }) == [
                "cloudflare.http_requests EdgeColoCode", "gitlab.rails route", "google.load_balancer httpRequest.latency",
                "google.cloud_run httpRequest.latency",
            ])
        #expect(found.allSatisfy { $0.change == .vanished && "\($0.day)" == "2026-09-16" && $0.lines == 0 })
    }

    /// The shard without the fields from its second day on.
    private static func rewrite(_ shard: ShardFile) throws {
        let gone = #/"(?:EdgeColoCode|route|latency)":"[^"]*",?/#
        let laterDay = #/2026-09-1[67]/#
        let reader = try ShardReader(.file(path: shard.path))
        let isLater = shard.path.contains(#/2026/?09/?1[67]/#)
        var text = ""
        while let block = try reader.nextLines() {
            for line in block {
                let line = String(decoding: line.bytes, as: UTF8.self)
                text += (isLater || line.contains(laterDay) ? line.replacing(gone, with: "") : line) + "\n"
            }
        }
        try Data(text.replacing(",}", with: "}").utf8).write(to: URL(filePath: shard.path))
    }
}
