import LogRecords
package import TraceRoutes

/// The shape `waybill.find/1`, as `trace-find.1` documents it.
package enum FindJSON {
    package static let schema = "waybill.find/1"

    /// A list's bytes: one line, with a line feed at its end.
    package static func bytes(_ masked: Masked<FindAnswer>, read: [ReadTime] = [], pretty: Bool = false) -> [UInt8] {
        let answer = masked.value
        return JSONWriter.bytes(
            [
                "schema": .string(schema),
                "instance": .verbatim(answer.instance),
                "read": .array(read.map(\.json)),
                "ranges": .array(answer.ranges.map { ["from": .instant($0.from), "to": .instant($0.to)] }),
                "shown": .count(answer.shown), "total": .count(answer.total), "total_is_exact": .boolean(answer.totalIsExact),
                "requests": .array(answer.rows.map(row)),
                "seen": answer.whereabouts.map(seen) ?? .null,
                "suggestions": .array((answer.whereabouts?.near ?? []).map(AnswerJSON.suggestion)),
                "notes": .list(answer.notes.map(NoteWords.text)), "note_codes": .list(answer.notes.map(\.code.rawValue)),
                "coverage": AnswerJSON.coverage(answer.coverage),
            ], pretty: pretty)
    }

    private static func row(_ row: FindRow) -> JSONValue {
        let request = row.request
        return [
            "time": .instant(request.started ?? request.ended), "method": .text(request.method), "path": .text(request.path),
            "status": .count(request.status),
            "result": .text(request.result), "duration_ms": .duration(request.duration), "region": clause(row.region),
            "provider": clause(row.provider), "instance_proof": .text(request.instanceProof),
            "ids": AnswerJSON.identifiers(request.ids),
        ]
    }

    /// Where lines name an instance of which there are no requests here.
    private static func seen(_ whereabouts: Whereabouts) -> JSONValue {
        [
            "lines": .integer(whereabouts.lines), "lines_in_range": .count(whereabouts.linesInRange),
            "days": .count(whereabouts.days), "first": .instant(whereabouts.span?.from), "last": .instant(whereabouts.span?.to),
            "before": .instant(whereabouts.before), "after": .instant(whereabouts.after),
        ]
    }

    private static func clause(_ clause: Clause<String>) -> JSONValue {
        ["value": .text(clause.value), "basis": .string(clause.basis.rawValue), "cause": .text(clause.cause?.rawValue)]
    }
}
