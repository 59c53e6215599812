import Foundation
import LogIngest
import LogRecords
import LogShards
import OddValues
import StoreContract
import Testing
import Workbench

/// Shards as a bad disk, a killed writer or somebody who tries would leave them, read and loaded.
struct ShardFuzzTests {
    private let scratch: Scratch
    private var folder: String { scratch.path }

    init() throws { scratch = try Scratch() }

    @Test(arguments: ShardEntry.Coding.allCases)
    func `a damaged shard is loaded, or refused in words`(_ coding: ShardEntry.Coding) throws {
        var dice = Dice.throwing("damaged \(coding.rawValue) shards")
        let whole = try FixtureLines.all.map { try shard(of: $0, coding) }
        try load(FailCases.kept("shards"))
        try load(OddValue.bytes.enumerated().filter { Dice.tries($0.offset, oneIn: 11) }.map(\.element))
        for _ in 0..<Dice.count(2, soak: 1000) {
            try load((0..<20).map { _ in Damage.done(to: dice.element(of: whole), with: whole, &dice) })
        }
    }

    private func shard(of lines: [[UInt8]], _ coding: ShardEntry.Coding) throws -> [UInt8] {
        let path = folder + "/whole"
        let writer = try ShardWriter(path: path, coding: coding)
        for line in lines { try writer.write(line + [UInt8(ascii: "\n")]) }
        try writer.finish()
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    /// Loads them together: what a reader needs is made once for all.
    private func load(_ shards: [[UInt8]]) throws {
        let paths = try shards.enumerated().map { number, bytes in
            FailCases.trying(bytes, of: "shard-\(number)")
            let path = folder + "/\(number)"
            try Data(bytes).write(to: URL(filePath: path))
            return path
        }
        let limits = ShardLimits(longestLine: 1 << 14, largestWindowLog: 20, blockBytes: 1 << 13, inputBytes: 512)
        let store = InMemoryStore()
        let summary = try Ingest(paths, options: IngestOptions(now: testClock, readers: 1, limits: limits)).run(into: store)
        #expect(summary.tally.balances)
        #expect(summary.shards.found == paths.count)
        for sightings in Dictionary(grouping: store.sightings, by: \.place.shard).values {
            var end: Int64 = 0
            for sighting in sightings {
                #expect(sighting.place.offset >= end)
                end = sighting.place.offset + sighting.place.length
            }
        }
    }
}
