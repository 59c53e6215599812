import LogRecords
package import TraceRoutes

/// The shape `waybill.why/1`, as `trace-why.1` documents it: every key always there, lists never null.
package enum WhyJSON {
    package static let schema = "waybill.why/1"

    /// An answer's bytes: one line, or indented; with a line feed at the end.
    package static func bytes(_ answer: Masked<Answer>, pretty: Bool = false) -> [UInt8] {
        JSONWriter.bytes(value(answer.value), pretty: pretty)
    }

    private static func value(_ answer: Answer) -> JSONValue {
        [
            "schema": .string(schema), "asked": .verbatim(answer.asked.text), "outcome": .string(answer.outcome.rawValue),
            "requests": .array(answer.routes.map(request)), "evidence": .array(answer.evidence.map(AnswerJSON.line)),
            "coverage": AnswerJSON.coverage(answer.coverage), "notes": .list(answer.notes.map(NoteWords.text)),
            "note_codes": .list(answer.notes.map(\.code.rawValue)),
        ]
    }

    private static func request(_ route: Route) -> JSONValue {
        [
            "request": AnswerJSON.request(route.request), "why": sentence(route.why),
            "statements": .array(route.why.statements.map(statement)),
        ]
    }

    /// The one sentence that stands in every route; `null` where there is nothing to say.
    static func sentence(_ why: Why) -> JSONValue {
        guard let sentence = WhySentence(why) else { return .null }
        return [
            "sentence": .string(sentence.text), "about": .string(sentence.isFailure ? "failure" : "time"),
            "code": .string(sentence.code.rawValue), "basis": .string(sentence.basis.rawValue),
            "evidence": .list(sentence.evidence),
        ]
    }

    private static func statement(_ statement: WhyStatement) -> JSONValue {
        let fact = statement.fact
        return [
            "about": .string(fact.isTime ? "time" : "failure"), "code": .string(fact.code.rawValue),
            "text": .string(FaultWords.text(fact, nil)), "basis": .string(statement.basis.rawValue),
            "duration_ms": .duration(statement.length), "who": .text(fact.who), "status": .count(fact.status),
            "error": .text(fact.error), "rules": .list(fact.stop?.rules ?? []), "actions": .list(fact.stop?.actions ?? []),
            "count": fact.count.map { .integer($0) } ?? .null, "evidence": .list(statement.evidence),
        ]
    }
}
