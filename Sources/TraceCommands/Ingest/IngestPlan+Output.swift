import LogIngest
import LogRecords
import TraceRendering

extension IngestPlan {
    private static let mostShown = 20

    /// One object, `waybill.ingest-plan/1`, as trace-ingest(1) describes it.
    var json: JSONValue {
        [
            "schema": .string("waybill.ingest-plan/1"),
            "shards": [
                "found": .count(before.shards.found), "to_read": .count(toRead.count), "known": .count(known),
                "skipped": .count(before.shards.skipped), "left_out": .count(before.shards.leftOut),
                "failed": .count(before.shards.failed),
            ],
            "file_bytes": .integer(bytes), "to_read": .array(toRead.map(JSONValue.string)),
        ]
    }

    /// What a person reads, the first shards by name.
    var text: String {
        var lines = [
            "shards    \(before.shards.found) found: \(known) known, \(before.shards.skipped) skipped, \(before.shards.leftOut) left out, "
                + "\(before.shards.failed) failed",
            "to read   \(toRead.count) shard\(toRead.count == 1 ? "" : "s"), \(ByteText.short(bytes)) on disk",
        ]
        lines += toRead.prefix(Self.mostShown).map { "          " + $0.printable(limit: 4096).shortened(to: 70) }
        if toRead.count > Self.mostShown { lines.append("          and \(toRead.count - Self.mostShown) more; --json lists them") }
        lines.append("Nothing was read or written.")
        return lines.joined(separator: "\n") + "\n"
    }
}
