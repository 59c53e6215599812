import LogRecords
import Testing

@testable import TraceRoutes

/// Requests that were tried twice, and callers that share an id.
struct TriesTests {
    private let ray = Story.ray(at: 0)

    @Test func `two rays under one correlation id are two callers, and a call that fits both is of neither`() throws {
        var story = Story()
        let first = Story.ray(at: 0, low: 1)
        story.rails("c", ray: first)
        story.rails("c", ray: Story.ray(at: 0.1, low: 2), from: -0.1, to: 2.1)
        story.edge(ray) { $0.correlationID = "c" }
        story.access("c", "us-east4", from: 0.3, to: 1.7)
        let answer = try story.ask(first.hexadecimal)
        #expect(answer.verdict?.region.value == nil)
        #expect(answer.verdict?.region.cause == .several)
    }

    @Test func `a failure that called no provider is perhaps a first try where the edge's line is lost`() throws {
        var story = Story()
        story.gateway("r-1", status: 503, attempts: [])
        #expect(try story.ask("r-1").verdict?.region.value == nil)
        #expect(try story.ask("r-1").verdict?.provider.basis == .unknown)
    }

    @Test func `a failure of all providers is the answer of its region`() throws {
        var story = Story()
        story.gateway("r-1", status: 503, attempts: [.failed("anthropic", "overloaded")])
        #expect(try story.ask("r-1").verdict?.region.value == "us-east4")
    }

    @Test func `of two tries that failed the one that called a provider was the last, whatever the clocks say`() throws {
        var story = Story()
        story.edge(ray, status: 503)
        story.gateway("r-1", "us-east4", from: 1.5, to: 1.6, status: 503, attempts: []) { $0.ray = ray }
        story.gateway("r-2", "europe-west9", status: 503, attempts: [.failed("anthropic", "overloaded")]) { $0.ray = ray }
        #expect(try story.ask(ray.hexadecimal).verdict?.region.value == "europe-west9")
    }

    @Test func `the balancer's two lines are one request's tries although a gateway's clock is wrong`() throws {
        var story = Story()
        story.edge(ray) { $0.traceID = someTrace }
        for (id, region, start, status, skew) in [("r-1", "us-east4", 0.1, 503, 1.8), ("r-2", "europe-west2", 0.4, 200, 0.0)] {
            story.balancer(trace: someTrace, from: start, to: start + 0.2)
            story.gateway(id, region, from: start + 0.01 + skew, to: start + 0.19 + skew, status: status) {
                $0.ray = ray
                $0.traceID = someTrace
            }
        }
        let answer = try story.ask(someTrace.hexadecimal)
        #expect(answer.outcome == .found)
        #expect(answer.verdict?.region.value == "europe-west2")
    }

    @Test(arguments: [0.02, 0.32])
    func `a balancer that reached nobody makes no clock wrong, and does not answer for the later try`(later: Double) throws {
        var story = Story()
        story.balancer(trace: someTrace, from: 0, to: 0.012, result: "failed_to_connect_to_backend") { $0.status = 502 }
        story.gateway("r-1", "us-east4", from: later, to: later + 0.01) {
            $0.traceID = someTrace
            $0.correlationID = "c"
        }
        let answer = try story.ask("c")
        #expect(answer.verdict?.region.value == "us-east4")
        #expect(answer.verdict?.region.basis == .observed)
        #expect(answer.routes.first?.request.status == 200)
        #expect(answer.routes.first?.request.error == nil)
    }

    @Test func `a try that reached nobody makes no second request of the later try's trace`() throws {
        var story = Story()
        story.edge(ray, from: 0, to: 0.63) { ($0.traceID, $0.originStatus) = (someTrace, 200) }
        story.balancer(trace: someTrace, from: 0.0001, to: 0.004, result: "failed_to_connect_to_backend") { $0.status = 502 }
        story.balancer(trace: someTrace, from: 0.0041, to: 0.63) { $0.status = 200 }
        story.cloudRun(trace: someTrace, "us-east4", instance: "i-2", from: 0.0041, to: 0.63)
        story.gateway("r-1", "us-east4", from: 0.31, to: 0.33) {
            $0.ray = ray
            $0.traceID = someTrace
        }
        let answer = try story.ask(ray.hexadecimal)
        let balancer = answer.routes.first?.hops.first { $0.vantage == .balancer }
        #expect(balancer?.status == 200 && balancer?.cause == nil)
        #expect(answer.verdict?.region.basis == .observed)
    }

    @Test func `a balancer that reached nobody after a gateway failed sent the answer`() throws {
        var story = Story()
        story.edge(ray, from: 0, to: 0.06) {
            $0.traceID = someTrace
            ($0.status, $0.originStatus) = (nil, nil)
        }
        story.gateway("r-1", "europe-west2", from: 0.01, to: 0.02, status: 503) {
            $0.ray = ray
            $0.traceID = someTrace
        }
        story.balancer(trace: someTrace, from: 0.04, to: 0.05, result: "failed_to_connect_to_backend") { $0.status = 502 }
        #expect(try story.ask(someTrace.hexadecimal).routes.first?.request.status == 502)
    }
}
