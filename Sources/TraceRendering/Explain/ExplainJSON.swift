import LogRecords
package import TraceRoutes

/// The shape `waybill.explain/1`, as `trace-explain.1` documents it: every key always there, lists never null.
package enum ExplainJSON {
    package static let schema = "waybill.explain/1"

    /// Rules and causes.
    package static func bytes(_ meanings: [Meaning], pretty: Bool = false) -> [UInt8] {
        JSONWriter.bytes(value(asked: .null, meanings: meanings.map(meaning), outcomes: [], steps: [], lines: []), pretty: pretty)
    }

    /// How an answer came about.
    package static func bytes(_ masked: Masked<Workings>, pretty: Bool = false) -> [UInt8] {
        let workings = masked.value
        let numbers = WorkLines(workings)
        return JSONWriter.bytes(
            value(
                asked: .verbatim(workings.asked), meanings: [], outcomes: workings.outcomes.map(\.rawValue),
                steps: workings.steps.map { step($0, numbers) }, lines: workings.lines.map(AnswerJSON.line)), pretty: pretty)
    }

    private static func value(
        asked: JSONValue, meanings: [JSONValue], outcomes: [String], steps: [JSONValue], lines: [JSONValue]
    ) -> JSONValue {
        [
            "schema": .string(schema), "meanings": .array(meanings), "asked": asked, "outcomes": .list(outcomes),
            "steps": .array(steps), "lines": .array(lines),
        ]
    }

    private static func meaning(_ meaning: Meaning) -> JSONValue {
        [
            "name": .string(meaning.name), "kind": .string(meaning.kind.rawValue), "says": .string(meaning.says),
            "from": .string(meaning.from), "strongest": .text(meaning.strongest?.rawValue), "page": .text(meaning.page),
        ]
    }

    private static func step(_ step: WorkStep, _ numbers: WorkLines) -> JSONValue {
        var (value, rule, clause): (String?, String?, String?)
        switch step {
        case .followed(_, let text, _, _): value = text
        case .ruled(let name, let code, let text, _, _): (clause, rule, value) = (name.rawValue, code.rawValue, text)
        case .concluded(let name, let text, _, _, let by): (clause, rule, value) = (name.rawValue, by?.description, text)
        case .lookedUp, .found, .joined, .refused, .parted: break
        }
        return [
            "step": .string(step.code.rawValue), "text": .verbatim(WorkWords.text(step, line: numbers.name)),
            "reason": .text(WorkWords.reason(step)), "clause": .text(clause), "rule": .text(rule), "value": .text(value),
            "lines": .list(step.places.compactMap(numbers.number)),
        ]
    }
}
