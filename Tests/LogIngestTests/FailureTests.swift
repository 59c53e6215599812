import Foundation
import LogRecords
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
