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

    @Test(arguments: [403, 422, 429, 500, 502, 503, 529]) func `behind a failure the registry's word is no call`(status: Int) throws
    {
        let route = try story(
            { $0.call("registry", "c", at: 0.15, "us-east4", provider: "gcp.vertex_ai", model: "codestral-2508") }, status: status)
        #expect(route.verdict.provider.basis == .unknown)
        #expect(route.verdict.provider.details.first?.code == .promptNotCalled)
        // One reason for all three.
        #expect([route.verdict.model.details, route.verdict.location.details].allSatisfy { $0 == route.verdict.provider.details })
    }

    @Test func `behind a failure that only the edge saw the registry's word is no call either`() throws {
        var story = Story()
        let ray = Story.ray(at: 0)
        story.edge(ray, status: 502, origin: 200) { $0.correlationID = "c" }
        story.access("c", "us-east4")
        story.call("registry", "c", at: 0.15, "us-east4", provider: "gcp.vertex_ai", model: "m")
        #expect(try story.ask(ray.hexadecimal).verdict?.provider.basis == .unknown)
    }

    @Test func `an inferred provider says on what it rests`() throws {
        let route = try story { $0.call("registry", "c", at: 0.15, "us-east4", provider: "gcp.vertex_ai", model: "m") }
        #expect(route.verdict.provider.basis == .inferred)
        #expect(route.verdict.provider.details == [.restsOnPrompt])
    }

    @Test func `a place that was only asked is inferred, and says why`() throws {
        let route = try story {
            $0.call(
                "request", "c", at: 0.2, "us-east4", provider: "azure.ai.openai", location: "swedencentral",
                host: "swedencentral.api.cognitive.microsoft.com")
            $0.call("complete", "c", at: 1.2, "us-east4", model: "gpt-5", served: true)
        }
        #expect(route.verdict.location.value == "swedencentral")
        #expect(route.verdict.location.basis == .inferred)
        #expect(route.verdict.location.rule == Rule.callAddress.name)
        #expect(
            route.verdict.location.details == [
                .placeWasAsked(place: "swedencentral", reason: "the deployment's type decides where Azure runs the model")
            ])
        #expect(route.verdict.provider.basis == .observed)
    }

    @Test(
        arguments: [
            ("anthropic.claude-haiku-4-5", Basis.observed, "us-east-1"), ("claude-haiku-4-5", .inferred, "us-east-1"),
            ("us.anthropic.claude-sonnet-4-5", .unknown, nil),
        ] as [(String, Basis, String?)])
    func `where a model of Bedrock runs depends on whether a profile was called`(model: String, basis: Basis, place: String?) throws
    {
        let route = try story {
            $0.call(
                "request", "c", at: 0.2, "us-east4", provider: "aws.bedrock", location: "us-east-1",
                host: "bedrock-runtime.us-east-1.amazonaws.com")
            $0.call("complete", "c", at: 1.2, "us-east4", model: model, served: true)
        }
        #expect(route.verdict.location.basis == basis)
        #expect(route.verdict.location.value == place)
        #expect(route.attempts.map(\.attempt.location) == [place])
    }

    @Test(arguments: [("anthropic.claude-haiku-4-5", "us-east-1"), ("us.anthropic.claude-haiku-4-5", nil)] as [(String, String?)])
    func `the model that the address names decides, whatever a later line calls it`(model: String, place: String?) throws {
        let route = try story {
            $0.call(
                "request", "c", at: 0.2, "us-east4", provider: "aws.bedrock", model: model, location: place,
                host: "bedrock-runtime.us-east-1.amazonaws.com")
            $0.call("complete", "c", at: 1.2, "us-east4", model: "claude-haiku-4-5", served: true)
        }
        #expect(route.verdict.location.value == place)
        #expect(route.verdict.location.basis == (place == nil ? .unknown : .observed))
        if place == nil {
            #expect(
                route.verdict.location.details == [.profileSpansRegions(place: "us-east-1", geography: "us")])
        }
    }

    @Test func `a line that was read before its host was known still gives provider and place`() throws {
        let route = try story {
            $0.call("request", "c", at: 0.2, "us-east4", host: "eu.api.openai.com")
            $0.call("complete", "c", at: 1.2, "us-east4", model: "gpt-5", served: true)
        }
        #expect(route.verdict.provider.value == "openai")
        #expect(route.verdict.location.value == "eu")
        #expect(route.verdict.location.basis == .observed)
    }

    @Test(
        arguments: [
            (
                "api.fireworks.ai",
                .vendorTellsNobody(
                    reason: "Fireworks states that serverless inference is routed globally, without a geographic constraint")
            ),
            (
                "api.x.ai",
                .vendorTellsNobody(reason: "xAI states that it may route a request of its global endpoint between regions")
            ),
            (
                "acme.openai.azure.com",
                .hostNamesNoPlace(
                    host: "acme.openai.azure.com", reason: "the deployment's type decides where Azure runs the model")
            ),
            ("models.internal.example", .hostNamesNoPlace(host: "models.internal.example", reason: nil)),
        ] as [(String, Detail)]) func `a place that is not known has the vendor's word for it`(host: String, why: Detail) throws
    {
        let route = try story {
            $0.call("request", "c", at: 0.2, "us-east4", host: host)
            $0.call("complete", "c", at: 1.2, "us-east4", model: "m", served: true)
        }
        #expect(route.verdict.location.details == [why])
    }

    @Test func `a call of which only the end is known keeps its end, and no beginning is made up`() throws {
        let route = try story {
            $0.call("complete", "c", at: 1.2, "us-east4", provider: "anthropic", model: "m", served: true)
        }
        #expect(route.attempts[0].attempt.started == nil)
        #expect(route.attempts[0].ended == Story.at(1.2))
        #expect(route.attempts[0].began == nil)
    }

    @Test func `a call's beginning is computed from its own end and duration`() throws {
        let route = try story {
            $0.call("complete", "c", at: 1.2, "us-east4", provider: "anthropic", model: "m", served: true) {
                $0.duration = 1_000_000_000
            }
        }
        #expect(route.attempts[0].attempt.started == nil)
        #expect(route.attempts[0].began == Story.at(1.2).advanced(by: -1_000_000_000))
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
        #expect(verdict?.location.details == [.hostNamesNoPlace(host: "api.anthropic.com", reason: nil)])
    }
}
