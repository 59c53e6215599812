import LogIngest

extension IngestSummary {
    /// One object on one line, `waybill.ingest/1`, as man page trace-ingest(1) describes it.
    var json: String {
        let counts = [
            ("found", shards.found), ("new", shards.new), ("known", shards.known), ("continued", shards.continued),
            ("truncated", shards.truncated), ("skipped", shards.skipped), ("failed", shards.failed),
        ]
        let lines = [
            ("lines", tally.lines), ("stored", tally.stored), ("rejected", tally.rejected), ("blank", tally.blank),
            ("not_a_request", tally.notARequest), ("expired", tally.expired), ("bytes", tally.bytes),
        ]
        let shardText = counts.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        let lineText = lines.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        return "{\"schema\":\"waybill.ingest/1\",\"shards\":{\(shardText)},\(lineText),\"seconds\":\(decimal(seconds, digits: 3))}"
    }
}
