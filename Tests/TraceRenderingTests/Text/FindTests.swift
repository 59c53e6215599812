import Foundation
import LogRecords
import Testing
import TraceRendering
import TraceRoutes
import Workbench

struct FindTests {
    static var answer: FindAnswer {
        var claimed = Invented.request
        claimed.status = 401
        claimed.instanceProof = "claimed"
        claimed.started = at("2024-09-15T00:02:00Z")
        claimed.path = "/v1/" + String(repeating: "long/", count: 30)
        var dayBefore = Invented.request
        dayBefore.started = at("2024-09-14T23:59:00Z")
        dayBefore.ids = [.ray: ["8c34f2b1a0c5d2e7"]]
        let seen = Evidence(1)
        let rows = [
            FindRow(
                request: claimed, region: .seen("us-east4", "gateway-record", 1),
                provider: .absent(Absence(.notCalled, basis: .observed), by: RuleName("not-called"), in: seen)),
            FindRow(
                request: Invented.request,
                region: .inferred("northamerica-northeast1", by: RuleName("pasted-body"), from: seen, confidence: nil),
                provider: .seen("gcp.vertex_ai", "gateway-record", 1)),
            FindRow(request: dayBefore, region: .unknown(.notStated), provider: .unknown(.notLoaded)),
        ]
        return FindAnswer(
            instance: Invented.instance, ranges: [TimeRange(from: at("2024-09-14T23:50:00Z"), to: at("2024-09-15T14:00:00Z"))],
            rows: rows,
            total: 12, totalIsExact: false, coverage: Invented.coverage)
    }

    @Test func `the text of a list is its golden file`() throws {
        let drawn = FindText(Masked(Self.answer))
        try Golden.expect(drawn.text + drawn.messages.map { "trace: \($0)\n" }.joined(), in: "find.txt")
    }

    @Test func `at any width a path is whole, region and provider keep their columns, and nothing else is too long`() {
        for width in [60, 80, 120, 200] {
            let lines = FindText(Masked(Self.answer), style: TextStyle(columns: width)).text.split(separator: "\n")
            let long = "/v1/" + String(repeating: "long/", count: 30)
            #expect(lines.contains { $0.contains(long) })
            for line in lines where !line.contains(long) && !line.contains("correlation id") {
                #expect(terminalColumns(line) <= width, "\(width): \(line)")
            }
        }
        let piped = FindText(Masked(Self.answer), style: TextStyle(fits: false)).text.split(separator: "\n")
        #expect(piped.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.count == 3)
        #expect(piped.contains { $0.contains("northamerica-northeast1?") })
    }

    @Test func `the JSON of a list is its golden file`() throws {
        try Golden.expect(String(decoding: FindJSON.bytes(Masked(Self.answer), pretty: true), as: UTF8.self), in: "find.json")
    }

    @Test func `the range that was searched is said in UTC whatever zone is shown`() {
        let drawn = FindText(Masked(Self.answer), style: TextStyle(zone: DisplayZone { _ in 7200 }))
        #expect(drawn.messages.first == "searched 2024-09-14T23:50:00Z to 2024-09-15T14:00:00Z")
    }

    @Test func `a request whose instance was only claimed is marked`() {
        let lines = FindText(Masked(Self.answer)).text.split(separator: "\n")
        #expect(lines.filter { $0.contains("instance only claimed") }.count == 1)
    }

    @Test func `of a request whose end alone is known the end is not shown among beginnings`() {
        var answer = Self.answer
        answer.rows[1].request.started = nil
        answer.rows[1].request.ended = at("2024-09-15T00:01:30Z")
        answer.rows[1].request.duration = nil
        let text = FindText(Masked(answer)).text
        #expect(!text.contains("\n  00:01:30"))
        #expect(text.contains("ended 00:01:30"))
        answer.rows[1].request.duration = 20 * 1000 * millisecond
        #expect(FindText(Masked(answer)).text.contains("\n  00:01:10"))
        // The JSON has what was written.
        #expect(String(decoding: FindJSON.bytes(Masked(answer)), as: UTF8.self).contains(#""time":"2024-09-15T00:01:30.000Z""#))
    }

    private static func messages(_ whereabouts: Whereabouts?) -> [String] {
        var answer = answer
        (answer.rows, answer.whereabouts) = ([], whereabouts)
        return FindText(Masked(answer)).messages
    }

    @Test func `an instance that was never seen is told from one that was seen at another time`() {
        let like = Suggestion(
            kind: "instance", value: "4b1c7d7e-52f5-4a8e-9f0c-0d3a6c1e2b11", started: at("2024-09-15T09:00:00Z"),
            why: .severalDiffer(2))
        let never = Self.messages(Whereabouts(near: [like]))
        #expect(never[1] == "no line of the store names customer instance \(Invented.instance), at that time or any other")
        #expect(never[2] == "did you mean \(like.value)? (2 digits differ, a customer's instance, 2024-09-15 09:00:00 UTC)")
        #expect(never.last == "hint: trace find --instance \(like.value) --around 2024-09-15T09:00:00Z")
        #expect(Self.messages(Whereabouts()).last == "hint: lines that name no instance are found by an id: trace route ID")
        let elsewhere = Self.messages(
            Whereabouts(
                lines: 1203, linesInRange: 3, days: 2,
                span: TimeRange(from: at("2024-09-10T01:00:00Z"), to: at("2024-09-15T15:00:00Z")),
                before: at("2024-09-10T02:00:00Z"),
                after: at("2024-09-15T14:30:00Z")))
        #expect(elsewhere[1] == "no request of customer instance \(Invented.instance) in that time")
        #expect(elsewhere[2] == "3 lines of that time name it, and --path or --status leaves them out")
        #expect(
            elsewhere[3]
                == "1,200 lines name it at other times, on 2 days, from 2024-09-10 01:00:00 UTC to 2024-09-15 15:00:00 UTC")
        #expect(elsewhere[4] == "nearest before: 2024-09-10 02:00:00 UTC; nearest after: 2024-09-15 14:30:00 UTC")
        #expect(elsewhere.last == "hint: trace find --instance \(Invented.instance) --around 2024-09-15T14:30:00Z")
        #expect(Self.messages(Whereabouts(lines: 1))[2] == "1 line names it without a time")
    }

    @Test func `the JSON of an empty list tells where the instance was seen`() throws {
        var answer = Self.answer
        func object() throws -> [String: Any]? {
            try JSONSerialization.jsonObject(with: Data(FindJSON.bytes(Masked(answer)))) as? [String: Any]
        }
        #expect(try object()?["seen"] is NSNull)
        answer.whereabouts = Whereabouts(
            lines: 3, days: 1, span: TimeRange(from: at("2024-09-10T01:00:00Z"), to: at("2024-09-10T02:00:00Z")))
        let seen = try #require(try object()?["seen"] as? [String: Any])
        #expect(seen["lines"] as? Int == 3)
        #expect(seen["last"] as? String == "2024-09-10T02:00:00.000Z")
        #expect(seen["before"] is NSNull)
        answer.whereabouts = Whereabouts(near: [Suggestion(kind: "instance", value: "a", started: nil, why: .sameBeginning(9))])
        let suggestions = try object()?["suggestions"] as? [[String: Any]]
        #expect(suggestions?.first?["why_code"] as? String == "same_beginning")
    }

    @Test func `an empty list says what could not be searched`() {
        var answer = Self.answer
        answer.rows = []
        let drawn = FindText(Masked(answer))
        #expect(drawn.text.isEmpty)
        #expect(drawn.messages.contains("never loaded: google.load_balancer"))
    }
}
