import LogRecords
import Testing

@testable import TraceRoutes

/// That a request went elsewhere than its edge would have sent it: said by a record, or not said at all.
struct RerouteTests {
    private func reroute(_ fill: (inout Sighting) -> Void) throws -> Reroute? {
        var story = Story()
        story.gateway("r-1", "us-east4", fill)
        return try #require(try story.ask("r-1").routes.first).reroute
    }

    @Test func `the region that the edge passed over is named, with its reason and the line`() throws {
        let reroute = try reroute { ($0.reroutedFrom, $0.rerouteReason) = ("europe-west2", "not_ready") }
        #expect(
            reroute
                == Reroute(
                    from: "europe-west2", to: "us-east4", basis: .observed, why: .known(.notReady), evidence: [1]))
    }

    @Test func `a record without a reason says that there is none`() throws {
        let reroute = try reroute { $0.reroutedFrom = "europe-west2" }
        #expect(reroute?.why == .notSaid)
    }

    @Test func `a word that nobody knows is handed on as the edge's`() throws {
        let reroute = try reroute { ($0.reroutedFrom, $0.rerouteReason) = ("europe-west2", "moon phase") }
        #expect(reroute?.why == .other("moon phase"))
    }

    @Test func `a far colo alone is no reroute`() throws {
        #expect(try reroute { $0.colo = "NRT" } == nil)
    }

    @Test func `a region is not rerouted to itself`() throws {
        #expect(try reroute { $0.reroutedFrom = "us-east4" } == nil)
    }

    @Test func `a region that is not observed was rerouted from nowhere`() throws {
        #expect(
            try reroute {
                $0.reroutedFrom = "europe-west2"
                $0.envelopeRegion = "europe-west3"
            } == nil)
    }
}
