import LogRecords
import LogStoreSQLite
import TraceRendering

/// What was pruned, or would be, for people and for programs.
struct PruneOutput {
    let report: PruneReport
    let isDryRun: Bool

    /// A line a day, then what went and what stays.
    var text: String {
        let verb = (isDryRun ? "would go" : "pruned").padded(to: 10)
        let days = Int64(report.days.count)
        var lines = report.days.map { day in
            "\(day.day)".padded(to: 12) + grouped(day.rows).rightAligned(to: 13) + " rows  "
                + ByteText.short(day.bytes).rightAligned(to: 9)
        }
        if days == 0 {
            lines.append(verb + "nothing")
        } else {
            let bytes = report.days.reduce(Int64(0)) { $0 + $1.bytes }
            lines.append(
                verb + "\(PruneOutput.count(days, "day")), \(ByteText.short(bytes)); "
                    + "\(PruneOutput.count(Int64(report.expiredShards), "shard")) with no row left")
        }
        lines.append(
            "kept".padded(to: 10) + "\(PruneOutput.count(Int64(report.keptDays), "day")), \(ByteText.short(report.keptBytes))")
        if report.undatedRows > 0 {
            lines.append(
                String(repeating: " ", count: 10)
                    + "of which \(PruneOutput.count(report.undatedRows, "row")) without a day: no age, so they stay")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func count(_ number: Int64, _ noun: String) -> String {
        "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
    }

    /// One object, `waybill.prune/1`, as trace-prune(1) describes it.
    var json: JSONValue {
        [
            "schema": .string("waybill.prune/1"), "dry_run": .boolean(isDryRun),
            "days": .array(
                report.days.map { day in
                    [
                        "day": .string("\(day.day)"), "segments": .count(day.segments), "rows": .integer(day.rows),
                        "bytes": .integer(day.bytes),
                    ]
                }),
            "expired_shards": .count(report.expiredShards), "kept_days": .count(report.keptDays),
            "kept_bytes": .integer(report.keptBytes), "undated_rows": .integer(report.undatedRows),
        ]
    }
}
