import LogRecords
import Testing

@testable import LogFormats

/// What coverage learns from names.
struct ShardNamesTests {
    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    @Test(arguments: ["edge/20241015/", "edge/dt=20241015/", "edge/", "edge/2024-10-15/"])
    func `a Logpush name gives its window, and dates are no part of the series`(_ folder: String) throws {
        let rhythm = try #require(shardRhythm(ofPath: folder + "20241015T153000Z_20241015T153500Z_ab12cd.log.gz"))
        #expect(rhythm.series == "edge")
        #expect(rhythm.window == TimeRange(from: try instant("2024-10-15T15:30:00Z"), to: try instant("2024-10-15T15:35:00Z")))
        #expect(rhythm.periodNanoseconds == 300 * Instant.second)
        #expect(rhythm.part == "ab12cd")
    }

    @Test(arguments: ["10:00:00_10:59:59_S0.json", "10_00_00_10_59_59_S0.json", "10%3A00%3A00_10%3A59%3A59_S0.json.gz"])
    func `a sink's hour is read however its colons came through`(_ name: String) throws {
        let rhythm = try #require(shardRhythm(ofPath: "bucket/run.googleapis.com/requests/2026/11/22/" + name))
        #expect(rhythm.series == "bucket/run.googleapis.com/requests")
        #expect(rhythm.window == TimeRange(from: try instant("2026-11-22T10:00:00Z"), to: try instant("2026-11-22T11:00:00Z")))
        #expect(rhythm.periodNanoseconds == Instant.hour)
        #expect(rhythm.part == "S0")
    }

    @Test(arguments: [
        "05:00:00_05:59:59_A0:1732255200.json", "05_00_00_05_59_59_A0_1732255200.json",
        "05%3A00%3A00_05%3A59%3A59_A0%3A1732255200.json",
    ])
    func `an addendum is another part of the same window`(_ name: String) throws {
        let addendum = try #require(shardRhythm(ofPath: "requests/2024/11/22/" + name))
        let whole = try #require(shardRhythm(ofPath: "requests/2024/11/22/05:00:00_05:59:59_S0.json"))
        #expect(addendum.part == "A0:1732255200")
        #expect(addendum.window == whole.window)
        #expect(addendum.series == whole.series)
    }

    @Test(arguments: [
        ("20241015T153000Z_20241015T153500Z_ab12.log.gz", true), ("20241015T150000Z_20241015T160000Z_ab12.log.gz", true),
        ("20241015T153000Z_20241015T153030Z_ab12.log.gz", false), ("20241015T153100Z_20241015T153600Z_ab12.log.gz", false),
        ("20241015T153000Z_20241015T153700Z_ab12.log.gz", false),
    ])
    func `batches that are pieces of the hour leave no gap, others may`(name: String, isGapless: Bool) throws {
        #expect(try #require(shardRhythm(ofPath: "edge/20241015/" + name)).isGapless == isGapless)
    }

    @Test(arguments: [".ndjson.gz", ".ndjson.gz.part", ".ndjson", ".ndjson.zst"])
    func `our shard names its region, instance, hour and number, and has no period`(_ ending: String) throws {
        let path = "logs/us-east4/2026-11-22/10/0b9c5d9e-1f00-4abc-8def-0123456789ab-17" + ending
        let rhythm = try #require(shardRhythm(ofPath: path))
        #expect(rhythm.series == "us-east4/0b9c5d9e-1f00-4abc-8def-0123456789ab")
        #expect(rhythm.window == TimeRange(from: try instant("2026-11-22T10:00:00Z"), to: try instant("2026-11-22T11:00:00Z")))
        #expect(rhythm.periodNanoseconds == nil)
        #expect(rhythm.part == "17")
        #expect(!rhythm.isGapless)
    }

    @Test(arguments: [
        "production_json.log", "production_json.log.2.gz", "", "/", "20241015T153000Z.log",
        "20241315T153000Z_20241315T153500Z_a.log.gz",
        "20241015T153500Z_20241015T153000Z_ab.log.gz", "a/2026/02/30/10:00:00_10:59:59_S0.json",
        "a/2026/11/22/10:00:00_10:59:59_X0.json",
        "a/2026/11/22/25:00:00_25:59:59_S0.json", "us-east4/2026-11-22/10/no-uuid-17.ndjson.gz",
        "x/99999999T999999Z_99999999T999999Z_a.log",
    ])
    func `any other name tells nothing`(_ path: String) {
        #expect(shardRhythm(ofPath: path) == nil)
    }
}
