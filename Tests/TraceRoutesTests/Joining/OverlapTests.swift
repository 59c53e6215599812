import LogRecords
import Testing

@testable import TraceRoutes

/// Requests of one id that were under way at once.
struct OverlapTests {
    private let first = Story.ray(at: 0, low: 1)
    private let second = Story.ray(at: 0.1, low: 2)
    private let otherTrace = ID128(high: 5, low: 6)

    @Test func `where each has a partner, a trace of one request alone leaves the other what fits it`() throws {
        var story = Story()
        story.edge(first, from: 0, to: 3) { $0.correlationID = "c" }
        story.cloudRun(trace: someTrace, "us-east4", instance: "replica-us-east4", from: 0.02, to: 2.9)
        story.access("c", "us-east4", from: 0.03, to: 2.9) { $0.traceID = someTrace }
        story.edge(second, from: 0.5, to: 1.5) {
            $0.correlationID = "c"
            $0.traceID = otherTrace
        }
        story.cloudRun(trace: otherTrace, "europe-west9", instance: "replica-europe-west9", from: 0.52, to: 1.48)
        story.access("c", "europe-west9", from: 0.53, to: 1.47) { $0.traceID = otherTrace }
        #expect(try story.ask(first.hexadecimal).verdict?.region.value == "us-east4")
        #expect(try story.ask(second.hexadecimal).verdict?.region.value == "europe-west9")
    }

    @Test func `another request's trace does not leave a request without what may be its own`() throws {
        var story = Story()
        story.edge(first, from: 0, to: 3) { $0.correlationID = "c" }
        story.edge(second, from: 0.5, to: 1.5) {
            $0.correlationID = "c"
            $0.traceID = otherTrace
        }
        story.cloudRun(trace: otherTrace, "europe-west9", instance: "replica-europe-west9", from: 0.52, to: 1.48)
        story.access("c", "europe-west9", from: 0.53, to: 1.47) { $0.traceID = otherTrace }
        let region = try story.ask(first.hexadecimal).verdict?.region
        #expect(region?.value == nil)
        #expect(region?.cause == .several)
    }

    @Test func `a call that a replica's line joins to Cloud Run's is contested by the application line beside it`() throws {
        var story = Story()
        story.edge(first, from: 0, to: 0.2) {
            $0.correlationID = "c-1"
            $0.traceID = someTrace
        }
        story.cloudRun(trace: someTrace, "us-east4", from: 0.02, to: 0.187)
        story.access("c-1", from: 0.012, to: 0.161) { $0.gatewayInstance = "replica-1" }
        story.access("c-3", from: 0.103, to: 0.284) {
            $0.gatewayInstance = "replica-1"
            $0.correlationID = nil
            $0.traceID = someTrace
        }
        story.call("request", "c-2", at: 0.118) {
            $0.gatewayInstance = "replica-1"
            $0.traceID = someTrace
        }
        story.call("complete", "c-2", at: 0.199, provider: "anthropic", served: true) { $0.gatewayInstance = "replica-1" }
        #expect(try story.ask("c-2").verdict?.region.value == nil)
    }

    @Test func `a call that is found with another request's edge is not taken from it`() throws {
        var story = Story()
        story.edge(first, from: 0.007, to: 0.323) {
            $0.correlationID = "c"
            $0.traceID = someTrace
        }
        story.cloudRun(trace: someTrace, "us-east4", instance: "replica-us-east4", from: -0.026, to: 0.27)
        story.edge(second, from: 0.567, to: 0.875, status: 503) { $0.correlationID = "c" }
        story.balancer(trace: otherTrace, from: 0.581, to: 0.883) { $0.status = 503 }
        for (kind, time) in [("request", 0.634), ("complete", 0.815)] {
            story.call(kind, "c", at: time, "us-east4", provider: "anthropic", served: true) { $0.traceID = otherTrace }
        }
        story.call("usage", "c", at: 0.776, "us-east4")
        let parts = Parting(story.lines.map(JoinedRecord.init)).parts { _ in true }
        #expect(parts.allSatisfy { $0.records.count { $0.vantage == .edge } < 2 }, "\(parts.map(\.records.count))")
    }
}
