import LogRecords
import Testing

@testable import TraceRoutes

/// Where the time went: lengths of one line, and nothing between two clocks.
struct WhyTimeTests {
    private let ray = Story.ray(at: 0)
    private let millisecond: Int64 = 1_000_000

    private func times(_ fill: (inout Story) -> Void) throws -> [WhyStatement] {
        var story = Story()
        fill(&story)
        return try #require(try story.ask(ray.hexadecimal).routes.first).why.times
    }

    private func length(_ code: WhyFact.Code, in times: [WhyStatement]) -> Int64? {
        times.first { $0.fact.code == code }?.length
    }

    /// An edge of four seconds and a gateway of a little less.
    private func slow(_ story: inout Story, origin: Int64?, _ fill: (inout Sighting) -> Void = { _ in }) {
        story.edge(ray, to: 4) { $0.originDuration = origin.map { $0 * millisecond } }
        var attempt = Attempt.served("anthropic", "m")
        (attempt.duration, attempt.outputTokens) = (3_980 * millisecond, 40)
        story.gateway("r-1", to: 4.09, attempts: [attempt]) {
            ($0.ray, $0.duration, $0.overhead) = (ray, 3_990 * millisecond, 10 * millisecond)
            ($0.firstToken, $0.lastToken, $0.stream) = (40 * millisecond, 3_985 * millisecond, true)
            fill(&$0)
        }
    }

    @Test func `each part is what one line states, or a difference within it`() throws {
        let said = try times { slow(&$0, origin: 3_995) }
        #expect(length(.total, in: said) == 4_000 * millisecond)
        #expect(length(.edgeWaited, in: said) == 3_995 * millisecond)
        #expect(length(.edgeOwn, in: said) == 5 * millisecond)
        #expect(length(.gatewayTotal, in: said) == 3_990 * millisecond)
        #expect(length(.gatewayOwn, in: said) == 10 * millisecond)
        #expect(length(.firstWord, in: said) == 40 * millisecond)
        #expect(length(.words, in: said) == 3_945 * millisecond)
        #expect(said.contains { $0.fact == .words(tokens: 40, provider: "anthropic") && $0.evidence == [2] })
        #expect(length(.call, in: said) == 3_980 * millisecond)
    }

    @Test func `an origin's duration that is shorter than the gateway's own is no whole wait, and what is left is nobody's`()
        throws
    {
        let said = try times { slow(&$0, origin: 60) }
        let wait = try #require(said.first { $0.fact.code == .edgeWaited })
        #expect(wait.fact == .edgeWaited(forWhole: false))
        #expect(wait.basis == .inferred)
        #expect(length(.edgeOwn, in: said) == nil)
    }

    @Test func `without a line behind it the edge's own part is inferred`() throws {
        let said = try times { $0.edge(ray, to: 4) { $0.originDuration = 3_900 * millisecond } }
        #expect(said.filter { $0.fact.code == .edgeOwn }.map(\.basis) == [.inferred])
    }

    @Test func `the way between two systems is unknown, and by how much their clocks differ is told`() throws {
        let near = try times { slow(&$0, origin: 3_995) }
        #expect(near.last?.fact.code == .wayBetween)
        #expect(near.last?.basis == .unknown)
        #expect(near.last?.length == nil)
        let far = try times { story in
            story.edge(ray, to: 1)
            story.gateway("r-1", from: 2.5, to: 3.3) { $0.ray = ray }
        }
        guard case .wayBetween(_, _, let apart)? = far.last?.fact else {
            Issue.record("no way is told of")
            return
        }
        #expect(apart >= 1_300 * millisecond)
    }

    @Test func `calls that failed, and a region that was asked before, are what a detour cost`() throws {
        let said = try times { story in
            story.edge(ray, to: 3)
            story.gateway("r-1", "europe-west2", from: 0.1, to: 0.13, status: 503, attempts: []) { $0.ray = ray }
            var failed = Attempt.failed("anthropic", "overloaded")
            failed.duration = 210 * millisecond
            story.gateway("r-2", "us-east4", from: 0.2, to: 2.8, attempts: [failed, .served("openai", "m")]) {
                ($0.ray, $0.reroutedFrom) = (ray, "europe-west2")
            }
        }
        #expect(length(.failedCalls, in: said) == 210 * millisecond)
        let tried = try #require(said.first { $0.fact.code == .triedElsewhere })
        #expect(tried.fact == .triedElsewhere(region: "europe-west2", status: 503))
        #expect(tried.length == 30 * millisecond)
        #expect(!said.contains { $0.fact.code == .rerouted })
    }

    @Test func `what passing a region by cost is in no line`() throws {
        let said = try times { story in
            story.edge(ray)
            story.gateway("r-1", "us-east4") { ($0.ray, $0.reroutedFrom, $0.rerouteReason) = (ray, "europe-west2", "refused") }
        }
        let passed = try #require(said.first { $0.fact.code == .rerouted })
        #expect(passed.fact == .rerouted(from: "europe-west2", why: .known(.refused)))
        #expect(passed.length == nil)
    }

    @Test func `a request of which only its length is known says that no line tells more`() throws {
        let said = try times { $0.edge(ray) }
        #expect(said.map(\.fact) == [.total(by: .edge), .shareNotSaid])
        #expect(said.map(\.basis) == [.observed, .unknown])
    }

    @Test func `lengths that cannot be are left out`() throws {
        let said = try times { story in
            slow(&story, origin: -5) { ($0.overhead, $0.firstToken, $0.lastToken) = (-1, .max, .min) }
        }
        #expect(said.allSatisfy { $0.length.map { $0 >= 0 } ?? true })
        #expect(length(.edgeWaited, in: said) == nil)
        #expect(length(.words, in: said) == nil)
    }
}
