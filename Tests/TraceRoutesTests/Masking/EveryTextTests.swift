import LogRecords
import Testing

@testable import TraceRoutes

/// An answer in which every text is personal: a field that is added and not masked is found here.
struct EveryTextTests {
    private static let text = "jane.doe@victim.example from 203.0.113.77"

    private static var request: RequestSummary {
        var request = RequestSummary()
        let texts: [WritableKeyPath<RequestSummary, String?>] = [
            \.method, \.host, \.path, \.result, \.faultDomain, \.error, \.connection, \.realm, \.customerInstance, \.instanceProof,
        ]
        for path in texts { request[keyPath: path] = text }
        request.gatewayInstance = "jane.doe@victim.example"
        request.ids = [.correlationID: [text, text]]
        return request
    }

    /// Each detail that holds a text.
    private static let details: [Detail] =
        [
            .sourceLogsNoRay(source: text), .promptNotCalled(names: [text, text], status: 503), .balancerAnswered(word: text),
            .neverLoaded(sources: [text]), .sourceExpired(source: text),
            .windowNotLoaded(source: text, TimeRange(from: Story.at(0), to: Story.at(1))), .shardCutShort(source: text),
            .noShardOfThatTime(source: text), .shardsCannotBeCounted(source: text), .placeWasAsked(place: text, reason: text),
        ] + silences.map { .silent($0) } + [
            .perhapsProfile(place: text), .profileSpansRegions(place: text, geography: text),
            .hostNamesNoPlace(host: text, reason: text), .vendorTellsNobody(reason: text),
        ]

    /// Each silence that holds a text.
    private static let silences: [Silence] = [
        .numbersMissing(instance: text, first: 1, last: 2), .seenInFront(by: text, requests: 1, heard: 0),
        .endNotSaid(instance: text), .neverHeard(by: text),
        .beginningMissing(instance: text, first: 2),
    ].map {
        Silence(
            state: .hole, source: text, region: text, range: TimeRange(from: Story.at(0), to: Story.at(1)), reason: $0)
    }

    /// Each note that holds a text.
    private static let notes: [Note] = [
        .sameRequests([Note.NamedID(kind: text, value: text)], more: 0, requests: 1),
        .unknownIDs([Note.NamedID(kind: text, value: text)], more: 0), .idInField(value: text, [.ray]),
        .bodyNotConfirmed(region: text),
        .namesInstance(text, requests: 1, isExact: true, days: 1, first: nil, last: nil),
        .listInstance(text, around: Story.at(0)), .unreadablePart(UnreadablePart(name: text, day: nil, why: text)),
        .beginningsLookedFor(text, .newestDay(Day(Story.at(0)))), .beginningsBounded(text, most: 20),
    ]

    /// Each fact that holds a text.
    private static let facts: [WhyFact] = {
        let stop = WhyFact.Stop(rules: [text], actions: [text])
        let call = WhyFact.Call(number: 1, provider: text, status: 529, error: text)
        return [
            .edgeStopped(status: 403, by: stop), .edgeLimit(by: stop), .balancerStopped(status: 403, by: stop, word: text),
            .gaveUp(.edge, status: 524, word: text, behind: 200), .gatewayRefused(status: 403, error: text, part: .policy),
            .gatewayLimit(error: text), .gatewayFailed(status: 503, error: text), .providerLimit(provider: text),
            .providerRefused(provider: text, status: 400, error: text), .limitNotSaid(source: text),
            .answeredWithoutReason(source: text, status: 503), .runtimeAnswered(source: text, status: 503), .callFailed(call),
            .callLimited(call), .providerCut(provider: text, error: text, tokens: 1), .gatewayCut(source: text, error: text),
            .backendCut(word: text), .gatewayTotal(source: text), .words(tokens: 1, provider: text),
            .call(number: 1, provider: text, tokens: 1), .triedElsewhere(region: text, status: 503),
            .rerouted(from: text, why: .other(text)), .wayBetween(outer: text, inner: text, apart: 0),
        ]
    }()

    private static var verdict: Verdict {
        let evidence = Evidence(1)
        return Verdict(
            edge: .observed(text, by: RuleName("r"), in: evidence),
            region: .absent(Absence(.notReached, basis: .observed, details: details), by: RuleName("r"), in: evidence),
            provider: .inferred(text, by: RuleName("r"), from: evidence, confidence: 0.5, details: details),
            model: .unknown(.notStated, detail: .balancerAnswered(word: text)),
            location: .conflict([Side(value: text, evidence: evidence)]))
    }

    private static var route: Route {
        var hop = Hop(number: 1, vantage: .gateway)
        (hop.value, hop.detail, hop.link) = (text, .sourceExpired(source: text), Hop.Link(by: text, exact: true))
        var attempt = Attempt(number: 1)
        for field in AttemptFields.all { field.property.set(.text(text), in: &attempt) }
        attempt.endpointHost = "jane.doe@victim.example"
        var route = Route(
            request: request, verdict: verdict, hops: [hop], attempts: [RouteAttempt(attempt: attempt, evidence: [1])])
        route.conflicts = [Conflict(clause: text, sides: [Side(value: text, evidence: Evidence(1))])]
        route.reroute = Reroute(from: text, to: text, basis: .observed, why: .other(text), evidence: [1])
        route.clocks = [ClockOffset(inner: text, outer: text, least: 1, most: 2, evidence: [1])]
        route.why = Why(statements: facts.map { WhyStatement($0, basis: .observed, evidence: [1]) })
        route.related = [Related(ids: [.ray: [text]], why: .jobOfSameUser(withinSeconds: 60))]
        return route
    }

    private static var answer: Answer {
        let coverage = Coverage(
            range: nil, complete: true, sources: [.init(source: text, loaded: 1, missing: 0, truncated: 0, expired: 0)])
        var answer = Answer(
            asked: Asked(text: text, readings: [Reading(kind: "text", value: text)]), outcome: .found, coverage: coverage)
        answer.suggestions = [Suggestion(kind: text, value: text, started: nil, why: .begins)]
        answer.routes = [route]
        answer.evidence = [EvidenceLine(number: 1, kind: .line, shard: text, digest: nil, place: nil, format: text)]
        answer.notes = notes
        return answer
    }

    /// Every text in a value, with the names of the properties that lead to it; of an optional that is empty, "nil".
    private static func texts(in value: Any, at path: String) -> [(path: String, text: String)] {
        if let text = value as? String { return [(path, text)] }
        if value is RuleName || value is IdentifierKind || value is Day || value is Instant { return [] }
        let mirror = Mirror(reflecting: value)
        if mirror.displayStyle == .optional, mirror.children.isEmpty {
            return "\(mirror.subjectType)" == "Optional<String>" ? [(path, "nil")] : []
        }
        return mirror.children.flatMap { texts(in: $0.value, at: path + "." + ($0.label ?? "")) }
    }

    @Test func `every text of this answer is filled, so that none escapes the next test`() {
        let texts = Self.texts(in: Self.answer, at: "").filter { !$0.path.hasPrefix(".asked") }
        #expect(texts.count > 35)
        for (path, text) in texts { #expect(text.hasPrefix("jane.doe@victim.example"), "\(path) is \(text)") }
    }

    @Test func `every text but what was asked is masked`() {
        let masked = Masked(Self.answer).value
        #expect(masked.asked == Self.answer.asked)
        for (path, text) in Self.texts(in: masked, at: "") where !path.hasPrefix(".asked") {
            #expect(text == "ja***@*** from 203.0.*.*" || text == "ja***@***", "\(path) is \(text)")
        }
    }

    @Test func `every text of a list is masked`() {
        let row = FindRow(request: Self.request, region: Self.verdict.region, provider: Self.verdict.provider)
        var answer = FindAnswer(
            instance: "4b1c7d7e", ranges: [], rows: [row], total: 1, totalIsExact: true, coverage: Self.answer.coverage)
        answer.notes = Self.notes
        answer.whereabouts = Whereabouts(near: Self.answer.suggestions)
        for (path, text) in Self.texts(in: Masked(answer).value, at: "") where path != ".instance" {
            #expect(text == "ja***@*** from 203.0.*.*" || text == "ja***@***", "\(path) is \(text)")
        }
    }

    @Test func `a provider's host stays in the reason that names it, and a replica keeps its name`() {
        var answer = Self.answer
        answer.routes[0].request.gatewayInstance = "gateway-10-0-0-7.internal.example"
        answer.routes[0].attempts[0].attempt.endpointHost = "10.0.0.5"
        answer.routes[0].verdict.location = .unknown(
            .notStated, detail: .hostNamesNoPlace(host: "10.0.0.5", reason: "asked by 10.0.0.6"))
        let masked = Masked(answer).value.routes[0]
        #expect(masked.request.gatewayInstance == "gateway-10-0-0-7.internal.example")
        #expect(masked.verdict.location.details == [.hostNamesNoPlace(host: "10.0.0.5", reason: "asked by 10.0.*.*")])
    }
}
