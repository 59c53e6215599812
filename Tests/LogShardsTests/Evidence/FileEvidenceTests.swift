import Foundation
import LogRecords
import LogShards
import Testing
import Workbench

struct FileEvidenceTests {
    private let lines = inventedLines(500)
    private let folder: Scratch

    init() throws {
        folder = try Scratch()
    }

    private func text(_ count: Int) -> String { lines[..<count].joined(separator: "\n") + "\n" }

    /// What the ledger would say of a file, and the places of its lines.
    private func load(_ name: String) throws -> (ShardEntry, [LinePlace]) {
        let reading = try Reading(.file(path: folder.path + "/" + name))
        let entry = ShardEntry(
            number: 7, digest: reading.digest, path: name, folder: folder.path, coding: reading.coding,
            fileBytes: Int64(try folder.bytes(of: name).count), tally: Tally(), sources: [], rhythm: nil,
            truncated: reading.isTruncated,
            firstVisibleLine: 1, visibleLines: Int64(reading.lines.count), loaded: Instant(nanoseconds: 0), state: .live,
            servedBytes: reading.servedBytes)
        return (entry, reading.lines.map { LinePlace(shard: 7, line: $0.number, offset: $0.offset, length: $0.length) })
    }

    private func ask(_ shard: ShardEntry, _ places: [LinePlace], searching: [String] = []) throws -> [String] {
        try FileEvidence(searching: searching).lines(of: shard, at: places).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `lines come in the order asked, also twice`() throws {
        try folder.put(try compressed(text(500)), at: "edge/a.gz")
        let (shard, places) = try load("edge/a.gz")
        #expect(try ask(shard, [places[400], places[3], places[400], places[0]]) == [lines[400], lines[3], lines[400], lines[0]])
        #expect(try ask(shard, []).isEmpty)
    }

    @Test func `a shard with one altered byte gives no line`() throws {
        let path = try folder.put(text(500), at: "a")
        let (shard, places) = try load("a")
        var bytes = try folder.bytes(of: "a")
        bytes[bytes.count - 3] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: EvidenceError.self) { try ask(shard, [places[0]]) }
        #expect(error == .changed(path: path, digest: shard.digest))
    }

    @Test func `a damaged shard says that it is damaged`() throws {
        var bytes = try compressed(text(500))
        try folder.put(bytes, at: "a.gz")
        let (shard, places) = try load("a.gz")
        bytes[bytes.count - 6] ^= 1
        try folder.put(bytes, at: "a.gz")
        #expect(throws: ShardError.self) { try ask(shard, [places[0]]) }
    }

    @Test func `a shard that was cut short and has grown still gives its lines`() throws {
        let whole = try compressed(text(500))
        try folder.put(Array(whole[..<(whole.count / 2)]), at: "a.gz")
        let (shard, places) = try load("a.gz")
        #expect(shard.truncated)
        #expect(places.count > 50)
        try folder.put(whole, at: "a.gz")
        #expect(try ask(shard, [places[49]]) == [lines[49]])
    }

    @Test func `a shard that was moved and compressed otherwise is found by its content`() throws {
        let path = try folder.put(text(500), at: "a.ndjson")
        let (shard, places) = try load("a.ndjson")
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: EvidenceError.gone(path: path, digest: shard.digest)) { try ask(shard, [places[2]]) }
        let archive = try Scratch()
        try archive.put(text(499), at: "a.ndjson")
        try archive.put([0, 1, 2], at: "binary")
        try archive.put(try compressed(text(500), .zstd), at: "2026/x.zst")
        #expect(try ask(shard, [places[2]], searching: [archive.path]) == [lines[2]])
    }

    @Test func `an object over several lines of text comes whole`() throws {
        let object = "{\n  \"insertId\": \"a\",\n  \"b\": {}\n}"
        try folder.put("[\n\(object),\n\(object)\n]\n", at: "a.json")
        let (shard, places) = try load("a.json")
        #expect(try ask(shard, [places[1]]) == [object])
    }

    @Test func `what came by standard input is gone`() throws {
        try folder.put(text(3), at: "a")
        var (shard, places) = try load("a")
        shard.folder = nil
        shard.path = "-"
        #expect(throws: EvidenceError.standardInput(digest: shard.digest)) { try ask(shard, [places[0]]) }
        #expect(try ask(shard, [places[0]], searching: [folder.path]) == [lines[0]])
    }

    @Test func `a place where no line begins is an error`() throws {
        try folder.put(text(3), at: "a")
        let (shard, _) = try load("a")
        let place = LinePlace(shard: 7, line: 2, offset: 1, length: 5)
        #expect(throws: EvidenceError.noSuchLine(path: folder.path + "/a", line: 2)) { try ask(shard, [place]) }
    }
}
