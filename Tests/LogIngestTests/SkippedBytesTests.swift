import Foundation
import LogIngest
import LogRecords
import LogShards
import StoreContract
import Testing
import Workbench

/// What is no line costs no line, and is counted.
@Suite struct SkippedBytesTests {
    private let folder: ShardFolder
    private static let lines = EdgeLine.texts(0..<3)

    init() throws { folder = try ShardFolder() }

    private static func nuls(_ count: Int) -> String { String(repeating: "\0", count: count) }

    private func load(_ bytes: Data, _ name: String = "a.log") throws -> (
        tally: Tally, summary: IngestSummary, store: InMemoryStore
    ) {
        try folder.write(bytes, to: name)
        let store = InMemoryStore()
        let summary = try LogIngestTests.load([folder.path], into: store)
        folder.remove(name)
        #expect(summary.tally.balances)
        return (summary.tally, summary, store)
    }

    /// Plain, as gzip and as zstd.
    private func hold(_ text: String, stored: Int64, rejected: Int64 = 0, _ skipped: SkippedBytes) throws {
        for coding in ["", ".gz", ".zst"] {
            let path = coding.isEmpty ? try folder.write(text, to: "made.log") : try folder.compress(text, to: "made.log" + coding)
            let bytes = try Data(contentsOf: URL(filePath: path))
            folder.remove("made.log" + coding)
            let found = try load(bytes)
            #expect(found.tally.stored == stored, "\(coding)")
            #expect(found.tally.rejected == rejected, "\(coding)")
            #expect(found.tally.skipped == skipped, "\(coding)")
            #expect(found.store.shards().first?.tally.skipped == skipped)
            #expect(found.summary.isImperfect == (skipped.lost > 0 || rejected > 0))
        }
    }

    @Test(arguments: [64, 5000, 3_000_000]) func `NULs cost no line, wherever they lie`(count: Int) throws {
        let (nuls, all) = (Self.nuls(count), Int64(count))
        try hold(nuls + Self.lines, stored: 3, SkippedBytes(count: all, padding: 0))
        try hold(Self.lines + nuls, stored: 3, SkippedBytes(count: all, padding: all))
        try hold(EdgeLine.texts(0..<1) + nuls + EdgeLine.texts(1..<3), stored: 3, SkippedBytes(count: all, padding: 0))
        try hold(EdgeLine.texts(0..<1) + nuls + "\n" + EdgeLine.texts(1..<3), stored: 3, SkippedBytes(count: all, padding: 0))
        try hold(EdgeLine.text(0) + nuls + "\n" + EdgeLine.texts(1..<3), stored: 3, SkippedBytes(count: all, padding: 0))
    }

    @Test(arguments: [64, 3_000_000]) func `a line that a power cut tore is the only one that it costs`(count: Int) throws {
        let torn = EdgeLine.texts(0..<1) + EdgeLine.text(1).prefix(40) + Self.nuls(count)
        try hold(torn + EdgeLine.texts(2..<4), stored: 3, rejected: 1, SkippedBytes(count: Int64(count), padding: 0))
        try hold(torn, stored: 1, rejected: 1, SkippedBytes(count: Int64(count), padding: Int64(count)))
    }

    @Test func `a shard of nothing but NULs is said to be one`() throws {
        for bytes in [Data(count: 5000), Data(count: 3_000_000)] {
            let failure = try load(bytes).summary.failures.first
            #expect(failure?.explanation.what == "holds nothing but \(bytes.count) NUL bytes")
        }
    }

    @Test func `room that was made in advance is filled, and no line counts twice`() throws {
        let store = InMemoryStore()
        let room = 200_000
        for count in [3, 3, 10, 11, 200] {
            let text = EdgeLine.texts(0..<count)
            // A line that was written by half is rejected until it is whole.
            let half = count == 10 ? EdgeLine.text(10).prefix(50) : ""
            try folder.write(text + half + Self.nuls(room - text.utf8.count - half.utf8.count), to: "a.log")
            let summary = try LogIngestTests.load([folder.path], into: store, recheck: true)
            #expect(summary.failures.isEmpty)
            #expect(summary.shards.new <= 1 && summary.shards.failed == 0)
            #expect(visibleLines(of: store) == count)
        }
        #expect(store.shards().filter { $0.firstVisibleLine == 1 }.count == 1)
    }

    @Test func `NULs before what is new are not counted again`() throws {
        let store = InMemoryStore()
        let known = EdgeLine.texts(0..<3) + Self.nuls(100) + EdgeLine.texts(3..<6)
        var counts: [Int64] = []
        for text in [known, known + EdgeLine.texts(6..<8), known + EdgeLine.texts(6..<8) + Self.nuls(7) + EdgeLine.texts(8..<9)] {
            try folder.write(text, to: "a.log")
            counts.append(try LogIngestTests.load([folder.path], into: store, recheck: true).tally.skipped.count)
        }
        #expect(counts == [100, 0, 7])
        #expect(visibleLines(of: store) == 9)
    }

    @Test func `what follows a compressed stream is read, or counted`() throws {
        let member = try Tool.output(["gzip", "-c"], input: Data(EdgeLine.texts(0..<1).utf8))
        let frame = try Tool.output(["zstd", "-qc"], input: Data(EdgeLine.texts(1..<2).utf8))
        let text = Data(EdgeLine.texts(2..<3).utf8)
        let rubbish = Data((0..<600).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 1) })
        for (bytes, stored, skipped) in [
            (member + frame + text, 3, SkippedBytes()), (frame + member + text, 3, SkippedBytes()),
            (member + Data(count: 512) + text, 2, SkippedBytes(count: 512, padding: 512)),
            (member + Data(count: 512) + frame + Data(count: 30), 2, SkippedBytes(count: 542, padding: 542)),
            (member + rubbish, 1, SkippedBytes(count: 600, padding: 0)), (frame + rubbish, 1, SkippedBytes(count: 600, padding: 0)),
            (member + Data(count: 5) + rubbish, 1, SkippedBytes(count: 605, padding: 5)),
        ] as [(Data, Int64, SkippedBytes)] {
            let found = try load(bytes)
            #expect(found.tally.stored == stored)
            #expect(found.tally.skipped == skipped)
            #expect(found.tally.rejected == 0)
            #expect(found.summary.notes.isEmpty == false)
        }
    }

    @Test func `a file whose name is not UTF-8 is loaded, and its lines are found again`() throws {
        let name: [UInt8] = Array((folder.path + "/caf").utf8) + [0xE9] + Array(".log".utf8)
        let file = name.map { CChar(bitPattern: $0) } + [0]
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        #expect(Self.lines.withCString { write(descriptor, $0, Self.lines.utf8.count) } == Self.lines.utf8.count)
        close(descriptor)
        try folder.write(EdgeLine.texts(5..<6), to: #"caf\xE9.log"#)
        let store = InMemoryStore()
        let summary = try LogIngestTests.load([folder.path], into: store)
        #expect(summary.failures.isEmpty && summary.tally.stored == 4)
        #expect(store.shards().map(\.path).sorted() == [#"caf\x5CxE9.log"#, #"caf\xE9.log"#])
        for entry in store.shards() {
            let places = store.sightings.map(\.place).filter { $0.shard == entry.number }
            #expect(try FileEvidence().lines(of: entry, at: places).count == (entry.path.contains("5C") ? 1 : 3))
        }
        #expect(try LogIngestTests.load([folder.path + #"/caf\xE9.log"#], into: store).shards.known == 1)
    }

    @Test func `objects on one line, and behind a gzip, are shown as evidence`() throws {
        let member = try Tool.output(["gzip", "-c"], input: Data(EdgeLine.texts(0..<1).utf8))
        let path = try folder.write(
            member + Data((EdgeLine.text(1) + EdgeLine.text(2) + "\0\0\0" + EdgeLine.text(3)).utf8), to: "a.log")
        let store = InMemoryStore()
        _ = try LogIngestTests.load([path], into: store)
        let entry = try #require(store.shards().first)
        let lines = try FileEvidence().lines(of: entry, at: store.sightings.map(\.place))
        #expect(lines.map { String(decoding: $0, as: UTF8.self) } == (0..<4).map(EdgeLine.text))
    }
}
