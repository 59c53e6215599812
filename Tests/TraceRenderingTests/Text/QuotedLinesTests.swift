import Foundation
import LogRecords
import Testing
import TraceRendering
import TraceRoutes

struct QuotedLinesTests {
    private let quoted = QuotedLines(
        Masked(AnswerCase.direct),
        lines: [
            QuotedLine(
                line: AnswerCase.direct.evidence[0], content: .redacted(#"{"RayID":"8c38fb2918f135d2","ClientIP":"203.0.***"}"#)),
            QuotedLine(line: AnswerCase.direct.evidence[1], content: .unavailable(why: "the shard is not there any more")),
        ])

    @Test func `each line stands below its number and place, and one that is gone says why`() {
        #expect(
            quoted.text(style: TextStyle()) == """
                [1] edge/20240915T133000Z_20240915T133500Z_ab12.log.gz:10442
                {"RayID":"8c38fb2918f135d2","ClientIP":"203.0.***"}

                [2] gateway/us-east4/2024-09-15/13/0b9c5d9e-17.ndjson.gz:8121
                not shown: the shard is not there any more

                """)
    }

    @Test func `in JSON a line has a content or an error, and both keys`() throws {
        let object = try JSONSerialization.jsonObject(with: Data(quoted.json())) as? [String: Any]
        let lines = object?["lines"] as? [[String: Any]] ?? []
        #expect(object?["schema"] as? String == "waybill.evidence/1")
        #expect(
            lines.map { Set($0.keys) }
                == Array(
                    repeating: [
                        "n", "kind", "shard", "digest", "line", "offset", "length", "format", "requests", "content", "error",
                    ], count: 2)
        )
        #expect(lines.first?["error"] is NSNull)
        #expect(lines.last?["content"] is NSNull)
    }

    // MARK: Several requests

    /// Two requests, of which the second alone has a third line, and a fourth is of neither.
    private var several: QuotedLines {
        var answer = AnswerCase.direct
        answer.outcome = .ambiguous
        var second = answer.routes[0]
        second.request.path = "/v1/chat"
        second.verdict.region = .seen("us-east4", "gateway-record", 3)
        second.hops = [Hop(1, .edge, "IAD", 200, from: "2024-09-15T13:32:08.495Z", for: millisecond, seen: 1)]
        (second.attempts, second.why) = ([], Why())
        (second.verdict.provider, second.verdict.model) = (.unknown(.notStated), .unknown(.notStated))
        second.verdict.location = .unknown(.notStated)
        answer.routes.append(second)
        answer.evidence += [
            EvidenceLine(3, Invented.gatewayShard, line: 9, "waybill.gateway"),
            EvidenceLine(4, Invented.gatewayShard, line: 10, "waybill.gateway"),
        ]
        return QuotedLines(Masked(answer), lines: answer.evidence.map { QuotedLine(line: $0, content: .redacted("{}")) })
    }

    @Test func `of several requests each line says whose it is`() throws {
        #expect(several.lines.map(\.requests) == [[1, 2], [1], [2], []])
        let owners = several.text(style: TextStyle()).split(separator: "\n").filter { $0.hasPrefix("of ") }
        #expect(
            owners == [
                "of requests 1 and 2 of 2", "of request 1 of 2: POST /v2/completions, 13:32:08, 200",
                "of request 2 of 2: POST /v1/chat, 13:32:08, 200", "of none of the 2 requests for certain",
            ])
        #expect(!quoted.text(style: TextStyle()).contains("of request"))
    }
}
