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
                "failed_before": .count(summary.oldFailures.count), "acknowledged": .count(summary.acknowledged),
                "not_read": .count(summary.notTaken),
            ],
            "lines": .integer(summary.tally.lines), "stored": .integer(summary.tally.stored),
            "rejected": .integer(summary.tally.rejected),
            "blank": .integer(summary.tally.blank), "not_a_request": .integer(summary.tally.notARequest),
            "expired": .integer(summary.tally.expired),
            "bytes": .integer(summary.tally.bytes), "bytes_skipped": .integer(summary.tally.skipped.count),
            "bytes_padding": .integer(summary.tally.skipped.padding), "drift": .count(drift.count),
            "sources": .array(summary.sources.map(json)),
            "failures": .array(summary.told.prefix(mostListed).map(json)),
            "notes": .array(summary.notes.prefix(mostListed).map(json)),
            "run": .text(summary.run.id), "host": .verbatimText(summary.run.host),
            "begun": .instant(summary.run.begun), "ended": .instant(summary.run.ended),
            "seconds": .number((summary.run.seconds * 1000).rounded() / 1000),
        ])
    }

    /// Of failures and of notes; all are counted.
    private static let mostListed = 1000

    private static func json(_ source: IngestSummary.Source) -> JSONValue {
        [
            "name": .string(source.name), "shards": .count(source.shards), "records": .integer(source.records),
            "from": .instant(source.span?.from), "to": .instant(source.span?.to),
        ]
    }

    private static func json(_ failure: IngestFailure) -> JSONValue {
        let (standing, since): (String, Instant?) =
            switch failure.standing {
            case .new: ("new", nil)
            case .old(let since): ("old", since)
            case .acknowledged: ("acknowledged", nil)
            }
        return [
            "path": .string(failure.path), "what": .string(failure.explanation.what), "hint": .text(failure.explanation.hint),
            "standing": .string(standing), "since": .instant(since), "content": .text(failure.shard?.content),
        ]
    }

    private static func json(_ note: IngestNote) -> JSONValue {
        ["path": .string(note.path), "code": .string(note.code.rawValue), "text": .string(IngestNoteWords.text(note))]
    }
}
