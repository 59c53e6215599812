import LogRecords
import Testing
import TraceRendering

@testable import TraceRoutes

/// One is not many, in whatever a command counts.
struct CountingTests {
    /// What is drawn of commands that found one of everything.
    private static var texts: [String] {
        var rebuilt = RebuildReport()
        (rebuilt.segments, rebuilt.shards, rebuilt.unended, rebuilt.incomplete) = (1, 1, 1, ["edge/a.log"])
        var report = StoreReport()
        (report.segments, report.rows, report.rowsLookedUp, report.shards) = (1, 1, 1, 1)
        report.findings = [StoreFinding(.shardChanged, at: "edge/a.log", "the file is not the one that was loaded")]
        var verified = VerifyResult(
            rebuilt: rebuilt, sealed: SealReport(sealed: ["2026-11-21/1-1"]), fixedModes: 1, report: report)
        verified.manifest = VerifyResult.Manifest(files: 1, isCompared: true)
        var pruned = PruneReport()
        pruned.days = [StoredDay(day: Day(number: 20_000), segments: 1, rows: 1, bytes: 1)]
        (pruned.expiredShards, pruned.keptDays, pruned.undatedRows) = (1, 1, 1)
        var shard = Summaries.shards[0]
        shard.tally.stored = 1
        return [
            VerifyText(verified).text, PruneText(pruned, isDryRun: true).text,
            GreetingText(.shards([shard], days: []), of: "demo").text,
        ]
    }

    @Test func `one of anything is told in the singular`() {
        let many = #/\b1 (?:files|segments|shards|rows|lines|records|days|requests|findings)\b/#
        for text in Self.texts {
            #expect(text.contains(#/\b1 (?:file|segment|shard|row|record|day)\b/#), "\(text)")
            #expect(!text.contains(many), "\(text)")
        }
    }
}
