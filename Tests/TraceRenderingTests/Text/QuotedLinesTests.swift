import Foundation
import LogRecords
import Testing
import TraceRendering
import TraceRoutes

struct QuotedLinesTests {
    private let quoted = QuotedLines(
        asked: "8c38fb2918f135d2", outcome: "found",
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
                    repeating: ["n", "kind", "shard", "digest", "line", "offset", "length", "format", "content", "error"], count: 2)
        )
        #expect(lines.first?["error"] is NSNull)
        #expect(lines.last?["content"] is NSNull)
    }
}
