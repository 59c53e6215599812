import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// Each rule, on the line that it needs, and on the line that must not move it.
struct RuleTests {
    private let ray = Story.ray(at: 0)

    @Test func `the edge's line names the colo`() throws {
        var story = Story()
        story.edge(ray, "FRA")
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.verdict?.edge.value == "FRA")
        #expect(answer.verdict?.edge.rule == Rule.edgeLine.name)
        #expect(answer.verdict?.edge.basis == .observed)
        #expect(answer.lines(of: answer.verdict?.edge) == [1])
    }

    @Test func `an edge line without a colo is not stated, not unknown for another reason`() throws {
        var story = Story()
        story.edge(ray, nil)
        let edge = try story.ask(ray.hexadecimal).verdict?.edge
        #expect(edge?.value == nil)
        #expect(edge?.cause == .notStated)
    }

    @Test func `the suffix of a ray that was typed is never the colo`() throws {
        var story = Story()
        story.edge(ray, nil)
        let answer = try story.ask(ray.hexadecimal + "-LHR")
        #expect(answer.asked.readings.first?.suffix == "LHR")
        #expect(answer.verdict?.edge.value == nil)
    }

    @Test func `the ray header that a gateway received gives the colo`() throws {
        var story = Story()
        story.gateway("0190a4b0-0000-7000-8000-000000000001") {
            $0.ray = ray
            $0.colo = "NRT"
        }
        let edge = try story.ask(ray.hexadecimal).verdict?.edge
        #expect(edge?.value == "NRT")
        #expect(edge?.rule == Rule.gatewayRaySuffix.name)
    }

    @Test func `two colos for one ray are a conflict and both are shown`() throws {
        var story = Story()
        story.edge(ray, "IAD")
        story.gateway("r-1") {
            $0.ray = ray
            $0.colo = "LHR"
        }
        let answer = try story.ask(ray.hexadecimal)
        #expect(answer.verdict?.edge.basis == .conflict)
        #expect(answer.routes[0].conflicts.first?.sides.map(\.value) == ["IAD", "LHR"])
    }

    @Test func `our gateway's record gives region, provider, model and location`() throws {
        var story = Story()
        story.gateway("r-1", "europe-west3", attempts: [.served("gcp.vertex_ai", "codestral", location: "europe-west4")])
        let verdict = try story.ask("r-1").verdict
        #expect(verdict?.region == .observed("europe-west3", by: Rule.gatewayRecord.name, in: Evidence(1)))
        #expect(verdict?.provider.value == "gcp.vertex_ai")
        #expect(verdict?.model.value == "codestral")
        #expect(verdict?.location.value == "europe-west4")
    }

    @Test func `Cloud Run's location is the region`() throws {
        var story = Story()
        story.cloudRun(trace: someTrace, "asia-northeast1")
        let answer = try story.ask(someTrace.hexadecimal)
        #expect(answer.verdict?.region.value == "asia-northeast1")
        #expect(answer.verdict?.region.rule == Rule.cloudRunLocation.name)
    }

    @Test func `a regional balancer's label is the region where no gateway has a line`() throws {
        var story = Story()
        story.balancer(trace: someTrace) { $0.region = "europe-west2" }
        let answer = try story.ask(someTrace.hexadecimal)
        #expect(answer.verdict?.region.value == "europe-west2")
        #expect(answer.verdict?.region.rule == Rule.regionalBalancerLabel.name)
    }

    @Test func `a global balancer's zone is no region`() throws {
        var story = Story()
        story.balancer(trace: someTrace) { $0.zone = "global" }
        #expect(try story.ask(someTrace.hexadecimal).verdict?.region.value == nil)
    }

    @Test func `the entry around a line gives the region`() throws {
        var story = Story()
        story.access("corr-1", "europe-west9")
        let region = try story.ask("corr-1").verdict?.region
        #expect(region?.value == "europe-west9")
        #expect(region?.rule == Rule.envelopeLocation.name)
    }

    @Test func `a bare gateway line has no region and says where it would be`() throws {
        var story = Story()
        story.access("corr-1")
        let region = try story.ask("corr-1").verdict?.region
        #expect(region?.cause == .notStated)
        #expect(region?.details == [.gatewayNamesNoRegion])
    }

    @Test func `a record and the entry around it that disagree are a conflict`() throws {
        var story = Story()
        story.gateway("r-1", "us-east4") { $0.envelopeRegion = "europe-west2" }
        let answer = try story.ask("r-1")
        #expect(answer.verdict?.region.basis == .conflict)
        #expect(answer.routes[0].conflicts.map(\.clause) == ["region"])
    }

    @Test func `Cloud Run's region against the entry's for one replica is a conflict`() throws {
        var story = Story()
        story.cloudRun(trace: someTrace, "us-east4", instance: "replica-europe-west2")
        story.access("corr-1", "europe-west2") { $0.traceID = someTrace }
        #expect(try story.ask("corr-1").verdict?.region.basis == .conflict)
    }

    @Test func `the shard's path is no region`() throws {
        var story = Story()
        story.access("corr-1")
        story.shards = [ShardEntry(madeUp: 3, for: story.lines, path: "gateway/us-east4/2026-09-15/11/a-1.ndjson.gz")]
        #expect(try story.ask("corr-1").verdict?.region.value == nil)
    }

    @Test func `the address of a call gives provider and location`() throws {
        var story = Story()
        story.access("corr-1", "europe-west2")
        story.call(
            "request", "corr-1", at: 0.3, "europe-west2", provider: "gcp.vertex_ai", model: "codestral-2508",
            location: "europe-west4",
            host: "europe-west4-aiplatform.googleapis.com")
        let verdict = try story.ask("corr-1").verdict
        #expect(verdict?.provider.value == "gcp.vertex_ai")
        #expect(verdict?.provider.rule == Rule.callAddress.name)
        #expect(verdict?.location.value == "europe-west4")
    }

    @Test func `Google's global endpoint is no location, and the answer says so`() throws {
        var story = Story()
        story.access("corr-1", "us-east4")
        story.call("request", "corr-1", at: 0.3, "us-east4", provider: "gcp.vertex_ai", host: "aiplatform.googleapis.com")
        let location = try story.ask("corr-1").verdict?.location
        #expect(location?.cause == .notStated)
        #expect(
            location?.details == [
                .vendorTellsNobody(
                    reason: "Google states that nobody can control or know which region its global endpoint sends a request to")
            ])
    }

    @Test func `a line at a call's end gives provider and model`() throws {
        var story = Story()
        story.access("corr-1", "us-east4")
        story.call("complete", "corr-1", at: 1.2, "us-east4", provider: "anthropic", model: "claude-haiku", served: true)
        let verdict = try story.ask("corr-1").verdict
        #expect(verdict?.provider.value == "anthropic")
        #expect(verdict?.model.value == "claude-haiku")
        #expect(verdict?.model.rule == Rule.callLine.name)
        #expect(verdict?.model.basis == .observed)
    }

    @Test func `what the registry resolved is only inferred`() throws {
        var story = Story()
        story.access("corr-1", "us-east4")
        story.call("registry", "corr-1", at: 0.2, "us-east4", provider: "gcp.vertex_ai", model: "codestral-2508")
        let verdict = try story.ask("corr-1").verdict
        #expect(verdict?.provider.basis == .inferred)
        #expect(verdict?.model.value == "codestral-2508")
        #expect(verdict?.model.basis == .inferred)
    }

    @Test func `an access line of the older generation names its model`() throws {
        var story = Story()
        story.access("corr-1") { $0.attempts = [.served("anthropic", "claude-2")] }
        let verdict = try story.ask("corr-1").verdict
        #expect(verdict?.provider.value == "anthropic")
        #expect(verdict?.model.rule == Rule.accessLineModel.name)
    }

    @Test(arguments: [403, 429, 301, 522])
    func `an edge that asked no origin reached no gateway`(status: Int) throws {
        var story = Story()
        story.edge(ray, status: status, origin: 0)
        let verdict = try story.ask(ray.hexadecimal).verdict
        #expect(verdict?.region.cause == .notReached)
        #expect(verdict?.region.basis == .observed)
        #expect(verdict?.provider.cause == .notReached)
        #expect(verdict?.edge.value == "IAD")
    }

    @Test(arguments: [200, 499, 502, 504, 520, 524])
    func `an edge without an origin's answer may still have reached one`(status: Int) throws {
        var story = Story()
        story.edge(ray, status: status, origin: 0)
        #expect(try story.ask(ray.hexadecimal).verdict?.region.cause != .notReached)
    }

    @Test func `an answer from the cache reached no gateway`() throws {
        var story = Story()
        story.edge(ray, status: 200, origin: 0) { $0.cacheStatus = "hit" }
        #expect(try story.ask(ray.hexadecimal).verdict?.region.cause == .notReached)
    }

    @Test(arguments: ["denied_by_security_policy", "response_from_cache"])
    func `a balancer that answered reached no gateway`(word: String) throws {
        var story = Story()
        story.balancer(trace: someTrace, result: word)
        let verdict = try story.ask(someTrace.hexadecimal).verdict
        #expect(verdict?.region.cause == .notReached)
        #expect(verdict?.region.rule == Rule.notReached.name)
    }

    @Test func `a client that left the balancer early proves nothing about the gateway`() throws {
        var story = Story()
        story.balancer(trace: someTrace, result: "client_disconnected_before_any_response")
        #expect(try story.ask(someTrace.hexadecimal).verdict?.region.cause != .notReached)
    }

    @Test func `a record that lists no attempts called no provider`() throws {
        var story = Story()
        story.gateway("r-1", status: 400, attempts: [])
        let verdict = try story.ask("r-1").verdict
        #expect(verdict?.provider.cause == .notCalled)
        #expect(verdict?.provider.basis == .observed)
        #expect(verdict?.region.value == "us-east4")
    }

    @Test func `a record that does not say how many attempts there were called who knows whom`() throws {
        var story = Story()
        story.gateway("r-1", attempts: nil)
        let provider = try story.ask("r-1").verdict?.provider
        #expect(provider?.cause == .notStated)
        #expect(provider?.basis == .unknown)
    }

    @Test(arguments: [401, 403, 404, 405])
    func `a refusal of GitLab's gateway suggests that no provider was called`(status: Int) throws {
        var story = Story()
        story.access("corr-1", "us-east4", status: status)
        let provider = try story.ask("corr-1").verdict?.provider
        #expect(provider?.cause == .notCalled)
        #expect(provider?.basis == .inferred)
    }

    @Test func `a call whose connection closed before it was started called no provider, and its line names the region`() throws {
        var story = Story()
        story.access("corr-1", "us-east4", path: "ExecuteWorkflow") { ($0.status, $0.result) = (nil, "not_started") }
        let verdict = try story.ask("corr-1").verdict
        #expect(verdict?.provider.cause == .notCalled)
        #expect(verdict?.provider.basis == .observed)
        #expect(verdict?.region.value == "us-east4")
    }

    @Test func `a failure of GitLab's gateway says nothing about providers`() throws {
        var story = Story()
        story.access("corr-1", "us-east4", status: 503)
        #expect(try story.ask("corr-1").verdict?.provider.cause == .notStated)
    }

    @Test func `a pasted body gives the region as an inference from the paste`() throws {
        let body = #"{"id":"id","model":{"engine":"vertex-ai","name":"x","region":"europe-west3"},"choices":[]}"#
        let answer = try Story().ask(body)
        #expect(answer.verdict?.region.value == "europe-west3")
        #expect(answer.verdict?.region.basis == .inferred)
        #expect(answer.verdict?.region.rule == Rule.pastedBody.name)
        #expect(answer.evidence.map(\.kind) == [.pasted])
    }

    @Test func `a pasted body fills the region of a bare line that its id finds`() throws {
        var story = Story()
        story.access("01JYSFBEGWM01JCH9NHK9ZP24X")
        let answer = try story.ask(
            """
            x-request-id: 01JYSFBEGWM01JCH9NHK9ZP24X
            {"metadata": {"timestamp": 1732121183, "region": "asia-northeast3"}}
            """)
        #expect(answer.outcome == .found)
        #expect(answer.verdict?.region.value == "asia-northeast3")
        #expect(answer.verdict?.region.basis == .inferred)
    }

    @Test func `a pasted body does not contradict a line`() throws {
        var story = Story()
        story.access("01JYSFBEGWM01JCH9NHK9ZP24X", "us-east4")
        let answer = try story.ask(#"x-request-id: 01JYSFBEGWM01JCH9NHK9ZP24X {"model":{"region":"europe-west3"}}"#)
        #expect(answer.verdict?.region.value == "us-east4")
        #expect(answer.verdict?.region.basis == .observed)
    }

    @Test func `the default us-central1 of a pasted body is no region`() throws {
        let answer = try Story().ask(#"{"metadata":{"region":"us-central1"}}"#)
        #expect(answer.outcome == .notFound)
        #expect(answer.notes.contains(.bodyNamesDefaultRegion))
    }

    @Test func `every rule has a name of its own, and every name its rule`() {
        #expect(Rule.all.map(\.code) == Rule.Code.allCases)
        for rule in Rule.all { #expect(Rule.named(rule.name)?.code == rule.code) }
    }
}
