package import LogRecords

/// The shape `waybill.prune/1`, as trace-prune(1) describes it.
package enum PruneJSON {
    /// A report's bytes: one line.
    package static func bytes(_ report: PruneReport, isDryRun: Bool) -> [UInt8] {
        JSONWriter.bytes([
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
        ])
    }
}
