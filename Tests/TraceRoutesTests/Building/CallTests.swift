import LogRecords
import Testing

@testable import TraceRoutes

/// How the lines around model calls become attempts.
struct CallTests {
    private func story(_ fill: (inout Story) -> Void, status: Int = 200) throws -> Route {
        var story = Story()
        story.access("c", "us-east4", status: status)
        fill(&story)
        let answer = try story.ask("c")
        return try #require(answer.routes.first)
    }

    @Test func `the three lines of one call are one attempt`() throws {
        let route = try story {
            $0.call(
                "request", "c", at: 0.2, "us-east4", provider: "gcp.vertex_ai", location: "us-central1",
                host: "us-central1-aiplatform.googleapis.com")
            $0.call("complete", "c", at: 1.2, "us-east4", model: "codestral-2508", served: true) { $0.duration = 1_000_000_000 }
            $0.call("usage", "c", at: 1.21, "us-east4", provider: "gcp.vertex_ai", model: "codestral-2508") {
                $0.attempts[0].inputTokens = 12
            }
        }
        #expect(route.attempts.count == 1)
        let attempt = route.attempts[0].attempt
        #expect(attempt.provider == "gcp.vertex_ai")
        #expect(attempt.model == "codestral-2508")
        #expect(attempt.location == "us-central1")
        #expect(attempt.duration == 1_000_000_000)
        #expect(attempt.inputTokens == 12)
        #expect(attempt.served == true)
        #expect(route.attempts[0].evidence.count == 3)
    }

    @Test func `a call that failed and one that served are two attempts, and the second is the verdict`() throws {
        let route = try story {
            $0.call("request", "c", at: 0.2, "us-east4", provider: "anthropic", host: "api.anthropic.com")
            $0.call("complete", "c", at: 0.4, "us-east4", model: "m1", served: false, error: "overloaded")
            $0.call("retry", "c", at: 0.41, "us-east4", served: false) { $0.attempts[0].nextAction = "retry_same" }
            $0.call("request", "c", at: 0.5, "us-east4", provider: "gcp.vertex_ai", location: "europe-west4", host: "h")
            $0.call("complete", "c", at: 1.2, "us-east4", model: "m2", served: true)
        }
        #expect(route.attempts.map(\.attempt.served) == [false, true])
        #expect(route.attempts.map(\.attempt.errorClass) == ["overloaded", nil])
        #expect(route.attempts[0].attempt.nextAction == "retry_same")
        #expect(route.verdict.provider.value == "gcp.vertex_ai")
        #expect(route.verdict.model.value == "m2")
        #expect(route.verdict.location.value == "europe-west4")
    }

    @Test func `calls that overlap at different providers leave open which one served`() throws {
        let route = try story {
            $0.call("request", "c", at: 0.2, "us-east4", provider: "anthropic")
            $0.call("request", "c", at: 0.3, "us-east4", provider: "openai")
            $0.call("complete", "c", at: 0.9, "us-east4", model: "m", served: true)
            $0.call("complete", "c", at: 1.0, "us-east4", model: "m", served: true)
        }
        #expect(route.verdict.provider.cause == .several)
        #expect(!route.attempts.contains { $0.attempt.served == true })
    }

    @Test func `calls that overlap at one provider agree on it`() throws {
        let route = try story {
            $0.call("request", "c", at: 0.2, "us-east4", provider: "anthropic")
            $0.call("request", "c", at: 0.3, "us-east4", provider: "anthropic")
            $0.call("complete", "c", at: 0.9, "us-east4", provider: "anthropic", model: "m", served: true)
        }
        #expect(route.verdict.provider.value == "anthropic")
    }

    @Test func `an end names its call by the provider where two are open`() throws {
        let route = try story {
            $0.call("request", "c", at: 0.2, "us-east4", provider: "anthropic")
            $0.call("request", "c", at: 0.3, "us-east4", provider: "openai")
            $0.call("complete", "c", at: 0.5, "us-east4", provider: "anthropic", model: "a", served: false, error: "http_400")
            $0.call("complete", "c", at: 1.0, "us-east4", provider: "openai", model: "o", served: true)
        }
        #expect(route.attempts.map(\.attempt.model) == ["a", "o"])
        #expect(route.verdict.provider.value == "openai")
    }

    @Test func `two calls that succeeded one after the other disagree on who served until the last`() throws {
        let route = try story {
            $0.call("request", "c", at: 0.2, "us-east4", provider: "openai")
            $0.call("complete", "c", at: 0.5, "us-east4", model: "small", served: true)
            $0.call("request", "c", at: 0.6, "us-east4", provider: "anthropic")
            $0.call("complete", "c", at: 1.0, "us-east4", model: "large", served: true)
        }
        #expect(route.attempts.map(\.attempt.served) == [nil, true])
        #expect(route.verdict.model.value == "large")
    }

    @Test func `a success under a request that failed served nobody`() throws {
        let route = try story(
            { $0.call("complete", "c", at: 1.0, "us-east4", provider: "anthropic", model: "m", served: true) }, status: 500)
        #expect(route.attempts[0].attempt.served == nil)
    }

    @Test func `where every call failed no provider served`() throws {
        let route = try story(
            {
                $0.call("request", "c", at: 0.2, "us-east4", provider: "anthropic")
                $0.call("exhausted", "c", at: 1.0, "us-east4", served: false)
            }, status: 503)
        #expect(route.verdict.provider.value == nil)
        #expect(route.verdict.provider.cause == .notStated)
        #expect(route.attempts.map(\.attempt.served) == [false])
    }

    @Test func `a provider that only the registry names is inferred though a call is there`() throws {
        let route = try story {
            $0.call("registry", "c", at: 0.15, "us-east4", provider: "gcp.vertex_ai", model: "codestral-2508")
            $0.call("complete", "c", at: 1.0, "us-east4", model: "codestral-2508", served: true)
        }
        #expect(route.verdict.provider.basis == .inferred)
        #expect(route.verdict.model.basis == .observed)
    }

    @Test func `our record's failed attempts are listed and the served one is the verdict`() throws {
        var story = Story()
        story.gateway("r-1", attempts: [.failed("anthropic", "overloaded"), .served("gcp.vertex_ai", "claude")])
        let route = try #require(try story.ask("r-1").routes.first)
        #expect(route.attempts.map(\.attempt.number) == [1, 2])
        #expect(route.attempts.map(\.attempt.served) == [false, true])
        #expect(route.verdict.provider.value == "gcp.vertex_ai")
    }

    @Test func `calls without an access line still show region and provider`() throws {
        var story = Story()
        let ray = Story.ray(at: 0)
        story.edge(ray) { $0.correlationID = "c" }
        story.call("request", "c", at: 0.2, "us-east4", provider: "anthropic", host: "api.anthropic.com")
        story.call("complete", "c", at: 1.0, "us-east4", model: "m", served: true)
        let verdict = try story.ask(ray.hexadecimal).verdict
        #expect(verdict?.region.value == "us-east4")
        #expect(verdict?.provider.value == "anthropic")
        #expect(verdict?.location.detail == "api.anthropic.com names no place")
    }
}
