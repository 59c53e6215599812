import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// Why something is not there.
struct CauseTests {
    private let ray = Story.ray(at: 0)

    @Test func `a source that was never loaded is named`() throws {
        var story = Story()
        story.edge(ray)
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.verdict?.region.cause == .notLoaded)
        let balancer = answer.routes[0].hops.first { $0.vantage == .balancer }
        #expect(balancer?.cause == .notLoaded)
        #expect(balancer?.detail == .neverLoaded(sources: ["google.load_balancer"]))
    }

    @Test func `what is covered and not there is none found, which rests on the ledger`() throws {
        var story = Story()
        story.edge(ray)
        story.shards = Shards.edge() + Shards.gateway()
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.verdict?.region.cause == .noneFound)
        #expect(answer.restsOnLedger)
        story.shards = Shards.edge() + Shards.gateway().map { $0.cut() }
        #expect(try story.ask(ray.hexadecimal).restsOnLedger)
        story.pruned[Day(Story.day)] = Story.day
        let pruned = try story.ask(ray.hexadecimal)
        #expect(pruned.verdict?.region.cause == .expired && pruned.restsOnLedger)
        #expect(try Story().ask(ray.hexadecimal).restsOnLedger)
    }

    @Test func `a route whose lines are all there, or of which nothing else was loaded, does not rest on the ledger`() throws {
        var story = Story()
        story.edge(ray)
        #expect(try !story.ask(ray.hexadecimal).restsOnLedger)
    }

    @Test func `a hole in the gateway's shards is not loaded`() throws {
        var story = Story()
        story.edge(ray)
        story.shards = Shards.edge() + Shards.gateway(without: 2)
        #expect(try story.ask(ray.hexadecimal).verdict?.region.cause == .notLoaded)
    }

    @Test func `a gateway's shard that was cut short is truncated`() throws {
        var story = Story()
        story.edge(ray)
        story.shards = Shards.edge() + Shards.gateway().map { $0.cut() }
        #expect(try story.ask(ray.hexadecimal).verdict?.region.cause == .truncated)
    }

    @Test func `what was pruned is expired`() throws {
        var story = Story()
        story.edge(ray)
        story.shards = Shards.edge() + Shards.gateway().map { $0.gone() }
        #expect(try story.ask(ray.hexadecimal).verdict?.region.cause == .expired)
    }

    @Test func `GitLab's gateway logs no ray, so a covered edge line cannot be found`() throws {
        var story = Story()
        story.access("c", "us-east4")
        story.shards = Shards.edge()
        #expect(try story.ask("c").verdict?.edge.cause == .notLogged)
    }

    @Test func `a five-minute hole at the edge is not loaded, and its time is said`() throws {
        var story = Story()
        story.access("c", "us-east4")
        story.shards = Shards.edge(without: 0)
        let edge = try story.ask("c").verdict?.edge
        #expect(edge?.cause == .notLoaded)
        let hole = edge?.details.compactMap { if case .windowNotLoaded(_, let range) = $0 { range } else { nil } }.first
        #expect(hole?.from == Instant(rfc3339: "2026-09-15T11:30:00Z"))
    }

    @Test func `the workflow service is not behind the edge`() throws {
        var story = Story()
        story.access("c", "europe-west2") { $0.service = "duo-workflow-svc" }
        story.shards = Shards.edge()
        let edge = try story.ask("c").verdict?.edge
        #expect(edge?.cause == .notLogged)
        #expect(edge?.details == [.besideEdge])
    }

    @Test func `an edge line with no id but its ray meets no gateway that logs none`() throws {
        var story = Story()
        story.edge(ray)
        story.shards = Shards.edge() + Shards.gateway(source: "gitlab.ai_gateway")
        #expect(try story.ask(ray.hexadecimal).verdict?.region.cause == .notLogged)
    }

    @Test func `Cloud Run's line alone names no provider`() throws {
        var story = Story()
        story.cloudRun(trace: someTrace, "us-east4")
        story.shards = Shards.gateway(source: "gitlab.ai_gateway")
        let provider = try story.ask(someTrace.hexadecimal).verdict?.provider
        #expect(provider?.cause == .notLogged)
    }

    @Test func `a source that says it samples explains a missing balancer`() throws {
        var story = Story()
        story.cloudRun(trace: someTrace, "us-east4")
        story.gateway("r-1") {
            $0.traceID = someTrace
            $0.sampled = true
        }
        story.shards = Shards.gateway(source: "google.load_balancer", hours: 6)
        let hop = try story.ask("r-1").routes[0].hops.first { $0.vantage == .balancer }
        #expect(hop?.cause == .sampled)
    }

    @Test func `a web chat is handed on under another id, and the user's jobs are a choice`() throws {
        var story = Story()
        story.rails("web-1", ray: ray, from: 0, to: 0.2, path: "/api/graphql")
        story.rails("job-1", from: 5, to: 9, path: nil, service: "sidekiq")
        story.rails("job-2", from: 500, to: 509, path: nil, service: "sidekiq")
        story.access("job-1", "us-east4", from: 6, to: 8)
        let answer = try story.ask("web-1")
        #expect(answer.verdict?.region.cause == .otherID)
        #expect(answer.verdict?.provider.cause == .otherID)
        #expect(answer.routes[0].hops.map(\.vantage) == [.monolith, .gateway])
        #expect(answer.routes[0].related.map { $0.ids[.correlationID] } == [["job-1"]])
        #expect(try story.ask("job-1").verdict?.region.value == "us-east4")
    }

    @Test func `hops behind an edge that blocked were not reached`() throws {
        var story = Story()
        story.edge(ray, status: 403, origin: 0) { $0.error = "block" }
        let hops = try story.ask(ray.hexadecimal).routes[0].hops
        #expect(hops.map(\.cause) == [nil, .notReached, .notReached])
    }
}
