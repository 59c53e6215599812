import Foundation
import LogRecords
import Testing
import TraceRoutes
import Workbench

@testable import TraceRendering

/// What rules and causes mean, and how an answer came about, in words.
struct ExplainTests {
    private static func place(_ line: Int64) -> LinePlace { LinePlace(shard: line, line: line, offset: line * 901, length: 1204) }

    /// Each kind of step, with each link and each contradiction.
    private static let workings: Workings = {
        let (one, two) = (place(1), place(2))
        let day = Day(at("2026-11-22T10:30:00Z"))
        let steps: [WorkStep] =
            [
                .lookedUp(kind: "ray", value: Invented.ray, days: day...day, lines: 1),
                .lookedUp(kind: "span", value: Invented.ray, days: day...day.advanced(by: 1), lines: 0),
                .lookedUp(kind: "uuid", value: Invented.instance, days: nil, lines: 1_204),
                .found(kind: "ray", value: Invented.ray, lines: [one, two, place(3), place(4), place(5)]),
                .followed(.correlationID, value: Invented.correlationID, lines: 1, new: 0),
                .followed(.traceID, value: "1cfb32c24a18378f0c7834bb46ae5ba3", lines: 12, new: 3),
            ] + WorkStep.Link.allCases.map { .joined(one, two, by: $0) }
            + WorkStep.Contradiction.allCases.map { .refused(one, two, why: $0) } + [
                .parted(requests: 1), .parted(requests: 2),
                .ruled(.edge, .edgeLine, value: "FRA", basis: .observed, lines: [one]),
                .concluded(.edge, value: "FRA", basis: .observed, cause: nil, rule: RuleName("edge-line")),
                .concluded(.model, value: nil, basis: .unknown, cause: .notStated, rule: nil),
            ]
        let lines = [
            EvidenceLine(1, Invented.edgeShard, line: 1, "cloudflare.http_requests"),
            EvidenceLine(2, Invented.gatewayShard, line: 2, "waybill.gateway"),
        ]
        return Workings(asked: Invented.ray, steps: steps, isCut: true, lines: lines, outcomes: [.found])
    }()

    @Test func `every rule and every cause is explained, and found by its name however it is spelt`() {
        #expect(Meaning.all.map(\.name) == Rule.Code.allCases.map(\.rawValue) + Cause.allCases.map(\.rawValue))
        for meaning in Meaning.all {
            #expect(!meaning.says.isEmpty && !meaning.from.isEmpty && !meaning.says.hasSuffix(".") && !meaning.from.hasSuffix("."))
            #expect((meaning.strongest != nil) == (meaning.kind == .rule))
            #expect(meaning.page.map { $0.hasPrefix("https://") } ?? true)
            #expect(Meaning.named(meaning.name).first == meaning)
            #expect(Meaning.named(meaning.name.uppercased().replacingOccurrences(of: "_", with: "-")).contains(meaning))
        }
        #expect(Meaning.named("not-reached").map(\.kind) == [.rule, .cause])
        #expect(Meaning.named("not_reached").map(\.kind) == [.cause, .rule])
        #expect(Meaning.named("8c38fb2918f135d2").isEmpty && Meaning.named("").isEmpty)
    }

    @Test func `the list and each of them are the golden files`() throws {
        try Golden.expect(MeaningText(listIn: TextStyle()).text, in: "explain-list.txt", of: "summaries")
        let each = Meaning.all.map { MeaningText([$0]).text }.joined(separator: "\n")
        try Golden.expect(each, in: "explain-each.txt", of: "summaries")
    }

    @Test func `the workings of every kind are the golden file, and name no line that is not listed`() throws {
        let masked = Masked(Self.workings)
        let drawn = WorkingsText(masked).text
        try Golden.expect(drawn, in: "explain-workings.txt", of: "summaries")
        #expect(Set(Self.workings.steps.map(\.code)) == Set(WorkStep.Code.allCases))
        let piped = WorkingsText(masked, style: TextStyle(fits: false)).text
        #expect(piped.contains(Invented.ray))
    }

    @Test func `the JSON of both fits the schema, and the manual lists its steps and reasons`() throws {
        let schema = PublishedSchema("waybill.explain-1")
        #expect(try schema.complaints(Data(ExplainJSON.bytes(Masked(Self.workings)))) == nil)
        #expect(try schema.complaints(Data(ExplainJSON.bytes(Meaning.all))) == nil)
        let page = try Repository.text("man/trace-explain.1")
        let listed = Set(page.matches(of: #/(?m)^\.It Li ([a-z_]+)$/#).map { String($0.1) })
        let codes = WorkStep.Code.allCases.map(\.rawValue) + WorkStep.Link.allCases.map(\.rawValue)
        #expect(listed.isSuperset(of: codes + WorkStep.Contradiction.allCases.map(\.rawValue)))
    }

    @Test func `texts of lines are masked in every step, and what was asked is not`() {
        let text = "jane.doe@victim.example from 203.0.113.77"
        let steps: [WorkStep] = [
            .lookedUp(kind: "text", value: text, days: nil, lines: 1), .followed(.correlationID, value: text, lines: 1, new: 1),
            .ruled(.region, .gatewayRecord, value: text, basis: .observed, lines: []),
            .concluded(.region, value: text, basis: .observed, cause: nil, rule: nil),
        ]
        let masked = Masked(Workings(asked: text, steps: steps, lines: [], outcomes: [.found])).value
        #expect(masked.asked == text)
        #expect(masked.steps.first == steps.first)
        #expect(!"\(masked.steps.dropFirst())".contains("victim.example"))
        #expect(!"\(masked.steps.dropFirst())".contains("203.0.113.77"))
    }
}
