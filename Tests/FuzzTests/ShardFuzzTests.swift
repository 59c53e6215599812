import Foundation
import LogIngest
import LogRecords
import LogShards
import OddValues
import StoreContract
import Testing

/// Shards as a bad disk, a killed writer or somebody who tries would leave them, read and loaded.
struct ShardFuzzTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "waybill-fuzz-\(UUID().uuidString)").path

    @Test(arguments: ShardEntry.Coding.allCases)
    func `a damaged shard is loaded, or refused in words`(_ coding: ShardEntry.Coding) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Scratch.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var dice = Dice.throwing("damaged \(coding.rawValue) shards")
        let whole = try FixtureLines.all.map { try shard(of: $0, coding) }
        for kept in try FailCases.kept("shards") { try load(kept) }
        for (number, value) in OddValue.bytes.enumerated() where Dice.tries(number, oneIn: 11) { try load(value) }
        for _ in 0..<Dice.count(40, soak: 60_000) {
            try load(Damage.done(to: dice.element(of: whole), with: whole, &dice))
        }
    }

    private func shard(of lines: [[UInt8]], _ coding: ShardEntry.Coding) throws -> [UInt8] {
        let path = folder + "/whole"
        let writer = try ShardWriter(path: path, coding: coding)
        for line in lines { try writer.write(line + [UInt8(ascii: "\n")]) }
        try writer.finish()
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    private func load(_ bytes: [UInt8]) throws {
        FailCases.trying(bytes, of: "shards")
        let path = folder + "/shard"
        try Data(bytes).write(to: URL(filePath: path))
        let limits = ShardLimits(longestLine: 1 << 14, largestWindowLog: 20, blockBytes: 1 << 13, inputBytes: 512)
        let store = InMemoryStore()
        let summary = try Ingest([path], options: IngestOptions(readers: 1, limits: limits)).run(into: store)
        #expect(summary.tally.balances)
        #expect(summary.shards.found == 1)
        var end: Int64 = 0
        for sighting in store.sightings {
            #expect(sighting.place.offset >= end)
            end = sighting.place.offset + sighting.place.length
        }
    }
}
