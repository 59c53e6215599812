package import LogIngest
import LogRecords
package import TraceRoutes

/// The shape `waybill.ingest/1`, as trace-ingest(1) describes it.
package enum IngestJSON {
    /// A summary's bytes: one line.
    package static func bytes(_ summary: IngestSummary, drift: [FieldDrift]) -> [UInt8] {
        JSONWriter.bytes([
            "schema": .string("waybill.ingest/1"),
            "shards": [
                "found": .count(summary.shards.found), "new": .count(summary.shards.new), "known": .count(summary.shards.known),
                "continued": .count(summary.shards.continued), "truncated": .count(summary.shards.truncated),
                "skipped": .count(summary.shards.skipped),
                "left_out": .count(summary.shards.leftOut), "failed": .count(summary.shards.failed),
                "not_read": .count(summary.notTaken),
            ],
            "lines": .integer(summary.tally.lines), "stored": .integer(summary.tally.stored),
            "rejected": .integer(summary.tally.rejected),
            "blank": .integer(summary.tally.blank), "not_a_request": .integer(summary.tally.notARequest),
            "expired": .integer(summary.tally.expired),
            "bytes": .integer(summary.tally.bytes), "bytes_skipped": .integer(summary.tally.skipped.count),
            "bytes_padding": .integer(summary.tally.skipped.padding), "drift": .count(drift.count),
            "seconds": .number((summary.seconds * 1000).rounded() / 1000),
        ])
    }
}
