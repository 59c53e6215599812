import Foundation
import LogIngest
import LogRecords
import StoreContract
import Testing

/// A folder into which others copy, move and delete while it is read.
struct ChangingSpoolTests {
    private let folder: ShardFolder
    private let store = InMemoryStore()

    init() throws {
        folder = try ShardFolder()
        for shard in 0..<4 { try folder.write(ShardFolder.lines(shard * 100..<shard * 100 + 50), to: "\(shard).log") }
    }

    /// Walks the folder, lets it change, and reads.
    private func load(after change: () throws -> Void) throws -> IngestSummary {
        let ingest = Ingest([folder.path], options: IngestOptions(now: testClock, readers: 2))
        try change()
        return try ingest.run(into: store)
    }

    @Test func `a shard that vanishes is said, and the others are loaded`() throws {
        let summary = try load { folder.remove("2.log") }
        #expect(summary.shards.failed == 1)
        #expect(summary.failures.contains { $0.path.hasSuffix("2.log") == true })
        #expect(visibleLines(of: store) == 150)
    }

    @Test func `a shard that is renamed meanwhile is found by the next load, once`() throws {
        _ = try load { try folder.move("1.log", to: "moved.log") }
        #expect(visibleLines(of: store) == 150)
        _ = try load {}
        #expect(visibleLines(of: store) == 200)
    }

    @Test func `a shard that grows after the walk is read as it is, and goes on later`() throws {
        _ = try load { try folder.write(ShardFolder.lines(0..<80), to: "0.log") }
        #expect(visibleLines(of: store) == 230)
        try folder.write(ShardFolder.lines(0..<90), to: "0.log")
        _ = try load {}
        #expect(visibleLines(of: store) == 240)
    }

    @Test func `a shard that is replaced meanwhile is what it is when it is opened`() throws {
        _ = try load { try folder.write(ShardFolder.lines(5000..<5007), to: "3.log") }
        #expect(visibleLines(of: store) == 157)
        try folder.write(ShardFolder.lines(300..<350), to: "3.log")
        _ = try load {}
        #expect(visibleLines(of: store) == 207)
    }

    @Test func `a file half copied serves its whole lines, and the rest once it is there`() throws {
        let whole = ShardFolder.lines(1000..<1200)
        try folder.write(String(whole.prefix(whole.count / 2)), to: "copied.log")
        _ = try load {}
        #expect((201..<400).contains(visibleLines(of: store)))
        try folder.write(whole, to: "copied.log")
        _ = try load {}
        #expect(visibleLines(of: store) == 400)
    }

    @Test func `files from the future are read again and again, and add nothing`() throws {
        for shard in 0..<4 {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: 3_000_000)], ofItemAtPath: folder.path + "/\(shard).log")
        }
        _ = try load {}
        let second = try load {}
        #expect(second.shards.known == 4)
        #expect(second.tally.lines == 0)
        #expect(visibleLines(of: store) == 200)
    }
}
