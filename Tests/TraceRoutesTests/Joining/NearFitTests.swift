import LogRecords
import OddValues
import Testing

@testable import TraceRoutes

/// Lines that nearly fit: tries, clocks that disagree, lines that are lost.
struct NearFitTests {
    private let ray = Story.ray(at: 0)

    @Test func `one ray on two paths is two requests`() throws {
        var story = Story()
        story.edge(ray, path: "/ai/v2/completions")
        story.edge(ray, path: "/ai/v1/chat")
        #expect(try story.ask(ray.hexadecimal).outcome == .ambiguous)
    }

    @Test func `calls that Cloud Run's line took with it still find the edge`() throws {
        var story = Story()
        story.edge(ray) { $0.correlationID = "c" }
        story.balancer(trace: someTrace)
        story.cloudRun(trace: someTrace, "us-east4", instance: "replica-us-east4")
        story.call("complete", "c", at: 1.2, "us-east4", provider: "anthropic", model: "m", served: true) { $0.traceID = someTrace }
        for paste in [ray.hexadecimal, "c", someTrace.hexadecimal] {
            let answer = try story.ask(paste)
            #expect(answer.outcome == .found)
            #expect(answer.verdict?.edge.value == "IAD")
            #expect(answer.verdict?.provider.value == "anthropic")
        }
    }

    @Test func `a second try without a ray is told by the parent span it was handed`() throws {
        var story = Story()
        story.balancer(trace: someTrace) { $0.region = "us-east4" }
        for (id, region, start, status) in [("r-1", "us-east4", 0.1, 503), ("r-2", "europe-west2", 0.3, 200)] {
            story.gateway(id, region, from: start, to: start + 0.1, status: status) {
                $0.traceID = someTrace
                $0.parentSpanID = 77
            }
        }
        let answer = try story.ask(someTrace.hexadecimal)
        #expect(answer.outcome == .found)
        #expect(answer.verdict?.region.value == "europe-west2")
    }

    @Test func `a balancer's region is not the region where two gateways fit it`() throws {
        var story = Story()
        story.balancer(trace: someTrace) {
            $0.region = "us-east4"
            $0.spanID = 5
        }
        story.gateway("r-1", "us-east4", from: 0.1, to: 0.2, status: 503) { $0.traceID = someTrace }
        story.gateway("r-2", "europe-west2", from: 0.3, to: 1.8) { $0.traceID = someTrace }
        let answer = try story.ask("0000000000000005")
        #expect(answer.verdict?.region.value == nil)
        #expect(answer.verdict?.region.cause == .several)
    }

    @Test func `calls of two requests whose own lines are lost are not dropped from the choice`() throws {
        var story = Story()
        story.edge(ray) { $0.correlationID = "c" }
        story.call("complete", "c", at: 0.9, "us-east4", provider: "anthropic", model: "m", served: true)
        story.call("complete", "c", at: 1.2, "europe-west2", provider: "openai", model: "m", served: true)
        #expect(try story.ask("c").outcome == .ambiguous)
    }

    @Test func `a call is unknown where Cloud Run's line fits two gateway lines`() throws {
        var story = Story()
        story.cloudRun(trace: someTrace, "us-east4", instance: "replica-us-east4")
        story.access("c", "us-east4") { $0.traceID = someTrace }
        story.access("c", "us-east4", from: 0.2, to: 1.7) { $0.traceID = someTrace }
        let routes = try story.ask(someTrace.hexadecimal).routes
        #expect(routes.contains { $0.verdict.provider.cause == .several })
    }

    @Test func `a second try that passed the balancer twice is one request`() throws {
        var story = Story()
        story.edge(ray)
        for (id, region, start, status) in [("r-1", "us-east4", 0.1, 503), ("r-2", "europe-west2", 0.4, 200)] {
            story.balancer(trace: someTrace, from: start, to: start + 0.2) { $0.region = region }
            story.cloudRun(trace: someTrace, region, instance: id, from: start, to: start + 0.2, status: status)
            story.gateway(id, region, from: start + 0.01, to: start + 0.19, status: status) {
                $0.ray = ray
                $0.traceID = someTrace
            }
        }
        let answer = try story.ask(someTrace.hexadecimal)
        #expect(answer.outcome == .found)
        #expect(answer.verdict?.region.value == "europe-west2")
        #expect(answer.verdict?.provider.value == "gcp.vertex_ai")
        #expect(answer.routes[0].hops.count { $0.vantage == .gateway } == 2)
    }

    @Test func `a gateway whose answer was not the one sent is not the one that served`() throws {
        var story = Story()
        story.edge(ray, status: 200)
        story.gateway("r-1", "us-east4", status: 503, attempts: []) { $0.ray = ray }
        let verdict = try story.ask(ray.hexadecimal).verdict
        #expect(verdict?.region.value == nil)
        #expect(verdict?.provider.cause != .notCalled)
    }

    @Test func `what is one request only if clocks differ is inferred, with by how much, whichever id is asked`() throws {
        var story = Story()
        story.edge(ray, to: 2.05) { $0.correlationID = "c" }
        story.access("c", "us-east4", from: 2.6, to: 3.8)
        for id in [ray.hexadecimal, "c"] {
            let verdict = try story.ask(id).verdict
            #expect(verdict?.region.value == "us-east4")
            #expect(verdict?.region.basis == .inferred)
            #expect(verdict?.edge.basis == .inferred)
            #expect(verdict?.region.rule?.description == "clocks-differ")
            let shift = try #require(
                verdict?.region.details.compactMap { if case .clocksDiffer(let nanoseconds) = $0 { nanoseconds } else { nil } }
                    .first)
            #expect((1_600_000_000..<1_700_000_000).contains(shift))
        }
    }

    @Test func `more than five seconds are no difference of clocks`() throws {
        var story = Story()
        story.edge(ray) { $0.correlationID = "c" }
        story.access("c", "us-east4", from: 8, to: 9.5)
        #expect(try story.ask(ray.hexadecimal).verdict?.region.value == nil)
    }

    @Test func `a pair that fits only if clocks disagree is not taken beside other requests of its id`() throws {
        var story = Story()
        story.edge(ray) { $0.correlationID = "c" }
        story.access("c", "us-east4", from: 2.1, to: 3.8)
        story.edge(Story.ray(at: 1), from: 1, to: 1.2, path: "/ai/v1/chat") { $0.correlationID = "c" }
        let verdict = try story.ask(ray.hexadecimal).verdict
        #expect(verdict?.region.cause == .several)
    }

    @Test func `a failure beside a balancer's two passes may be the first of two tries`() throws {
        var story = Story()
        story.balancer(trace: someTrace, from: 0.1, to: 0.3)
        story.balancer(trace: someTrace, from: 0.4, to: 0.6)
        story.gateway("r-1", "us-east4", from: 0.1, to: 0.25, status: 503, attempts: []) { $0.traceID = someTrace }
        let answer = try story.ask("r-1")
        #expect(answer.verdict?.region.value == nil)
        #expect(answer.verdict?.provider.cause != .notCalled)
    }

    @Test func `a caller's line that was copied is one caller`() throws {
        var story = Story()
        story.rails("c")
        story.rails("c")
        story.edge(ray) { $0.correlationID = "c" }
        story.access("c", "us-east4", from: 1.3, to: 2.9)
        #expect(try story.ask(ray.hexadecimal).verdict?.region.value == "us-east4")
    }

    @Test func `what a registry resolved beside lines of another request is no inference`() throws {
        var story = Story()
        story.rails("c", from: -1, to: 30)
        story.access("c", "us-east4")
        story.access("c", "us-east4", from: 20, to: 22)
        story.call("registry", "c", at: 0.2, "us-east4", provider: "openai", model: "m")
        #expect(try story.ask("c").routes.allSatisfy { $0.verdict.provider.value == nil })
    }

    @Test func `without the edge's line the try that did not fail served, whatever the clocks say`() throws {
        var story = Story()
        story.balancer(trace: someTrace, from: 0.1, to: 0.3) { $0.status = 503 }
        for (id, region, start, status) in [("r-1", "us-east4", 1.1, 503), ("r-2", "europe-west2", 0.4, 200)] {
            story.gateway(id, region, from: start, to: start + 0.1, status: status) {
                $0.ray = ray
                $0.traceID = someTrace
            }
        }
        #expect(try story.ask("r-1").verdict?.region.value == "europe-west2")
    }

    @Test func `hundreds of lines of one id are parted into all their requests`() throws {
        var story = Story()
        let count = Dice.count(150, soak: 500)
        for number in 0..<count {
            story.access("default", "us-east4", from: Double(number), to: Double(number) + 0.5)
            story.call(
                "complete", "default", at: Double(number) + 0.4, "us-east4", provider: "p\(number)", model: "m", served: true)
        }
        let answer = try story.ask("default")
        #expect(answer.notes.contains(.requestsBounded(found: count, shown: 50)))
        #expect(answer.routes.map(\.verdict.provider.value).contains("p7"))
    }
}
