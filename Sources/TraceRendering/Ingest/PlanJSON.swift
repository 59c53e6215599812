package import LogIngest
import LogRecords

/// The shape `waybill.ingest-plan/1`, as trace-ingest(1) describes it.
package enum PlanJSON {
    /// A plan's bytes: one line.
    package static func bytes(_ plan: IngestPlan) -> [UInt8] {
        let shards = plan.before.shards
        return JSONWriter.bytes([
            "schema": .string("waybill.ingest-plan/1"),
            "shards": [
                "found": .count(shards.found), "to_read": .count(plan.toRead.count), "known": .count(plan.known),
                "skipped": .count(shards.skipped), "left_out": .count(shards.leftOut), "failed": .count(shards.failed),
            ],
            "file_bytes": .integer(plan.bytes), "to_read": .array(plan.toRead.map(JSONValue.string)),
        ])
    }
}
