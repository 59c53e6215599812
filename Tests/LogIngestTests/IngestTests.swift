import Foundation
import LogIngest
import LogRecords
import LogShards
import StoreContract
import Testing
import Workbench

struct IngestTests {
    @Test(arguments: [1, 2, 5]) func `every line of a folder becomes a row, whoever reads it`(readers: Int) throws {
        let folder = try ShardFolder()
        for shard in 0..<7 { try folder.write(ShardFolder.lines(shard * 1000..<shard * 1000 + 900), to: "edge/\(shard).log") }
        try folder.compress(ShardFolder.lines(8000..<18_000), to: "edge/big.log.gz")
        let store = InMemoryStore()
        let summary = try load([folder.path], into: store, readers: readers)
        #expect(summary.tally.lines == 16_300)
        #expect(summary.tally.stored == 16_300)
        #expect(summary.shards.new == 8)
        #expect(summary.failures.isEmpty)
        #expect(visibleLines(of: store) == 16_300)
        #expect(summary.sources.map(\.name) == ["cloudflare.http_requests"])
        #expect(summary.sources.first?.records == 16_300)
    }

    @Test func `shards for whose windows there is no memory left are read one after the other`() throws {
        let folder = try ShardFolder()
        for shard in 0..<6 {
            // A frame with a window of 16 MiB and one raw block.
            let text = Array(ShardFolder.lines(shard * 100..<shard * 100 + 50).utf8)
            let size = UInt32(text.count) << 3 | 1
            let head: [UInt8] =
                [0x28, 0xB5, 0x2F, 0xFD, 0x00, 14 << 3] + (0..<3).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }
            try folder.write(Data(head + text), to: "\(shard).log.zst")
        }
        var limits = ShardLimits()
        limits.windows = WindowBudget(bytes: 0)
        let summary = try Ingest([folder.path], options: IngestOptions(now: testClock, readers: 4, limits: limits)).run(
            into: InMemoryStore())
        #expect(summary.failures.isEmpty)
        #expect(summary.shards.new == 6)
        #expect(summary.tally.stored == 300)
    }

    @Test func `the tally balances over lines of every kind`() throws {
        let folder = try ShardFolder()
        let text =
            ShardFolder.lines(0..<3) + "\n  \nnot json\n[1,2]\n{\"a\":1}\n" + ShardFolder.lines(3..<4)
            + #"{"RayID":"8c38000000000009","EdgeColoCode":"IAD"}"# + "\n" + String(repeating: "x", count: 2 << 20) + "\n"
        try folder.write(text, to: "mixed.log")
        let summary = try load([folder.path], into: InMemoryStore())
        #expect(summary.tally.balances)
        #expect(summary.tally.stored == 4)
        #expect(summary.tally.blank == 2)
        #expect(summary.tally.rejected == summary.rejections.values.reduce(0) { $0 + $1.count })
        #expect(summary.rejections[.tooLong]?.count == 1)
        let first = summary.rejections[.notJSON]?.first.first
        #expect(first?.shard == "mixed.log")
        #expect(first?.line == 6)
        #expect(first?.offset == place(of: "not json", in: text))
        #expect(summary.tally.lines == 11)
        #expect(summary.tally.bytes == Int64(text.utf8.count))
    }

    @Test func `the same folder twice changes nothing`() throws {
        let folder = try ShardFolder()
        try folder.write(ShardFolder.lines(0..<10), to: "a.log")
        try folder.compress(ShardFolder.lines(10..<30), to: "b.log.gz")
        let store = InMemoryStore()
        _ = try load([folder.path], into: store)
        let second = try load([folder.path], into: store)
        #expect(second.shards.known == 2)
        #expect(second.tally.lines == 0)
        #expect(visibleLines(of: store) == 30)
    }

    @Test func `renamed and compressed otherwise it is the same shard`() throws {
        let folder = try ShardFolder()
        let text = ShardFolder.lines(0..<50)
        let store = InMemoryStore()
        try folder.compress(text, to: "a.log.gz")
        _ = try load([folder.path], into: store)
        try folder.compress(text, to: "b.log.zst")
        try folder.move("a.log.gz", to: "c.log.gz")
        try folder.write(text, to: "d.log")
        let second = try load([folder.path], into: store)
        #expect(second.shards.known == 3)
        #expect(second.shards.new == 0)
        #expect(visibleLines(of: store) == 50)
    }

    @Test func `copies met by several readers at once are loaded once`() throws {
        let folder = try ShardFolder()
        let text = ShardFolder.lines(0..<2000)
        for copy in 0..<6 { try folder.write(text, to: "\(copy).log") }
        let store = InMemoryStore()
        let summary = try load([folder.path], into: store, readers: 6)
        #expect(summary.shards.new == 1)
        #expect(summary.shards.known == 5)
        #expect(visibleLines(of: store) == 2000)
    }

    @Test func `the beginning of a shard met at once with the whole adds no line twice`() throws {
        for _ in 0..<5 {
            let folder = try ShardFolder()
            try folder.write(ShardFolder.lines(0..<1000), to: "long.log")
            try folder.write(ShardFolder.lines(0..<400), to: "short.log")
            let store = InMemoryStore()
            let summary = try load([folder.path], into: store, readers: 2)
            #expect(summary.tally.stored == 1000)
            #expect(summary.failures.isEmpty)
            #expect(visibleLines(of: store) == 1000)
        }
    }

    @Test func `a file that grew goes on after its last known line`() throws {
        let folder = try ShardFolder()
        let store = InMemoryStore()
        for end in [100, 250, 251] {
            try folder.write(ShardFolder.lines(0..<end), to: "grows.log")
            _ = try load([folder.path], into: store)
        }
        let shards = store.shards()
        #expect(shards.map(\.firstVisibleLine) == [1, 101, 251])
        #expect(shards.map(\.tally.lines) == [100, 150, 1])
        #expect(visibleLines(of: store) == 251)
        #expect(visibleLines(of: store) == 251)
    }

    @Test func `a last line that was still being written counts once it is whole`() throws {
        let folder = try ShardFolder()
        let store = InMemoryStore()
        let whole = ShardFolder.lines(0..<6)
        try folder.write(String(whole.dropLast(30)), to: "grows.log")
        let first = try load([folder.path], into: store)
        #expect(first.tally.stored == 5)
        try folder.write(whole, to: "grows.log")
        let second = try load([folder.path], into: store)
        #expect(second.shards.continued == 1)
        #expect(second.tally.stored == 1)
        #expect(visibleLines(of: store) == 6)
    }

    @Test func `a shard cut short serves its whole lines and the whole one continues it`() throws {
        let folder = try ShardFolder()
        let store = InMemoryStore()
        let path = try folder.compress(ShardFolder.lines(0..<5000), to: "cut.log.gz")
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        try folder.write(data.prefix(data.count / 2), to: "cut.log.gz")
        let first = try load([folder.path], into: store)
        #expect(first.shards.truncated == 1)
        #expect(first.tally.rejected == 0)
        #expect((1..<5000).contains(Int(first.tally.stored)))
        try folder.write(data, to: "cut.log.gz")
        let second = try load([folder.path], into: store)
        #expect(second.shards.continued == 1)
        #expect(first.tally.stored + second.tally.stored == 5000)
        #expect(visibleLines(of: store) == 5000)
    }

    @Test func `a short copy is known by comparing with the longer shard, and refused when that is gone`() throws {
        let folder = try ShardFolder()
        let store = InMemoryStore()
        try folder.write(ShardFolder.lines(0..<100), to: "long.log")
        _ = try load([folder.path], into: store)
        try folder.write(ShardFolder.lines(0..<60), to: "short.log")
        #expect(try load([folder.path], into: store).shards.known == 2)
        folder.remove("long.log")
        try folder.write(ShardFolder.lines(0..<50), to: "short.log")
        let refused = try load([folder.path], into: store)
        #expect(refused.shards.failed == 1)
        #expect(refused.failures.first?.explanation.what.contains("long.log") == true)
        #expect(visibleLines(of: store) == 100)
    }

    @Test func `a different shard that begins with the same line is new`() throws {
        let folder = try ShardFolder()
        let store = InMemoryStore()
        try folder.write(ShardFolder.lines(0..<100), to: "a.log")
        _ = try load([folder.path], into: store)
        try folder.write(ShardFolder.line(0) + "\n" + ShardFolder.lines(200..<210), to: "b.log")
        #expect(try load([folder.path], into: store).shards.new == 1)
        #expect(visibleLines(of: store) == 111)
    }

    @Test func `a damaged shard leaves nothing, and the others are loaded`() throws {
        let folder = try ShardFolder()
        let path = try folder.compress(ShardFolder.lines(0..<20_000), to: "bad.log.gz")
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        data[data.count - 9] ^= 4
        try folder.write(data, to: "bad.log.gz")
        try folder.write(ShardFolder.lines(30_000..<30_010), to: "good.log")
        let store = InMemoryStore()
        let summary = try load([folder.path], into: store)
        #expect(summary.shards.failed == 1)
        #expect(summary.shards.new == 1)
        #expect(summary.tally.lines == 10)
        #expect(visibleLines(of: store) == 10)
    }

    @Test func `a file that was left in peace is not opened again unless asked`() throws {
        // A fixture, since nobody can set back the time of a file's last change.
        let fixture = Repository.url("Fixtures/ingest/edge.log").path
        let store = HintStore()
        let summary = try Ingest([fixture], options: IngestOptions(now: testClock, readers: 1)).run(into: store)
        #expect(summary.shards.known == 1)
        #expect(store.hintsAsked.map(\.path) == [fixture])
        #expect(store.shardsBegun == 0)
        let again = try Ingest([fixture], options: IngestOptions(now: testClock, readers: 1, recheck: true)).run(into: store)
        #expect(again.shards.new == 1)
        #expect(again.tally.stored == 3)
    }

    @Test func `a file that has just changed is read whatever it looks like`() throws {
        let folder = try ShardFolder()
        try folder.write(ShardFolder.lines(0..<5), to: "a.log")
        let store = HintStore()
        _ = try Ingest([folder.path], options: IngestOptions(now: testClock, readers: 1)).run(into: store)
        #expect(store.hintsAsked.isEmpty)
        #expect(store.shardsBegun == 1)
    }

    @Test func `when the store fails the run fails with the store's own words`() throws {
        let folder = try ShardFolder()
        for shard in 0..<8 { try folder.write(ShardFolder.lines(shard * 9000..<shard * 9000 + 9000), to: "\(shard).log") }
        let store = HintStore(failsAtAppend: 3)
        #expect(throws: HintStore.DiskIsFull.self) {
            try Ingest([folder.path], options: IngestOptions(now: testClock, readers: 3)).run(into: store)
        }
        #expect(!store.published)
    }

    @Test func `a run that is stopped keeps what ended and the next one goes on`() throws {
        let folder = try ShardFolder()
        for shard in 0..<20 { try folder.write(ShardFolder.lines(shard * 10..<shard * 10 + 10), to: "\(shard).log") }
        let store = InMemoryStore()
        let stop = StopSwitch()
        stop.turnOn()
        let stopped = try load([folder.path], into: store, stop: stop)
        #expect(stopped.notTaken == 20)
        let second = try load([folder.path], into: store)
        #expect(second.shards.new == 20)
        #expect(visibleLines(of: store) == 200)
    }

    @Test func `of many rejected lines the first thousand are remembered and all counted`() throws {
        let folder = try ShardFolder()
        try folder.write(ShardFolder.lines(0..<1) + String(repeating: "nonsense\n", count: 3000), to: "a.log")
        let store = InMemoryStore()
        let summary = try load([folder.path], into: store)
        #expect(summary.tally.rejected == 3000)
        #expect(store.problems(ofShard: 1).count == LineProblem.mostRemembered)
        #expect(store.problems(ofShard: 1).first?.line == 2)
    }

    private func place(of part: String, in text: String) -> Int64 {
        Int64(text.utf8.distance(from: text.startIndex, to: text.range(of: part)?.lowerBound ?? text.startIndex))
    }
}
