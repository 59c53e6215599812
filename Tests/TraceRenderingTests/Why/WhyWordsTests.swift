import Foundation
import LogRecords
import Testing
import TraceRoutes
import Workbench

@testable import TraceRendering

/// What is said of each fact, and the one sentence that is made of several.
struct WhyWordsTests {
    private static let stop = WhyFact.Stop(rules: ["5de7edfa648c4d68"], actions: ["block"])
    private static let noRule = WhyFact.Stop(rules: [], actions: ["block"])
    private static let call = WhyFact.Call(number: 1, provider: "anthropic", status: 529, error: "overloaded")

    static let facts: [WhyFact] = [
        .edgeStopped(status: 403, by: stop), .edgeStopped(status: nil, by: noRule),
        .edgeStopped(status: 403, by: WhyFact.Stop(rules: (1...6).map { "rule-\($0)" }, actions: [])),
        .edgeLimit(by: stop), .edgeLimit(by: noRule), .edgeGotNoAnswer(status: 524),
        .balancerStopped(status: 403, by: WhyFact.Stop(rules: ["no-bulk"], actions: ["deny"]), word: "denied_by_security_policy"),
        .balancerStopped(status: 503, by: WhyFact.Stop(rules: [], actions: []), word: "failed_to_pick_backend"),
        .gaveUp(.edge, status: 524, word: nil, behind: 200), .gaveUp(.balancer, status: 504, word: "backend_timeout", behind: 200),
        .answeredBehind(.edge, status: 503), .gatewayRefused(status: 401, error: "invalid_authorization", part: .caller),
        .gatewayRefused(status: 403, error: nil, part: .policy), .gatewayRefused(status: 403, error: nil, part: nil),
        .gatewayLimit(error: "body_bytes_of_caller"), .gatewayFailed(status: 503, error: "no_keys"), .gatewayStopped,
        .providerLimit(provider: "gcp.vertex_ai"), .providersFailed(status: 503, calls: 0),
        .providersFailed(status: 503, calls: 1), .providersFailed(status: 503, calls: 2), .providersFailed(status: 503, calls: 3),
        .providerRefused(provider: "openai", status: 400, error: "http_400"), .limitNotSaid(source: "gitlab.ai_gateway"),
        .answeredWithoutReason(source: "gitlab.ai_gateway", status: 503),
        .runtimeAnswered(source: "google.cloud_run", status: 503), .callFailed(call),
        .callFailed(WhyFact.Call(number: 2, provider: nil, status: nil, error: nil)),
        .callLimited(WhyFact.Call(number: 2, provider: "gcp.vertex_ai", status: 429, error: "quota")),
        .clientLeft(seenBy: .edge, hadWords: true), .clientLeft(seenBy: .gateway, hadWords: false),
        .clientLeft(seenBy: .balancer, hadWords: nil), .providerCut(provider: "anthropic", error: "idle_timeout", tokens: 57),
        .gatewayCut(source: "gitlab.ai_gateway", error: "APIConnectionError"),
        .gatewayCut(source: "waybill.gateway", error: "shutdown"),
        .backendCut(word: "backend_connection_closed_after_partial_response_sent"), .gatewaySilent, .endNotSaid, .notStarted,
        .total(by: .edge), .edgeWaited(forWhole: true), .edgeWaited(forWhole: false), .edgeOwn, .monolithTotal,
        .gatewayTotal(source: "google.cloud_run"), .gatewayOwn, .firstWord, .firstByte, .words(tokens: 1, provider: "anthropic"),
        .words(tokens: nil, provider: nil), .call(number: 1, provider: "anthropic", tokens: 1_734), .failedCalls(count: 2),
        .triedElsewhere(region: "europe-west2", status: 503), .rerouted(from: "europe-west2", why: .known(.refused)),
        .wayBetween(outer: "cloudflare.http_requests", inner: "waybill.gateway", apart: 0),
        .wayBetween(outer: "google.load_balancer", inner: "gitlab.ai_gateway", apart: -1_640_000_000), .shareNotSaid,
    ]

    @Test func `each fact is among these samples, and the manual lists each code`() throws {
        #expect(Set(Self.facts.map(\.code)) == Set(WhyFact.Code.allCases))
        let page = try Repository.text("man/trace-why.1").components(separatedBy: "\n.Ss Codes\n").last ?? ""
        let listed = page.matches(of: #/(?m)^\.It Li ([a-z_]+)$/#).map { String($0.1) }
        #expect(listed == WhyFact.Code.allCases.map(\.rawValue))
    }

    @Test func `the words of all of them are the golden file`() throws {
        let lines = Self.facts.map { "\($0.code.rawValue): \(FaultWords.text($0, nil))" }
        for line in lines { #expect(!line.hasSuffix(".") && !line.contains("Optional(")) }
        try Golden.expect(lines.map { $0 + "\n" }.joined(), in: "why-words.txt", of: "summaries")
    }

    @Test func `hostile words of a line are printable in every fact`() {
        let text = FaultWords.text(.backendCut(word: "\u{1b}[31mred\u{202e}"), nil)
        #expect(!text.unicodeScalars.contains { $0.value == 0x1b || $0.value == 0x202e })
    }

    // MARK: The sentence

    private func sentence(_ statements: [WhyStatement]) -> String? { WhySentence(Why(statements: statements))?.text }

    private func said(_ fact: WhyFact, _ milliseconds: Int64? = nil, _ basis: Basis = .observed) -> WhyStatement {
        WhyStatement(fact, length: milliseconds.map { $0 * millisecond }, basis: basis, evidence: [1])
    }

    @Test func `a slow stream's sentence says the first word, the words and what edge and gateway took`() {
        let slow = [
            said(.total(by: .edge), 4_055), said(.edgeOwn, 4), said(.gatewayOwn, 1), said(.firstWord, 40),
            said(.words(tokens: 40, provider: "anthropic"), 4_010),
        ]
        #expect(
            sentence(slow) == "4.05 s: 40 ms to the first word, 4.01 s for 40 tokens from anthropic; edge and gateway 5.0 ms")
    }

    @Test func `where the edge took most of it, it stands in front`() {
        let slow = [
            said(.total(by: .edge), 3_900), said(.edgeOwn, 3_490), said(.gatewayOwn, 5),
            said(.call(number: 1, provider: "anthropic", tokens: nil), 400),
        ]
        #expect(
            sentence(slow) == "3.90 s: 3.49 s at the edge, 5.0 ms in the gateway itself, 400 ms for the answer of anthropic")
    }

    @Test func `a failure comes before the time, with the calls that failed`() {
        let failed = [
            said(.providersFailed(status: 503, calls: 2)), said(.callFailed(Self.call), 210),
            said(.callLimited(WhyFact.Call(number: 2, provider: "openai", status: 429, error: nil)), 12),
            said(.total(by: .edge), 240),
        ]
        let calls = "anthropic (529, overloaded) after 210 ms, openai (429) after 12 ms"
        #expect(sentence(failed) == "the gateway returned 503, as both calls failed: \(calls)")
    }

    @Test func `what is inferred is said to be probable, and what is certain of it is not`() {
        #expect(
            sentence([said(.providersFailed(status: 503, calls: 1), nil, .inferred)])
                == "the gateway returned 503, probably as its only call failed")
        #expect(sentence([said(.gatewayStopped, nil, .inferred)]) == "probably the gateway was shutting down")
    }

    @Test func `a request that went well after a call failed says what that cost`() {
        let detour = [
            said(.callFailed(Self.call), 210), said(.total(by: .edge), 1_200), said(.firstWord, 430),
            said(.words(tokens: 31, provider: "openai"), 755), said(.failedCalls(count: 1), 210),
        ]
        let first = "430 ms to the first word (210 ms of it lost to anthropic: 529, overloaded)"
        #expect(sentence(detour) == "1.20 s: \(first), 755 ms for 31 tokens from openai")
    }

    @Test func `several calls that failed are counted, and clocks that contradict each other are told of`() {
        let detour = [
            said(.callFailed(Self.call), 210),
            said(.callFailed(WhyFact.Call(number: 2, provider: "openai", status: nil, error: nil)), 20),
            said(.total(by: .edge), 1_200), said(.call(number: 3, provider: "gcp.vertex_ai", tokens: 9), 940),
            said(.failedCalls(count: 2), 230),
            said(.wayBetween(outer: "cloudflare.http_requests", inner: "waybill.gateway", apart: -1_780_000_000), nil, .unknown),
        ]
        let lost = "230 ms lost to 2 calls: anthropic (529, overloaded), openai"
        let clocks = "the clocks of the edge and the gateway are at least 1.78 s apart"
        #expect(sentence(detour) == "1.20 s: 940 ms for 9 tokens from gcp.vertex_ai, \(lost); \(clocks)")
    }

    @Test func `nothing is said where only the length of it all is known`() {
        #expect(
            sentence([said(.endNotSaid, nil, .unknown), said(.total(by: .edge), 88), said(.shareNotSaid, nil, .unknown)]) == nil)
        #expect(sentence([]) == nil)
    }

    @Test func `the longest lengths that there are make a sentence all the same`() {
        let odd =
            [WhyStatement(.total(by: .edge), length: .max, basis: .observed, evidence: [])]
            + [.edgeOwn, .gatewayOwn, .firstWord].map { WhyStatement($0, length: .max, basis: .observed, evidence: []) }
        #expect(sentence(odd) != nil)
    }
}
