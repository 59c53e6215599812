import LogRecords
import Testing

@testable import TraceRoutes

/// What is said of the request as a whole.
struct SummaryTests {
    private let ray = Story.ray(at: 0)

    private func request(_ paste: String, _ fill: (inout Story) -> Void) throws -> RequestSummary {
        var story = Story()
        fill(&story)
        return try #require(try story.ask(paste).routes.first).request
    }

    @Test func `the edge's status and times come first`() throws {
        let request = try request(ray.hexadecimal) {
            $0.edge(ray, status: 499, origin: 200)
            $0.gateway("r-1") { $0.ray = ray }
        }
        #expect(request.status == 499)
        #expect(request.statusBy == .edge)
        #expect(request.timesBy == .edge)
        #expect(request.duration == 2_000_000_000)
        #expect(request.result == "client_gone")
        #expect(request.path == "/v2/completions")
        #expect(request.host == "cloud.example.com")
    }

    @Test func `without an edge line the gateway speaks`() throws {
        let request = try request("c") { $0.access("c", status: 429) }
        #expect(request.statusBy == .gateway)
        #expect(request.result == "rate_limited")
    }

    @Test func `a success with an exception is truncated`() throws {
        let request = try request("c") { $0.access("c") { $0.error = "APIConnectionError" } }
        #expect(request.status == 200)
        #expect(request.result == "truncated")
        #expect(request.error == "APIConnectionError")
    }

    @Test func `an edge line alone does not say that a stream was whole`() throws {
        #expect(try request(ray.hexadecimal) { $0.edge(ray) }.result == nil)
    }

    @Test func `a balancer's client that left is gone`() throws {
        let request = try request(someTrace.hexadecimal) {
            $0.balancer(trace: someTrace, result: "client_disconnected_after_partial_response")
        }
        #expect(request.result == "client_gone")
    }

    @Test(arguments: [
        (#"error="http_request_error"; details="client_disconnected_before_any_response""#, "client_gone"),
        ("client_disconnected_after_partial_response", "client_gone"),
        ("backend_connection_closed_after_partial_response_sent", "truncated"),
    ]) func `a balancer's word for the end is understood in both of its spellings`(word: String, result: String) throws {
        #expect(try request(someTrace.hexadecimal) { $0.balancer(trace: someTrace, result: word) }.result == result)
    }

    @Test func `a 499 is a client that left, whoever logged it`() throws {
        #expect(try request("c") { $0.rails("c", service: "workhorse") { $0.status = 499 } }.result == "client_gone")
    }

    @Test func `the end of a call is not the beginning of a request`() throws {
        let request = try request("c") { $0.call("complete", "c", at: 1, "us-east4", provider: "anthropic", served: true) }
        #expect(request.started == nil)
        #expect(request.ended == Story.at(1))
    }

    @Test func `Ruby is an indirect client, a language server a direct one`() throws {
        #expect(try request("c") { $0.access("c") { $0.userAgent = "Ruby" } }.connection == "indirect")
        #expect(try request("c") { $0.access("c") { $0.userAgent = "gitlab-language-server 8.10.0" } }.connection == "direct")
        #expect(try request("c") { $0.access("c") { $0.userAgent = "curl/8" } }.connection == nil)
    }

    @Test(arguments: [(200, "authenticated"), (422, "authenticated"), (401, "claimed"), (404, "claimed"), (500, "claimed")])
    func `an instance is proved by an answer from behind the check`(status: Int, proof: String) throws {
        let request = try request("c") { $0.access("c", status: status) { $0.customerInstance = Story.instance } }
        #expect(request.instanceProof == proof)
    }

    @Test func `an instance in the edge's headers is only claimed`() throws {
        let request = try request(ray.hexadecimal) { $0.edge(ray) { $0.customerInstance = Story.instance } }
        #expect(request.instanceProof == "claimed")
    }

    @Test func `every id is listed once under its kind`() throws {
        let request = try request(ray.hexadecimal) {
            $0.edge(ray) { $0.correlationID = "c" }
            $0.access("c", "us-east4")
        }
        #expect(request.ids[.ray] == [ray.hexadecimal])
        #expect(request.ids[.correlationID] == ["c"])
        #expect(request.ids[.traceID] == nil)
    }

    @Test func `a hostile duration does not trap`() throws {
        let request = try request("c") {
            $0.access("c") {
                $0.started = Instant(nanoseconds: .min)
                $0.ended = Instant(nanoseconds: .max)
                $0.duration = nil
            }
        }
        #expect(request.duration == nil)
    }

    @Test func `the extremes of time and duration are answered`() throws {
        for value in [Int64.min, -1, 0, .max] {
            for other in [Int64.min, -1, 0, .max] {
                _ = try request("c") {
                    $0.edge(ray) {
                        $0.correlationID = "c"
                        $0.started = Instant(nanoseconds: value)
                        $0.ended = Instant(nanoseconds: other)
                        $0.duration = value
                    }
                    $0.access("c") {
                        $0.started = Instant(nanoseconds: other)
                        $0.duration = value
                    }
                }
            }
        }
    }
}
