import LogRecords
import TraceRoutes

extension AnswerCase {
    /// More than one request fits.
    static let choices = [
        AnswerCase(name: "ambiguous", answer: ambiguous),
        AnswerCase(name: "names-a-customer", answer: namesACustomer),
    ]

    /// No request fits.
    static let notFound = [
        AnswerCase(name: "not-found-complete", answer: notFoundComplete),
        AnswerCase(name: "not-found-with-holes", answer: notFoundWithHoles),
        AnswerCase(name: "suggestion", answer: suggestion),
        AnswerCase(name: "expired", answer: expired),
        AnswerCase(name: "empty-store", answer: emptyStore),
        AnswerCase(name: "no-id", answer: noID),
    ]

    static var ambiguous: Answer {
        var answer = Answer(asked: Invented.askedCorrelation, outcome: .ambiguous, coverage: Invented.coverage)
        var first = direct.routes[0]
        var second = direct.routes[0]
        var third = blockedAtTheEdge.routes[0]
        first.request.path = "/v1/chat/completions?with=a-very-long-tail-that-nobody-wants-to-read"
        second.request.started = at("2024-09-15T13:32:11.002Z")
        second.request.ids = [
            .ray: ["8c38fb3a7d0235d2"], .correlationID: [Invented.correlationID],
            .requestID: ["0191f5e2-83d1-7a60-8e04-9c2b7f5d3a18"],
        ]
        second.verdict.provider = .inferred("anthropic", by: RuleName("call-line"), from: Evidence(2), confidence: nil)
        third.request.started = at("2024-09-16T00:01:00Z")
        third.request.ids = [.correlationID: [Invented.correlationID]]
        answer.routes = [first, second, third]
        answer.evidence = direct.evidence
        return answer
    }

    static var namesACustomer: Answer {
        var answer = Answer(
            asked: Asked(text: Invented.instance, readings: [Reading(kind: "instance", value: Invented.instance, matched: true)]),
            outcome: .ambiguous, coverage: Invented.coverage)
        answer.notes = [
            .namesInstance(
                Invented.instance, requests: 1204, isExact: false, days: 3, first: Day(at("2024-09-12T00:00:00Z")),
                last: Day(at("2024-09-15T00:00:00Z"))),
            .listInstance(Invented.instance, around: at("2024-09-15T13:32:08Z")),
        ]
        return answer
    }

    static let lost = Asked(
        text: "a5e7433f53333333-LHR",
        readings: [Reading(kind: "ray", value: "a5e7433f53333333", suffix: "LHR", time: at("2026-11-22T10:31:07.2Z"))])

    static var notFoundComplete: Answer {
        Answer(
            asked: lost, outcome: .notFound,
            coverage: .of(
                "2026-11-22T10:16:07Z", "2026-11-22T10:46:07Z", complete: true,
                [("cloudflare.http_requests", 6, 0), ("waybill.gateway", 31, 0)]))
    }

    static var notFoundWithHoles: Answer {
        var answer = Answer(
            asked: lost, outcome: .notFound,
            coverage: .of(
                "2026-11-22T10:16:07Z", "2026-11-22T10:46:07Z",
                [
                    ("cloudflare.http_requests", 5, 1), ("gitlab.ai_gateway", 2, nil), ("waybill.gateway", 29, 2),
                    ("google.load_balancer", 0, nil), ("gitlab.rails", 0, nil),
                ]))
        answer.coverage.sources[0].holes = [TimeRange(from: at("2026-11-22T10:30:00Z"), to: at("2026-11-22T10:35:00Z"))]
        answer.coverage.sources[2].truncated = 1
        return answer
    }

    static var suggestion: Answer {
        var answer = Answer(
            asked: Asked(text: "8c38fb2918f135d", readings: [Reading(kind: "ray", value: "8c38fb2918f135d")]), outcome: .notFound,
            coverage: Invented.coverage)
        answer.suggestions = [
            Suggestion(
                kind: "ray", value: Invented.ray, started: at("2024-09-15T13:32:08.495Z"), why: .slip(.missing, of: .digit))
        ]
        return answer
    }

    static var expired: Answer {
        var answer = Answer(asked: Invented.askedRay, outcome: .expired, coverage: Invented.coverage)
        answer.coverage.sources[0] = Coverage.Source(
            source: "cloudflare.http_requests", loaded: 0, missing: 0, truncated: 0, expired: 288)
        return answer
    }

    static var emptyStore: Answer {
        Answer(asked: lost, outcome: .notFound, coverage: Coverage(range: nil, complete: false, sources: []))
    }

    static var noID: Answer {
        Answer(asked: Asked(text: "it is slow", readings: []), outcome: .notFound, coverage: Invented.coverage)
    }
}
