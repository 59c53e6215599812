import Foundation
import LogRecords
import LogShards
import StoreContract
import Testing

@testable import LogIngest

/// Shards that fail, night after night.
struct FailureTests {
    private static let garbage = "2026-09-15 12:00:01 INFO begun\n2026-09-15 12:00:02 INFO done\n"

    private func standings(_ summary: IngestSummary) -> [String: IngestFailure.Standing] {
        summary.failures.reduce(into: [:]) { $0[String($1.path.split(separator: "/").last ?? "")] = $1.standing }
    }

    @Test func `what fails is new in the first night and old in the next, by its bytes`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        try folder.write(ShardFolder.lines(0..<3), to: "a.log")
        try folder.write(Self.garbage, to: "b.log")
        try folder.write("", to: "empty.log")
        let first = try load([folder.path], into: store)
        #expect(standings(first) == ["b.log": .new, "empty.log": .new])
        #expect((first.shards.new, first.shards.failed, first.shards.found) == (1, 2, 3))
        // Under another name it is the same file; other bytes under its name, and another empty file, are news.
        try folder.move("b.log", to: "c.log")
        try folder.write("2026-09-15 11:59:59 INFO other\n" + Self.garbage, to: "b.log")
        try folder.write("", to: "other-empty.log")
        let second = standings(try load([folder.path], into: store))
        let since = try #require(store.failures.values.first?.first)
        #expect(second == ["b.log": .new, "c.log": .old(since: since), "empty.log": .old(since: since), "other-empty.log": .new])
    }

    @Test func `a log without a record that grows is the same failure, and says by how much it grew`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        var text = Self.garbage
        try folder.write(text, to: "b.log")
        _ = try load([folder.path], into: store)
        let since = try #require(store.failures.values.first?.first)
        for (added, whats) in [
            ("2026-09-15 12:00:03 INFO more\n", ["grew by 1 line, and none of its 3", "none of its 3 lines"]),
            (
                "2026-09-15 12:00:04 INFO more\n2026-09-15 12:00:05 INFO mo",
                ["grew by 2 lines, and none of its 5", "none of its 5 lines"]
            ),
        ] {
            text += added
            try folder.write(text, to: "b.log")
            // Grown in the one night, as it was in the next.
            for what in whats {
                let summary = try load([folder.path], into: store, recheck: true)
                #expect(standings(summary) == ["b.log": .old(since: since)])
                #expect(summary.failures.first?.explanation.what.hasPrefix(what + " ") == true, "\(summary.failures)")
                #expect(
                    (summary.shards.failed, summary.shards.continued, summary.shards.known, summary.shards.found) == (1, 0, 0, 1))
                #expect(summary.tally.balances)
            }
        }
        #expect(store.failures.count == 1)
        for content in store.failures.keys { store.failures[content]?.acknowledged = Instant(nanoseconds: 1) }
        try folder.write(text + "re\n", to: "b.log")
        #expect(try load([folder.path], into: store, recheck: true).acknowledged == 1)
        // What has a record now is none any more, and does not become one again by a bad line.
        for (added, new) in [("re\n" + ShardFolder.lines(0..<2), Int64(2)), ("INFO bad\n", 0)] {
            text += added
            try folder.write(text, to: "b.log")
            let summary = try load([folder.path], into: store, recheck: true)
            #expect(summary.failures.isEmpty && summary.shards.continued == 1 && summary.tally.stored == new)
            #expect(try load([folder.path], into: store, recheck: true).shards.known == 1)
        }
        // Half its lines good from the beginning: growing badly is no failure either.
        try folder.write(ShardFolder.lines(5..<6) + "bad\n", to: "c.log")
        _ = try load([folder.path], into: store)
        try folder.write(ShardFolder.lines(5..<6) + "bad\nbad\n", to: "c.log")
        #expect(try load([folder.path], into: store, recheck: true).failures.isEmpty)
    }

    @Test func `what was rejected under another limit, or by an earlier version, is loaded once it can be read`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        func load(longestLine: Int = ShardLimits.usualLongestLine) throws -> IngestSummary {
            try Ingest(
                [folder.path], options: IngestOptions(now: testClock, readers: 1, limits: ShardLimits(longestLine: longestLine))
            ).run(into: store)
        }
        try folder.write(ShardFolder.lines(0..<5), to: "a.log")
        for _ in 0..<2 { #expect(try load(longestLine: 10).failures.count == 1) }
        let summary = try load()
        #expect(summary.failures.isEmpty && summary.shards.new == 1 && summary.tally.stored == 5)
        #expect(visibleLines(of: store) == 5)
        #expect(try load().shards.known == 1)
        #expect(visibleLines(of: store) == 5)
    }

    @Test func `a shard without a record does not stand for the time that its name tells`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        for (number, start) in ["1030", "1035", "1040"].enumerated() {
            let end = "\((Int(start) ?? 0) + 5)"
            let text = number == 1 ? Self.garbage : ShardFolder.lines(number..<number + 1)
            try folder.write(text, to: "edge/20260921T\(start)00Z_20260921T\(end)00Z_aa\(number).log")
        }
        _ = try load([folder.path], into: store)
        #expect(store.shards().map { $0.rhythm != nil }.sorted { !$0 && $1 } == [false, true, true])
    }

    @Test func `a shard without a record is left out by its source, and named`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        try folder.write(ShardFolder.lines(0..<3), to: "a.log")
        try folder.write(Self.garbage, to: "b.log")
        // Its first record is behind the first block.
        try folder.write(String(repeating: Self.garbage, count: 100) + ShardFolder.lines(5..<6), to: "c.log")
        try folder.write(#"{"records":["# + ShardFolder.line(9) + "]}\n", to: "d.log")
        for (sources, leftOut, stored) in [(["cloudflare.http_requests"], 1, Int64(5)), (["gitlab.rails"], 4, 0)] {
            var options = IngestOptions(now: testClock, readers: 1, limits: ShardLimits(blockBytes: 1024, inputBytes: 512))
            options.sources = Set(sources)
            let summary = try Ingest([folder.path], options: options).run(into: sources.count == leftOut ? store : InMemoryStore())
            #expect(summary.shards.leftOut == leftOut && summary.tally.stored == stored && summary.failures.isEmpty)
            #expect(summary.notes == [.noRecord(path: folder.path + "/b.log")])
        }
    }

    @Test func `a damaged shard, a refused one and one that cannot be opened are known again`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        var bytes = Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
        bytes.append(Data(repeating: 7, count: 99))
        try folder.write(bytes, to: "damaged.gz")
        try folder.write(Self.garbage, to: "refused.log")
        var options = IngestOptions(now: testClock, readers: 2)
        options.mostBad = 0.01
        for isOld in [false, true] {
            let summary = try Ingest([folder.path], options: options).run(into: store)
            #expect(summary.failures.count == 2 && summary.shards.failed == 2)
            #expect(summary.newFailures.isEmpty == isOld && summary.oldFailures.isEmpty != isOld)
        }
        #expect(store.failures.count == 2)
    }

    @Test func `what is acknowledged is counted, and a path that is not there is always new`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        try folder.write(Self.garbage, to: "b.log")
        _ = try load([folder.path], into: store)
        for content in store.failures.keys { store.failures[content]?.acknowledged = Instant(nanoseconds: 1) }
        for _ in 0..<2 {
            let summary = try load([folder.path, folder.path + "/nowhere"], into: store)
            #expect(summary.acknowledged == 1 && summary.oldFailures.isEmpty)
            #expect(summary.newFailures.map { String($0.path.suffix(8)) } == ["/nowhere"])
            #expect(summary.told.map(\.standing) == [.new, .acknowledged])
        }
    }

    @Test func `a document is skipped and stays out of the ledger`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        try folder.write("{\n  \"name\": \"x\",\n  \"version\": 1\n}\n", to: "package.json")
        try folder.compress("---\na: 1\nb:\n  - 2\n", to: "settings.yaml.gz")
        let summary = try load([folder.path], into: store)
        #expect((summary.shards.skipped, summary.shards.failed, summary.shards.found) == (2, 0, 2))
        #expect(summary.failures.isEmpty && store.shards().isEmpty && summary.tally.lines == 0)
        #expect(summary.notes.map(\.code) == [.skipped, .skipped])
    }

    @Test func `a load says when it was, and how many shards and records each source brought`() throws {
        let (folder, store) = (try ShardFolder(), InMemoryStore())
        try folder.write(ShardFolder.lines(0..<3), to: "a.log")
        try folder.write(ShardFolder.lines(10..<14), to: "b.log")
        let summary = try load([folder.path], into: store)
        #expect(summary.sources.map(\.shards) == [2] && summary.sources.map(\.records) == [7])
        let (begun, ended) = (try #require(summary.run.begun), try #require(summary.run.ended))
        #expect(begun <= ended)
    }
}
