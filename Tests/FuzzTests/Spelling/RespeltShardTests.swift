import Foundation
import LogIngest
import LogRecords
import LogShards
import OddValues
import StoreContract
import Testing
import TraceRendering
import TraceRoutes
import Workbench

@testable import CorpusMaker

/// A shard's lines mean the same however they are spelt, ended and compressed.
@Suite struct RespeltShardTests {
    private enum Packing: CaseIterable {
        case plain, gzip, gzipMembers, zstd
    }

    private let scratch: Scratch
    private var folder: String { scratch.path }

    init() throws { scratch = try Scratch() }

    @Test func `the lines of all formats, respelt, give the same tally and the same records`() throws {
        // Their answers have no order: most begin in the same moment.
        try hold(FixtureLines.all, turns: Dice.count(4, soak: 400), answers: 0)
    }

    @Test func `a corpus of all systems, respelt, gives the same tally, records and answers`() throws {
        var options = CorpusOptions(start: (Instant(rfc3339: "2026-09-15T12:00:00Z") ?? Instant(nanoseconds: 0)).nanoseconds)
        options.requests = Dice.count(40, soak: 400)
        options.folder = folder + "/corpus"
        options.hasTruth = false
        _ = try Corpus(options: options).make { _ in }
        let shards = try ShardWalk.find([options.folder]).files.sorted { $0.path < $1.path }.map { try Self.lines(of: $0.path) }
        #expect(shards.count > 20)
        try hold(shards, turns: Dice.count(1, soak: 20), answers: Dice.count(12, soak: 60))
    }

    /// Loads the lines as they are, and so often in some other spelling.
    private func hold(_ shards: [[[UInt8]]], turns: Int, answers count: Int) throws {
        let usual = try loaded(shards.map { Self.text($0, end: "\n") })
        #expect(usual.store.sightings.count > 40)
        let answers = try Self.answers(usual.store, count)
        var respelling = Respelling(dice: Dice.throwing("respelt lines"))
        for _ in 0..<turns {
            let lines = shards.map { $0.map { respelling.line($0) ?? $0 } }
            let other = try loaded(
                lines.map { try packed($0, end: respelling.dice.element(of: ["\n", "\r\n"]), &respelling.dice) })
            #expect(other.tallies == usual.tallies)
            Self.compare(other.store, usual.store, lines)
            for (one, other) in zip(try Self.answers(other.store, count), answers) where one != other {
                let start = max(0, zip(one, other).prefix { $0 == $1 }.count - 200)
                Issue.record("...\(one.dropFirst(start).prefix(400)), not ...\(other.dropFirst(start).prefix(400))")
            }
        }
    }

    // MARK: shards

    private static func lines(of path: String) throws -> [[UInt8]] {
        let reader = try ShardReader(.file(path: path))
        var lines: [[UInt8]] = []
        while let block = try reader.nextLines() { lines += block.map { Array($0.bytes) } }
        return lines
    }

    private static func text(_ lines: [[UInt8]], end: String) -> [UInt8] { lines.flatMap { $0 + Array(end.utf8) } }

    private func packed(_ lines: [[UInt8]], end: String, _ dice: inout SeededDice) throws -> [UInt8] {
        switch dice.element(of: Packing.allCases) {
        case .plain: return Self.text(lines, end: end)
        case .gzip: return try coded(Self.text(lines, end: end), .gzip)
        case .zstd: return try coded(Self.text(lines, end: end), .zstd)
        case .gzipMembers:
            // A member may end anywhere, within a line too.
            let text = Self.text(lines, end: end)
            let cuts = ([0, text.count] + (0..<3).map { _ in dice.below(text.count + 1) }).sorted()
            return try zip(cuts, cuts.dropFirst()).flatMap { try coded(Array(text[$0..<$1]), .gzip) }
        }
    }

    private func coded(_ bytes: [UInt8], _ coding: ShardEntry.Coding) throws -> [UInt8] {
        let path = folder + "/coded"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let writer = try ShardWriter(path: path, coding: coding)
        try writer.write(bytes)
        try writer.finish()
        let coded = [UInt8](try Data(contentsOf: URL(filePath: path)))
        try FileManager.default.removeItem(atPath: path)
        return coded
    }

    /// Shard by shard in the same order and under the same names, so that places differ in bytes only.
    private func loaded(_ shards: [[UInt8]]) throws -> (store: InMemoryStore, tallies: [Tally]) {
        try? FileManager.default.removeItem(atPath: folder + "/shards")  // not there the first time
        try FileManager.default.createDirectory(atPath: folder + "/shards", withIntermediateDirectories: true)
        let paths = try shards.enumerated().map { number, bytes in
            let path = folder + "/shards/\(1000 + number).log"
            try Data(bytes).write(to: URL(filePath: path))
            return path
        }
        let store = InMemoryStore()
        let summary = try Ingest(paths, options: IngestOptions(now: testClock, readers: 1)).run(into: store)
        #expect(summary.tally.balances)
        let tallies = store.shards().sorted { $0.number < $1.number }.map { entry in
            var tally = entry.tally
            tally.bytes = 0
            return tally
        }
        return (store, tallies)
    }

    // MARK: what must be the same

    private static func compare(_ one: InMemoryStore, _ other: InMemoryStore, _ lines: [[[UInt8]]]) {
        let (left, right) = (records(one), records(other))
        #expect(left.keys.count == right.keys.count)
        for (place, expected) in right where left[place] != expected {
            let fields = left[place].map { differences(Mirror(reflecting: $0), Mirror(reflecting: expected)) } ?? ["no record"]
            let line = lines[Int(place.shard) - 1][Int(place.line) - 1]
            Issue.record("\(fields) of \(String(decoding: line, as: UTF8.self))")
        }
    }

    private static func differences(_ one: Mirror, _ other: Mirror) -> [String] {
        zip(one.children, other.children).compactMap { left, right in
            let texts = ("\(left.value)", "\(right.value)")
            return texts.0 == texts.1 ? nil : "\(left.label ?? ""): \(texts.0), not \(texts.1)"
        }
    }

    /// By their places, without what a line's bytes have to do with.
    private static func records(_ store: InMemoryStore) -> [LinePlace: Sighting] {
        var records: [LinePlace: Sighting] = [:]
        for sighting in store.sightings {
            var record = sighting
            (record.place.offset, record.place.length) = (0, 0)
            records[record.place] = record
        }
        return records
    }

    /// Answers about so many ids.
    private static func answers(_ store: InMemoryStore, _ count: Int) throws -> [String] {
        guard count > 0 else { return [] }
        let tracer = Tracer(store: store)
        let ids = Set(store.sightings.flatMap(\.identifiers).map(\.text)).sorted()
        return try stride(from: 0, to: ids.count, by: max(1, ids.count / count)).map { index in
            let answer = String(decoding: AnswerJSON.bytes(Masked(try tracer.answer(ids[index]))), as: UTF8.self)
            return answer.replacing(#/"(offset|length)":[0-9]+|"digest":"[^"]*"/#, with: "")
        }
    }
}
