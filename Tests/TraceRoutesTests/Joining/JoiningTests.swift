import LogRecords
import Testing

@testable import TraceRoutes

/// Which lines are one request, and which are not.
struct JoiningTests {
    private let ray = Story.ray(at: 0)

    private func vantages(_ answer: Answer) -> [String] {
        answer.routes.first?.hops.filter { $0.cause == nil }.map { $0.vantage.name } ?? []
    }

    @Test func `edge and gateway meet by the ray`() throws {
        var story = Story()
        story.edge(ray)
        story.gateway("r-1") { $0.ray = ray }
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.outcome == .found)
        #expect(vantages(answer) == ["edge", "gateway"])
        #expect(answer.routes[0].hops.last?.link == Hop.Link(by: "ray", exact: true))
    }

    @Test func `the whole chain is found from its far end`() throws {
        var story = Story()
        story.edge(ray) {
            $0.correlationID = "corr-1"
            $0.traceID = someTrace
        }
        story.balancer(trace: someTrace)
        story.cloudRun(trace: someTrace, "us-east4", instance: "replica-us-east4")
        story.access("corr-1", "us-east4")
        story.call("complete", "corr-1", at: 1.5, "us-east4", provider: "anthropic", model: "m", served: true)
        for paste in [ray.hexadecimal, someTrace.hexadecimal, "corr-1"] {
            let answer = try story.ask(paste)
            #expect(answer.outcome == .found)
            #expect(vantages(answer) == ["edge", "balancer", "gateway"])
            #expect(answer.verdict?.region.value == "us-east4")
            #expect(answer.verdict?.provider.value == "anthropic")
        }
    }

    @Test func `a client's request id at the edge meets a gateway's correlation id`() throws {
        var story = Story()
        story.edge(ray) { $0.correlationID = "01JYSFBEGWM01JCH9NHK9ZP24X" }
        story.access("01jysfbegwm01jch9nhk9zp24x", "us-east4")
        #expect(try story.ask(ray.hexadecimal).verdict?.region.value == "us-east4")
    }

    @Test func `a provider's ray is never joined with a request's`() throws {
        var story = Story()
        story.edge(ray, "IAD")
        var attempt = Attempt.served("anthropic", "m")
        attempt.providerRay = ray
        story.gateway("r-1", attempts: [attempt])
        let answer = try story.ask("r-1")
        #expect(vantages(answer) == ["gateway"])
        #expect(answer.verdict?.edge.value == nil)
    }

    @Test func `a gateway's request is found by the ray of its provider`() throws {
        var story = Story()
        var attempt = Attempt.served("anthropic", "m")
        attempt.providerRay = ray
        story.gateway("r-1", attempts: [attempt])
        #expect(try story.ask(ray.hexadecimal + "-DEN").verdict?.region.value == "us-east4")
    }

    @Test func `a Worker's sub-request carries the origin's part`() throws {
        var story = Story()
        let child = Story.ray(at: 0.01)
        story.edge(ray, status: 200, origin: 0)
        story.edge(child, status: 200, origin: 200) {
            $0.parentRay = ray
            $0.worker = true
        }
        story.gateway("r-1") { $0.ray = child }
        for asked in [ray, child] {
            let answer = try story.ask(asked.hexadecimal)
            #expect(answer.outcome == .found)
            #expect(answer.verdict?.region.value == "us-east4")
        }
    }

    @Test func `a ring of parents ends`() throws {
        var story = Story()
        let other = Story.ray(at: 0.01)
        story.edge(ray) { $0.parentRay = other }
        story.edge(other) { $0.parentRay = ray }
        #expect(try story.ask(ray.hexadecimal).outcome == .found)
    }

    @Test func `midnight is no border`() throws {
        var story = Story()
        let midnight = 86400 - 41528.0  // Story.day is 11:32:08
        let late = Story.ray(at: midnight - 0.1)
        story.edge(late, from: midnight - 0.1, to: midnight + 3)
        story.gateway("r-1", from: midnight + 0.1, to: midnight + 2) { $0.ray = late }
        let answer = try story.ask(late.hexadecimal)
        #expect(vantages(answer) == ["edge", "gateway"])
    }

    @Test func `a wrong hint does not hide a line`() throws {
        var story = Story()
        let liar = Story.ray(at: -90 * 86400)
        story.edge(liar)
        #expect(try story.ask(liar.hexadecimal).outcome == .found)
    }

    @Test func `a shared correlation id is parted by time, and the answer is a choice`() throws {
        var story = Story()
        let second = Story.ray(at: 300)
        story.edge(ray) { $0.correlationID = "shared" }
        story.access("shared", "us-east4")
        story.edge(second, from: 300, to: 302) { $0.correlationID = "shared" }
        story.access("shared", "europe-west2", from: 300.1, to: 301.8)
        let choice = try story.ask("shared")
        #expect(choice.outcome == .ambiguous)
        #expect(choice.routes.map(\.verdict.region.value) == ["us-east4", "europe-west2"])
        let one = try story.ask(second.hexadecimal)
        #expect(one.outcome == .found)
        #expect(one.verdict?.region.value == "europe-west2")
    }

    @Test func `two requests at once are not told apart by their shared id`() throws {
        var story = Story()
        let second = Story.ray(at: 0.3)
        story.edge(ray) { $0.correlationID = "shared" }
        story.edge(second, from: 0.3, to: 2.3) { $0.correlationID = "shared" }
        story.access("shared", "us-east4")
        story.access("shared", "europe-west2", from: 0.4, to: 2.1)
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.verdict?.edge.value == "IAD")
        #expect(answer.verdict?.region.value == nil)
        #expect(answer.verdict?.region.cause == .several)
        #expect(answer.routes[0].hops.last?.cause == .several)
    }

    @Test func `a model call that fits two requests proves nothing for either`() throws {
        var story = Story()
        story.access("shared", "us-east4")
        story.access("shared", "us-east4", from: 0.3, to: 2.1)
        story.call("complete", "shared", at: 1.0, "us-east4", provider: "anthropic", model: "m", served: true)
        let answer = try story.ask("shared")
        #expect(answer.outcome == .ambiguous)
        #expect(answer.routes.count == 2)
        #expect(answer.routes.allSatisfy { $0.verdict.provider.cause == .several && $0.attempts.isEmpty })
    }

    @Test func `a model call between two requests belongs to the one at work`() throws {
        var story = Story()
        story.access("shared", "us-east4")
        story.access("shared", "us-east4", from: 60, to: 62)
        story.call("complete", "shared", at: 61, "us-east4", provider: "anthropic", model: "m", served: true)
        let answer = try story.ask("shared")
        #expect(answer.routes.map(\.verdict.provider.value) == [nil, "anthropic"])
    }

    @Test func `a later request's gateway is not given to an earlier edge line`() throws {
        var story = Story()
        story.edge(ray) { $0.correlationID = "shared" }
        story.access("shared", "us-east4", from: 600, to: 601)
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.verdict?.region.value == nil)
    }

    @Test func `another path is another request`() throws {
        var story = Story()
        story.edge(ray, path: "/ai/v1/chat/agent") { $0.correlationID = "shared" }
        story.access("shared", "us-east4", path: "/v2/completions")
        #expect(try story.ask(ray.hexadecimal).verdict?.region.value == nil)
    }

    @Test func `an indirect request crosses the edge twice`() throws {
        var story = Story()
        let first = Story.ray(at: -0.3)
        story.edge(first, "LHR", from: -0.3, to: 2.3, path: "/api/v4/chat") { $0.host = "gitlab.customer.example" }
        story.rails("corr-1", ray: first)
        story.edge(ray, "IAD") { $0.correlationID = "corr-1" }
        story.access("corr-1", "us-east4")
        for paste in [first.hexadecimal, ray.hexadecimal, "corr-1"] {
            let answer = try story.ask(paste)
            #expect(answer.outcome == .found)
            #expect(answer.routes[0].hops.map(\.vantage) == [.edge, .monolith, .edge, .balancer, .gateway])
            #expect(answer.verdict?.edge.value == "IAD")
            #expect(answer.routes[0].request.connection == "indirect")
        }
    }

    @Test func `the first crossing alone is not the gateway's`() throws {
        var story = Story()
        let first = Story.ray(at: -0.3)
        story.edge(first, "LHR", from: -0.3, to: 2.3, path: "/api/v4/chat")
        story.rails("corr-1", ray: first)
        story.access("corr-1", "us-east4")
        let answer = try story.ask("corr-1")
        #expect(answer.verdict?.edge.value == nil)
        #expect(answer.routes[0].hops.first?.value == "LHR")
        #expect(answer.verdict?.region.value == "us-east4")
    }

    @Test func `Rails that asked the gateway twice is a caller of both and proves nothing for either`() throws {
        var story = Story()
        story.rails("corr-1", from: -1, to: 20)
        story.access("corr-1", "us-east4")
        story.access("corr-1", "us-east4", from: 8, to: 9)
        let answer = try story.ask("corr-1")
        #expect(answer.outcome == .ambiguous)
        #expect(answer.routes.count == 2)
        #expect(answer.routes.allSatisfy { $0.hops.contains { $0.vantage == .monolith && $0.cause == .several } })
    }

    @Test func `an edge's second try is one request, and what served is the verdict`() throws {
        var story = Story()
        story.edge(ray, status: 200)
        story.gateway("r-1", "us-east4", from: 0.1, to: 0.2, status: 503, attempts: []) { $0.ray = ray }
        story.gateway("r-2", "europe-west2", from: 0.3, to: 1.8) { $0.ray = ray }
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.outcome == .found)
        #expect(answer.verdict?.region.value == "europe-west2")
        #expect(answer.verdict?.region.basis == .observed)
        #expect(answer.verdict?.provider.value == "gcp.vertex_ai")
        #expect(answer.routes[0].hops.filter { $0.vantage == .gateway }.map(\.served) == [false, true])
    }

    @Test func `a record that was delivered twice is one record with two lines of evidence`() throws {
        var story = Story()
        for shard in [1, 9] as [Int64] {
            story.add(.gateway, "waybill.gateway", from: 0, to: 1, shard: shard) {
                $0.requestID = "r-1"
                $0.region = "us-east4"
                $0.recordID = 77
            }
        }
        let answer = try story.ask("r-1")
        #expect(answer.outcome == .found)
        #expect(answer.routes[0].hops.count { $0.vantage == .gateway } == 1)
        #expect(answer.verdict?.region.evidence == [1, 2])
    }

    /// 66 requests of one correlation id, ten seconds apart; the first has a gateway's line too.
    private func manyOfOneID() -> Story {
        var story = Story()
        story.edge(ray) { $0.correlationID = "default" }
        story.access("default", "us-east4")
        for number in 1...65 {
            story.edge(
                Story.ray(at: Double(number * 10), low: UInt64(number)), from: Double(number * 10), to: Double(number * 10 + 1)
            ) {
                $0.correlationID = "default"
            }
        }
        return story
    }

    @Test func `an id that more than 64 requests carry is followed near the line at hand, and that is said`() throws {
        let answer = try manyOfOneID().ask(ray.hexadecimal)
        #expect(answer.outcome == .found)
        #expect(answer.verdict?.region.value == "us-east4")
        #expect(answer.notes.contains(.idFollowedNearby(mostRequests: 64, seconds: 30)))
    }

    @Test func `an id of which not all lines were read is not followed`() throws {
        var story = manyOfOneID()
        for number in 0..<1000 {
            story.call("complete", "default", at: 2000 + Double(number), "us-east4", provider: "p", model: "m", served: true)
        }
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.verdict?.region.value == nil)
        #expect(answer.notes.contains(.idNotFollowed(mostRequests: 64)))
    }

    @Test func `64 requests are followed`() throws {
        var story = Story()
        story.edge(ray) { $0.correlationID = "default" }
        for number in 1...63 {
            story.edge(
                Story.ray(at: Double(number * 10), low: UInt64(number)), from: Double(number * 10), to: Double(number * 10 + 1)
            ) {
                $0.correlationID = "default"
            }
        }
        #expect(try story.ask(ray.hexadecimal).notes.isEmpty)
    }

    @Test func `an id of many requests is a bounded choice, the oldest first`() throws {
        var story = Story()
        for number in 0..<70 { story.access("default", "us-east4", from: Double(number * 10), to: Double(number * 10 + 1)) }
        let answer = try story.ask("default")
        #expect(answer.outcome == .ambiguous)
        #expect(answer.routes.count == 50)
        #expect(answer.routes.first?.request.started == Story.at(0))
        #expect(answer.notes.contains(.requestsBounded(found: 70, shown: 50)))
    }

    @Test func `a customer's instance joins nothing`() throws {
        var story = Story()
        story.edge(ray) { $0.customerInstance = Story.instance }
        story.access("corr-1", "us-east4") { $0.customerInstance = Story.instance }
        #expect(vantages(try story.ask(ray.hexadecimal)) == ["edge"])
    }

    @Test func `a span is found and not followed`() throws {
        var story = Story()
        story.cloudRun(trace: someTrace, "us-east4")
        story.edge(ray) { $0.spanID = 0x8690_fc01_c12c_1a51 }
        story.balancer(trace: ID128(high: 1, low: 2)) { $0.spanID = 0x8690_fc01_c12c_1a51 }
        let answer = try story.ask("9696527082194737745")
        #expect(answer.outcome == .ambiguous)
        #expect(answer.routes.count == 2)
    }
}
