import Foundation
import LogRecords
import Testing
import TraceRendering
import TraceRoutes
import Workbench

/// What is said of each thing that can be said: the closed lists of details, notes and reasons, in words.
struct WordsTests {
    private static let range = TimeRange(from: at("2026-11-22T10:30:00Z"), to: at("2026-11-22T10:35:00Z"))

    static let details: [Detail] = [
        .severalLines(.edge), .severalLines(.balancer), .severalLines(.gateway), .sharedLines(.monolith), .sharedLines(.provider),
        .servingCallUnknown, .edgeNamesNoColo, .besideEdge, .gatewayNamesNoRay, .gatewayNamesNoRegion, .gatewayNamesNoProvider,
        .cloudRunNamesNoProvider, .sourceLogsNoRay(source: "gitlab.ai_gateway"), .sourceIsSampled, .everyCallFailed,
        .promptNotCalled(names: ["gcp.vertex_ai", "codestral-2508"], status: 503), .pasteHoldsNoID, .edgeAnswered(status: 403),
        .edgeAnswered(status: nil), .balancerAnswered(word: "response_from_cache"), .recordListsNoCall,
        .gatewayRefused(status: 401), .closedBeforeStart,
        .jobHasOtherID, .anotherGatewayMayHaveAnswered, .neverLoaded(sources: ["google.load_balancer"]),
        .neverLoaded(sources: ["waybill.gateway", "gitlab.ai_gateway", "google.cloud_run"]), .timeUnknown, .storePartUnreadable,
        .sourceExpired(source: "google.cloud_run"), .windowNotLoaded(source: "cloudflare.http_requests", range),
        .shardCutShort(source: "waybill.gateway"), .noShardOfThatTime(source: "waybill.gateway"),
        .shardsCannotBeCounted(source: "gitlab.rails"),
        .silent(silence(.hole, .seenInFront(by: "google.cloud_run", requests: 12, heard: 0))),
        .silent(silence(.unknown, .seenInFront(by: "google.load_balancer", requests: 1, heard: 0))),
        .silent(silence(.unknown, .seenInFront(by: "google.cloud_run", requests: 12, heard: 5))),
        .silent(silence(.unknown, .neverHeard(by: "google.cloud_run"))),
        .silent(silence(.hole, .numbersMissing(instance: Invented.instance, first: 75, last: 187))),
        .silent(silence(.hole, .numbersMissing(instance: Invented.instance, first: 75, last: 75))),
        .silent(silence(.unknown, .endNotSaid(instance: Invented.instance))),
        .silent(silence(.unknown, .beginningMissing(instance: Invented.instance, first: 102))),
        .silent(Silence(state: .unknown, source: nil, region: nil, range: range, reason: .notCounted)),
        .silent(Silence(state: .unknown, source: nil, region: nil, range: range, reason: .tooMuch)),
        .placeWasAsked(place: "us-east-1", reason: nil),
        .placeWasAsked(place: "swedencentral", reason: "the deployment's type decides where Azure runs the model"),
        .perhapsProfile(place: "us-east-1"), .profileSpansRegions(place: "us-east-1", geography: nil),
        .profileSpansRegions(place: "us-east-1", geography: "global"), .profileSpansRegions(place: "us-east-1", geography: "eu"),
        .addressUnknown, .hostNamesNoPlace(host: "api.anthropic.com", reason: nil),
        .hostNamesNoPlace(host: "acme.openai.azure.com", reason: "the deployment's type decides where Azure runs the model"),
        .vendorTellsNobody(reason: "xAI states that it may route a request of its global endpoint between regions"), .restsOnPrompt,
        .restsOnAddress, .restsOnPaste, .clocksDiffer(byNanoseconds: 1_640_000_000),
    ]

    private static func silence(_ state: Silence.State, _ reason: Silence.Reason) -> Silence {
        Silence(state: state, source: "waybill.gateway", region: "europe-west3", range: range, reason: reason)
    }

    static let notes: [Note] = {
        let day = Day(range.from)
        let ids = [
            Note.NamedID(kind: "ray", value: "8c38fb2918f135d2"), Note.NamedID(kind: "ulid", value: "01J7V5YC9FQ4ZK3M8XWN2RTB6D"),
        ]
        return [
            .sameRequests(ids, more: 2, requests: 1), .pasteCut(kibibytes: 64), .idsLeftOut(asked: 16), .unknownIDs(ids, more: 0),
            .idInField(value: "8c38fb2918f135d2", [.correlationID, .traceID]), .noID, .noTimeInID, .bodyNamesDefaultRegion,
            .bodyNotConfirmed(region: "us-east4"),
            .namesInstance(Invented.instance, requests: 1, isExact: true, days: 1, first: day, last: day),
            .namesInstance(Invented.instance, requests: 9, isExact: false, days: 1, first: nil, last: nil),
            .listInstance(Invented.instance, around: range.from), .linesOfIDBounded(carried: 5000, read: 1000),
            .linesOfOneIDBounded(carried: 5000, read: 1000), .requestsBounded(found: 70, shown: 50), .callsCut,
            .callsBounded(made: 70, shown: 64), .linesBounded(most: 8192), .stepsBounded(most: 8), .idNotFollowed(mostRequests: 64),
            .idFollowedNearby(mostRequests: 64, seconds: 30), .linesGivenToNone, .cannotLookForJobs, .cannotLookForBeginnings,
            .dayExpired(day, pruned: range.to), .daysPruned(first: day, last: day, count: 1),
            .daysPruned(first: day.advanced(by: -3), last: day, count: 4),
            .unreadablePart(UnreadablePart(name: "2026-11-22/7-1", day: day, why: "its seals are broken")),
            .beginningsLookedFor("8c38fb", .newestDay(day)),
            .beginningsLookedFor("8c38fb", .days(first: day.advanced(by: -1), last: day)), .beginningsBounded("8c38fb", most: 20),
        ]
    }()

    private static let likenesses: [Likeness] =
        [.begins] + Likeness.Slip.allCases.map { .slip($0, of: .digit) } + [.slip(.differs, of: .character)]
        + [.severalDiffer(3), .sameBeginning(12)]

    private static let reasons: [RerouteReason] =
        [.notSaid] + RerouteReason.Word.allCases.map { .known($0) } + [.other("moon phase")]

    @Test func `each detail and note is among these samples`() {
        #expect(Set(Self.details.map(\.code)) == Set(Detail.Code.allCases))
        #expect(Set(Self.notes.map(\.code)) == Set(Note.Code.allCases))
    }

    @Test func `the words of all of them are the golden file`() throws {
        var lines = Self.details.map { "\($0.code.rawValue): \(said(of: $0))" }
        lines += Self.notes.map { "\($0.code.rawValue): \(said(of: $0))" }
        lines += Self.likenesses.map { "\($0.code.rawValue): \(said(of: $0))" }
        lines += Self.reasons.map { "\($0.code): \(said(of: $0))" }
        try Golden.expect(lines.map { $0 + "\n" }.joined(), in: "words.txt", of: "summaries")
        for line in lines { #expect(!line.hasSuffix(".") && !line.contains("Optional(")) }
    }

    @Test func `the manual lists each code, in each list its own`() throws {
        let manual = Repository.url("man/waybill-route.5")
        let text = try String(contentsOf: manual, encoding: .utf8)
        func listed(_ section: String) -> Set<String> {
            let body = text.components(separatedBy: "\n.Ss \(section)\n").last?.components(separatedBy: "\n.S").first ?? ""
            return Set(body.split(separator: "\n").filter { $0.hasPrefix(".It Li ") }.map { String($0.dropFirst(".It Li ".count)) })
        }
        #expect(listed("Details") == Set(Detail.Code.allCases.map(\.rawValue)))
        #expect(listed("Notes") == Set(Note.Code.allCases.map(\.rawValue)))
        #expect(
            listed("Reasons")
                == Set(Likeness.Code.allCases.map(\.rawValue) + Relation.Code.allCases.map(\.rawValue) + Self.reasons.map(\.code)))
    }

    /// What stands beside the code in the JSON.
    private func said(of detail: Detail) -> String {
        var answer = AnswerCase.direct
        answer.routes[0].verdict.edge = .unknown(.notStated, detail: detail)
        let clause = (route(answer)?["verdict"] as? [String: Any])?["edge"] as? [String: Any]
        #expect(clause?["detail_codes"] as? [String] == [detail.code.rawValue])
        return clause?["detail"] as? String ?? ""
    }

    private func said(of note: Note) -> String {
        var answer = AnswerCase.direct
        answer.notes = [note]
        #expect(object(answer)?["note_codes"] as? [String] == [note.code.rawValue])
        return (object(answer)?["notes"] as? [String])?.first ?? ""
    }

    private func said(of likeness: Likeness) -> String {
        var answer = AnswerCase.direct
        answer.suggestions = [Suggestion(kind: "ray", value: Invented.ray, started: nil, why: likeness)]
        let suggestion = (object(answer)?["suggestions"] as? [[String: Any]])?.first
        #expect(suggestion?["why_code"] as? String == likeness.code.rawValue)
        return suggestion?["why"] as? String ?? ""
    }

    private func said(of reason: RerouteReason) -> String {
        var answer = AnswerCase.direct
        answer.routes[0].reroute = Reroute(from: "a", to: "b", basis: .observed, why: reason, evidence: [1])
        let reroute = route(answer)?["reroute"] as? [String: Any]
        #expect(reroute?["why_code"] as? String == reason.code)
        return reroute?["why"] as? String ?? ""
    }

    private func object(_ answer: Answer) -> [String: Any]? {
        (try? JSONSerialization.jsonObject(with: Data(AnswerJSON.bytes(Masked(answer))))) as? [String: Any]  // nil fails the test
    }

    private func route(_ answer: Answer) -> [String: Any]? { (object(answer)?["routes"] as? [[String: Any]])?.first }
}
