import LogRecords
import TraceRendering

@testable import LogFormats
@testable import LogIngest
@testable import TraceRoutes

/// Invented results of the commands that show no request, with names that are long, wide, or hostile.
enum Summaries {
    static let longPath = "edge/" + String(repeating: "a-long-folder-name/", count: 6) + "20261122T103000Z_ab12.log.gz"
    static let wideSource = "家." + String(repeating: "模型", count: 20)

    static var shards: [ShardEntry] {
        [
            shard(1, "edge/20261122T103000Z_20261122T103500Z_ab12.log.gz", "cloudflare.http_requests", lines: 12_042),
            shard(2, longPath, wideSource, lines: 7, truncated: true),
            shard(3, "gateway/\u{1B}[31mred.ndjson", "waybill.gateway", lines: 1_204_211, rejected: 3),
        ]
    }

    private static func shard(
        _ number: Int64, _ path: String, _ source: String, lines: Int64, rejected: Int64 = 0, truncated: Bool = false
    ) -> ShardEntry {
        let span = TimeRange(from: at("2026-11-22T10:30:00Z"), to: at("2026-11-22T10:34:59Z"))
        return ShardEntry(
            number: number, digest: ContentDigest(value: ID128(high: UInt64(number), low: 7)), path: path, folder: "logs",
            coding: .gzip, fileBytes: 1000, tally: tally(lines: lines, rejected: rejected),
            sources: [.init(name: source, records: lines - rejected, span: span)], rhythm: nil, truncated: truncated,
            firstVisibleLine: 1, visibleLines: lines, loaded: span.to, state: .live)
    }

    private static func tally(lines: Int64, rejected: Int64) -> Tally {
        var tally = Tally()
        (tally.lines, tally.stored, tally.rejected) = (lines, lines - rejected, rejected)
        return tally
    }

    static var drift: [FieldDrift] {
        [
            FieldDrift(
                source: "cloudflare.http_requests", day: Day(at("2026-11-22T00:00:00Z")), path: "EdgeColoCode", change: .vanished,
                lines: 0, looked: 300, linesBefore: 2100, lookedBefore: 2100),
            FieldDrift(
                source: wideSource, day: Day(at("2026-11-22T00:00:00Z")), path: "RequestHeaders.x-request-id",
                change: .changedKind(from: .text, to: .list), lines: 12, looked: 300, linesBefore: 2100, lookedBefore: 2100),
        ]
    }

    static var ingest: IngestSummary {
        var summary = IngestSummary()
        summary.shards.found = 29
        (summary.shards.new, summary.shards.known, summary.shards.continued) = (21, 4, 1)
        (summary.shards.truncated, summary.shards.skipped, summary.shards.leftOut, summary.shards.failed) = (1, 2, 1, 4)
        summary.tally = tally(lines: 1_204_211, rejected: 9)
        summary.tally.bytes = 912_000_000
        summary.sources = shards.flatMap(\.sources).map {
            IngestSummary.Source(name: $0.name, shards: 1, records: $0.records, span: $0.span)
        }
        summary.rejections = [
            .notJSON: IngestSummary.Rejection(count: 7, first: [.init(shard: longPath, line: 21, offset: 8712)]),
            .unsupportedLayout: IngestSummary.Rejection(
                count: 2, first: [.init(shard: "gateway/b.ndjson", line: 1, offset: 0), .init(shard: "c.csv", line: 1, offset: 0)]),
        ]
        summary.drift = [
            DriftCount(
                format: "cloudflare.http_requests", path: "RequestHeaders.x-request-id", problem: .wrongType, count: 1_204)
        ]
        let empty = Explanation("the shard is empty", at: "edge/\u{1B}[2Jempty.log", hint: "compare its size with the original's")
        let garbage = Explanation("none of its 3 lines is a record of a known format", at: "balancer/garbage.log")
        summary.failures = [
            IngestFailure(garbage, path: "balancer/garbage.log", standing: .old(since: at("2026-11-20T02:00:00Z"))),
            IngestFailure(Explanation("damaged gzip: a wrong checksum", at: "\(longPath): near byte 912"), path: longPath),
            IngestFailure(garbage, path: "balancer/older.log", standing: .acknowledged),
            IngestFailure(empty, path: "edge/empty.log"),
        ]
        summary.notes = [
            .cutShort(path: longPath, lines: 7), .continues(path: "edge/b.log", known: "edge/\u{1B}[2Ja.log", afterLine: 20),
            .skipped(path: "edge/notes.yaml", .document(.yaml)), .skipped(path: "edge/test.txt", .object("an upload test")),
            .expired(path: "edge/old.log"), .noRecord(path: "mixed/nginx.log"),
            .content(path: "edge/c.zst", "a zstd frame carries no checksum"),
        ]
        summary.run = .init(
            id: "0b9c5d9e4a17", host: "logs-\u{1B}[1m1", begun: at("2026-11-22T23:59:59Z"), ended: at("2026-11-23T00:00:02Z"),
            seconds: 2.5)
        return summary
    }

    static var plan: IngestPlan {
        var before = IngestSummary()
        (before.shards.found, before.shards.skipped) = (24, 2)
        var plan = IngestPlan(before: before)
        plan.known = 1
        for name in [longPath] + (1...22).map({ "edge/\($0).log.gz" }) {
            plan.add(name, fileBytes: 1_000_000)
        }
        return plan
    }

    static var calendar: ShardCalendar {
        let day = TimeRange(from: at("2026-11-22T00:00:00Z"), to: at("2026-11-22T23:59:59.999999999Z"))
        var edge = ShardCalendar.Source("cloudflare.http_requests")
        (edge.loaded, edge.missing, edge.expired, edge.span) = (286, 2, 1, day)
        edge.periodNanoseconds = 5 * Instant.minute
        let from = at("2026-11-22T10:30:00Z")
        edge.holes = [
            ShardHole(
                kind: .between, series: longPath, range: TimeRange(from: from, to: from.advanced(by: 10 * Instant.minute)),
                shards: 2,
                mayBeQuiet: true)
        ]
        edge.holeCount = 1
        edge.cut = [shards[1]]
        var wide = ShardCalendar.Source(wideSource)
        (wide.loaded, wide.span) = (7, TimeRange(from: day.from, to: day.to.advanced(by: 30 * Instant.day)))
        let gap = SequenceGap(instance: "b45d396e-0a9d-4ae8-bed2-55a5fc37b027", first: 41, last: 52, span: day)
        return ShardCalendar(
            range: day, complete: false, sources: [edge, wide, ShardCalendar.Source("google.load_balancer")],
            sequences: SequenceGaps(gaps: [gap], total: 1, lines: 12, instances: 3))
    }

    static var pruned: PruneReport {
        var report = PruneReport()
        report.days = (1...3).map { StoredDay(day: Day(number: 20_000 + $0), segments: 2, rows: 1_204_211, bytes: 98_000_000) }
        (report.expiredShards, report.keptDays, report.keptBytes, report.undatedRows) = (12, 90, 41_000_000_000, 1)
        return report
    }

    static var verified: VerifyResult {
        var rebuilt = RebuildReport()
        (rebuilt.segments, rebuilt.shards, rebuilt.unended) = (3, 21, 1)
        rebuilt.incomplete = [longPath]
        rebuilt.setAside = [StoreFinding(.segmentDamaged, at: "2026-11-22/7-1.sqlite", "a page is not what was written")]
        var report = StoreReport()
        (report.segments, report.rows, report.rowsLookedUp, report.shards) = (3, 1_204_211, 3000, 21)
        report.findings = [
            StoreFinding(.shardChanged, at: longPath, "the file is not the one that was loaded"),
            StoreFinding(.leftover, at: "2026-11-22/.8-1.sqlite", "a run left it behind; the next one deletes it"),
        ]
        report.isBeingWritten = true
        let sealed = SealReport(sealed: ["2026-11-21/1-1"], left: [StoreFinding(.notSealed, at: longPath, "its shard is gone")])
        var result = VerifyResult(rebuilt: rebuilt, sealed: sealed, fixedModes: 12, report: report)
        (result.files.same, result.files.gone, result.files.closed) = (19, 1, 1)
        result.manifest = VerifyResult.Manifest(files: 9, isCompared: true, writing: .refusedDamaged)
        return result
    }
}
