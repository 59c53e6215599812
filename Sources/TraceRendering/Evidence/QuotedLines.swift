import LogRecords
import TraceRoutes

/// The lines behind an answer, for `trace evidence`: text, and the shape `waybill.evidence/1` of `trace-evidence.1`.
package struct QuotedLines: Sendable {
    package static let schema = "waybill.evidence/1"

    /// As it was asked.
    package var asked: String
    package var outcome: String
    package var lines: [QuotedLine]

    package init(asked: String, outcome: String, lines: [QuotedLine]) {
        self.asked = asked
        self.outcome = outcome
        self.lines = lines
    }

    /// `[n] shard:line`, and below it the line; lines are as long as the log made them.
    package func text(style: TextStyle) -> String {
        var page = Page(style: style)
        for (index, quoted) in lines.enumerated() {
            if index > 0 { page.blank() }
            page.line([.init("[\(quoted.line.number)] ", .bold), .init(EvidenceList.position(quoted.line))])
            switch quoted.content {
            case .redacted(let text): page.line(text.escaped(limit: 64 << 10))
            case .unavailable(let why): page.line([.init("not shown: \(why.printable())", .bad)])
            }
        }
        return page.text
    }

    /// One object, one line.
    package func json(pretty: Bool = false) -> [UInt8] {
        JSONWriter.bytes(
            [
                "schema": .string(Self.schema), "asked": .verbatim(asked), "outcome": .string(outcome),
                "lines": .array(lines.map(member)),
            ], pretty: pretty)
    }

    private func member(_ quoted: QuotedLine) -> JSONValue {
        guard case .object(var members) = AnswerJSON.line(quoted.line) else { return .null }
        switch quoted.content {
        case .redacted(let text):
            members += [JSONMember("content", .verbatim(text)), JSONMember("error", .null)]
        case .unavailable(let why):
            members += [JSONMember("content", .null), JSONMember("error", .string(why))]
        }
        return .object(members)
    }
}
