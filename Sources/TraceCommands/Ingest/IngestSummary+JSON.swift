import LogIngest
import LogRecords
import TraceRendering
import TraceRoutes

extension IngestSummary {
    /// One object, `waybill.ingest/1`, as trace-ingest(1) describes it.
    func json(drift: [FieldDrift]) -> JSONValue {
        [
            "schema": .string("waybill.ingest/1"),
            "shards": [
                "found": .count(shards.found), "new": .count(shards.new), "known": .count(shards.known),
                "continued": .count(shards.continued), "truncated": .count(shards.truncated), "skipped": .count(shards.skipped),
                "left_out": .count(shards.leftOut), "failed": .count(shards.failed), "not_read": .count(notTaken),
            ],
            "lines": .integer(tally.lines), "stored": .integer(tally.stored), "rejected": .integer(tally.rejected),
            "blank": .integer(tally.blank), "not_a_request": .integer(tally.notARequest), "expired": .integer(tally.expired),
            "bytes": .integer(tally.bytes), "drift": .count(drift.count), "seconds": .number((seconds * 1000).rounded() / 1000),
        ]
    }
}
