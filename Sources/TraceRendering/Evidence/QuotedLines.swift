import LogRecords
package import TraceRoutes

/// The lines behind an answer, for `trace evidence`: text, and the shape `waybill.evidence/1` of `trace-evidence.1`.
package struct QuotedLines: Sendable {
    package static let schema = "waybill.evidence/1"

    /// As it was asked.
    package var asked: String
    package var outcome: String
    package var lines: [QuotedLine]
    /// Several requests have what was asked: then each line says whose it is.
    private let requests: [RequestSummary]

    /// The lines of an answer, each with the requests of it that rest on it.
    package init(_ masked: Masked<Answer>, lines: [QuotedLine]) {
        let answer = masked.value
        (asked, outcome) = (answer.asked.text, answer.outcome.rawValue)
        requests = answer.routes.map(\.request)
        let numbers = answer.routes.map(\.evidence)
        self.lines = lines.map { quoted in
            var quoted = quoted
            quoted.requests = numbers.indices.filter { numbers[$0].contains(quoted.line.number) }.map { $0 + 1 }
            return quoted
        }
    }

    /// `[n] shard:line`, and below it the line: as long as the log made it, or with a key on each line.
    package func text(style: TextStyle, indented: Bool = false) -> String {
        var page = Page(style: style)
        for (index, quoted) in lines.enumerated() {
            if index > 0 { page.blank() }
            page.line([.init("[\(quoted.line.number)] ", .bold), .init(EvidenceList.position(quoted.line))])
            if requests.count > 1 { page.paragraph(owner(quoted, style.zone)) }
            switch quoted.content {
            case .redacted(let text): draw(text.escaped(limit: 64 << 10), indented: indented, on: &page)
            case .unavailable(let why): page.line([.init("not shown: \(why.printable())", .bad)])
            }
        }
        return page.text
    }

    private func draw(_ text: String, indented: Bool, on page: inout Page) {
        guard indented, let line = IndentedLine(text) else { return page.line(text) }
        for row in line.rows(within: page.width) {
            page.line([.init(row.text)] + (row.time.map { [.init("  \($0)", .dim)] } ?? []))
        }
    }

    /// `of request 2 of 3: POST /v2/completions, 13:32:11`
    private func owner(_ quoted: QuotedLine, _ zone: DisplayZone) -> String {
        guard let first = quoted.requests.first else { return "of none of the \(requests.count) requests for certain" }
        guard quoted.requests.count == 1, requests.indices.contains(first - 1) else {
            return "of requests \(Words.listed(quoted.requests.map(String.init), by: "and")) of \(requests.count)"
        }
        let request = requests[first - 1]
        let words = [
            RequestNames.line(of: request), (request.began ?? request.ended).map(zone.second), request.status.map(String.init),
        ]
        let what = words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
        return "of request \(first) of \(requests.count)" + (what.isEmpty ? "" : ": \(what)")
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
        members.append(JSONMember("requests", .list(quoted.requests)))
        switch quoted.content {
        case .redacted(let text):
            members += [JSONMember("content", .verbatim(text)), JSONMember("error", .null)]
        case .unavailable(let why):
            members += [JSONMember("content", .null), JSONMember("error", .string(why))]
        }
        return .object(members)
    }
}
