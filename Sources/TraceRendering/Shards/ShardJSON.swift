package import LogRecords

/// The shape `waybill.shard/1`, as trace-shards(1) describes it.
package enum ShardJSON {
    /// All that the ledger knows of a shard, on one line: every key is always there.
    package static func bytes(_ shard: ShardEntry) -> [UInt8] { JSONWriter.bytes(shard.json) }
}

extension ShardEntry {
    fileprivate var json: JSONValue {
        [
            "schema": .string("waybill.shard/1"), "number": .integer(number), "path": .string(path), "folder": .text(folder),
            "digest": .string("\(digest)"), "coding": .string(coding.rawValue), "state": .string(state.rawValue),
            "loaded": .instant(loaded), "file_bytes": .integer(fileBytes), "bytes": .integer(tally.bytes),
            "lines": .integer(tally.lines), "stored": .integer(tally.stored), "rejected": .integer(tally.rejected),
            "blank": .integer(tally.blank), "not_a_request": .integer(tally.notARequest), "expired": .integer(tally.expired),
            "bytes_skipped": .integer(tally.skipped.count), "bytes_padding": .integer(tally.skipped.padding),
            "truncated": .boolean(truncated), "first_visible_line": .integer(firstVisibleLine),
            "sources": .array(sources.map(\.json)), "series": .text(rhythm?.series), "part": .text(rhythm?.part),
            "window_from": .instant(rhythm?.window.from), "window_to": .instant(rhythm?.window.to),
        ]
    }
}

extension ShardEntry.Source {
    /// What one format gave, and when.
    fileprivate var json: JSONValue {
        ["name": .string(name), "records": .integer(records), "from": .instant(span?.from), "to": .instant(span?.to)]
    }
}
