import LogRecords
package import TraceRoutes

/// The shape `waybill.route/1`, as `waybill-route.5` documents it: every key always there, lists never null.
package enum AnswerJSON {
    package static let schema = "waybill.route/1"

    /// An answer's bytes: one line, or indented; with a line feed at the end.
    package static func bytes(_ answer: Masked<Answer>, pretty: Bool = false) -> [UInt8] {
        JSONWriter.bytes(value(answer), pretty: pretty)
    }

    /// The answer as a value, for those who put it into something larger.
    package static func value(_ answer: Masked<Answer>) -> JSONValue {
        let answer = answer.value
        return [
            "schema": .string(schema),
            "asked": [
                "text": .verbatim(answer.asked.text),
                "readings": .array(answer.asked.readings.map(reading)),
            ],
            "outcome": .string(answer.outcome.rawValue),
            "suggestions": .array(answer.suggestions.map(suggestion)),
            "routes": .array(answer.routes.map(route)),
            "evidence": .array(answer.evidence.map(line)),
            "coverage": coverage(answer.coverage),
            "notes": .list(answer.notes.map(NoteWords.text)), "note_codes": .list(answer.notes.map(\.code.rawValue)),
        ]
    }

    private static func reading(_ reading: Reading) -> JSONValue {
        [
            "kind": .string(reading.kind), "value": .verbatim(reading.value),
            "suffix": .verbatimText(reading.suffix), "time": .instant(reading.time), "matched": .boolean(reading.matched),
            "fields": .list(reading.fields.map(\.rawValue)),
        ]
    }

    /// An id that may have been meant.
    static func suggestion(_ suggestion: Suggestion) -> JSONValue {
        [
            "kind": .string(suggestion.kind), "value": .string(suggestion.value), "started": .instant(suggestion.started),
            "why": .string(ReasonWords.text(suggestion)), "why_code": .string(suggestion.why.code.rawValue),
        ]
    }

    /// One line behind a statement.
    static func line(_ line: EvidenceLine) -> JSONValue {
        [
            "n": .count(line.number), "kind": .string(line.kind.rawValue), "shard": .text(line.shard),
            "digest": .text(line.digest?.description), "line": line.place.map { .integer($0.line) } ?? .null,
            "offset": line.place.map { .integer($0.offset) } ?? .null,
            "length": line.place.map { .integer($0.length) } ?? .null, "format": .text(line.format),
        ]
    }

    /// What was there to be searched.
    static func coverage(_ coverage: Coverage) -> JSONValue {
        [
            "from": .instant(coverage.range?.from), "to": .instant(coverage.range?.to), "complete": .boolean(coverage.complete),
            "sources": .array(
                coverage.sources.map { source in
                    [
                        "source": .string(source.source), "loaded": .count(source.loaded), "missing": .count(source.missing),
                        "truncated": .count(source.truncated), "expired": .count(source.expired),
                        "first": .instant(source.span?.from), "last": .instant(source.span?.to),
                    ]
                }),
            "silence_count": .count(coverage.silenceCount), "silences": .array(coverage.silences.map(SilenceJSON.value)),
            "declared": .array(coverage.declared.map(ExpectJSON.value)),
            "next_load": coverage.nextLoad.map {
                ["loaded_until": .instant($0.loadedUntil), "due": .instant($0.due), "overdue": .boolean($0.isOverdue)]
            } ?? .null,
            "unreadable": .array(coverage.unreadable.map { ["segment": .string($0.name), "why": .string($0.why)] }),
        ]
    }

    /// Every kind of identifier has its list, also an empty one; the four that people ask for come first.
    static func identifiers(_ ids: [IdentifierKind: [String]]) -> JSONValue {
        let usual: [IdentifierKind] = [.ray, .requestID, .correlationID, .traceID]
        let kinds = usual + IdentifierKind.allCases.filter { !usual.contains($0) }
        return .object(kinds.map { JSONMember($0.rawValue, .list(ids[$0] ?? [])) })
    }
}
