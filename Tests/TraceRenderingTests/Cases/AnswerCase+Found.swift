import LogRecords
import TraceRoutes

extension AnswerCase {
    static let found = [
        AnswerCase(name: "found-direct", answer: direct),
        AnswerCase(name: "found-indirect", answer: indirect),
        AnswerCase(name: "provider-failed-over", answer: failedOver),
        AnswerCase(name: "every-provider-failed", answer: everyProviderFailed),
        AnswerCase(name: "truncated-stream", answer: truncatedStream),
        AnswerCase(name: "edge-retried-at-midnight", answer: retriedAtMidnight),
        AnswerCase(name: "clocks-apart", answer: clocksApart),
    ]

    static var direct: Answer {
        var answer = Answer(asked: Invented.askedRay, outcome: .found, coverage: Invented.coverage)
        answer.routes = [
            Route(
                request: Invented.request,
                verdict: Verdict(
                    edge: .seen("IAD", "edge-line", 1), region: .seen("us-east4", "gateway-record", 2),
                    provider: .seen("gcp.vertex_ai", "gateway-record", 2), model: .seen("claude-sonnet-4", "gateway-record", 2),
                    location: .unknown(.notStated, detail: .vendorTellsNobody(reason: Invented.globalEndpoint), seen: [2])),
                hops: [
                    Hop(1, .edge, "IAD", 200, from: "2024-09-15T13:32:08.495Z", for: 1851 * millisecond, seen: 1),
                    Hop(2, .balancer, missing: .notLoaded, .neverLoaded(sources: ["google.load_balancer"])),
                    Hop(3, .gateway, "us-east4", 200, from: "2024-09-15T13:32:08.502Z", for: 1_840_200_000, by: "ray", seen: 2),
                ],
                attempts: [
                    RouteAttempt(
                        1, "anthropic", "claude-sonnet-4", from: "2024-09-15T13:32:08.510Z", for: 210_400_000, status: 529,
                        error: "overloaded", next: "next_target", served: false, seen: 2),
                    RouteAttempt(
                        2, "gcp.vertex_ai", "claude-sonnet-4", from: "2024-09-15T13:32:08.722Z", for: 1619 * millisecond,
                        status: 200,
                        served: true, seen: 2),
                ])
        ]
        answer.routes[0].why = slowStream
        answer.evidence = [
            EvidenceLine(1, Invented.edgeShard, line: 10442, "cloudflare.http_requests"),
            EvidenceLine(2, Invented.gatewayShard, line: 8121, "waybill.gateway"),
        ]
        return answer
    }

    /// Of a stream behind a call that failed.
    static let slowStream = Why(statements: [
        WhyStatement(
            .callFailed(WhyFact.Call(number: 1, provider: "anthropic", status: 529, error: "overloaded")), length: 210_400_000,
            basis: .observed, evidence: [2]),
        WhyStatement(.total(by: .edge), length: 1851 * millisecond, basis: .observed, evidence: [1]),
        WhyStatement(.edgeWaited(forWhole: true), length: 1846 * millisecond, basis: .observed, evidence: [1]),
        WhyStatement(.edgeOwn, length: 5 * millisecond, basis: .observed, evidence: [1]),
        WhyStatement(.gatewayTotal(source: "waybill.gateway"), length: 1_840_200_000, basis: .observed, evidence: [2]),
        WhyStatement(.gatewayOwn, length: 10_800_000, basis: .observed, evidence: [2]),
        WhyStatement(.firstWord, length: 520_500_000, basis: .observed, evidence: [2]),
        WhyStatement(
            .words(tokens: 57, provider: "gcp.vertex_ai"), length: 1_316 * millisecond, basis: .observed, evidence: [2]),
        WhyStatement(.failedCalls(count: 1), length: 210_400_000, basis: .observed, evidence: [2]),
        WhyStatement(
            .wayBetween(outer: "cloudflare.http_requests", inner: "waybill.gateway", apart: 0), basis: .unknown,
            evidence: [1, 2]),
    ])

    /// A self-managed GitLab asked for its user; the request crossed Cloudflare twice.
    static var indirect: Answer {
        var answer = Answer(asked: Invented.askedCorrelation, outcome: .found, coverage: Invented.coverage)
        answer.coverage.sources.append(
            Coverage.Source(source: "gitlab.rails", loaded: 2, missing: nil, truncated: 1, expired: 0))
        var request = Invented.request
        request.path = "/api/v4/code_suggestions/completions"
        request.connection = "indirect"
        request.ids[.ray] = ["8c38fb2203f135d2", Invented.ray]
        answer.routes = [
            Route(
                request: request,
                verdict: Verdict(
                    edge: .seen("FRA", "edge-line", 2), region: .seen("europe-west3", "cloud-run-location", 3),
                    provider: .seen("anthropic", "call-line", 4), model: .seen("claude-3-7-sonnet-20250219", "call-line", 4),
                    location: .unknown(.notStated, detail: .hostNamesNoPlace(host: "api.anthropic.com", reason: nil), seen: [4])),
                hops: [
                    Hop(1, .edge, "HAM", 200, from: "2024-09-15T13:32:07.377Z", for: 2_969 * millisecond, seen: 5),
                    Hop(2, .monolith, nil, 200, from: "2024-09-15T13:32:07.402Z", for: 2_902 * millisecond, by: "ray", seen: 1),
                    Hop(
                        3, .edge, "FRA", 200, from: "2024-09-15T13:32:08.495Z", for: 1_851 * millisecond, by: "correlation_id",
                        seen: 2),
                    Hop(
                        4, .gateway, "europe-west3", 200, from: "2024-09-15T13:32:08.502Z", for: 1_840_200_000,
                        by: "correlation_id",
                        seen: 3),
                ],
                attempts: [
                    RouteAttempt(
                        1, "anthropic", "claude-3-7-sonnet-20250219", from: "2024-09-15T13:32:08.640Z", for: 1_600 * millisecond,
                        status: 200, served: true, seen: 4)
                ])
        ]
        answer.evidence = [
            EvidenceLine(1, "gitlab/rails/api_json.log.gz", line: 77, "gitlab.rails"),
            EvidenceLine(2, Invented.edgeShard, line: 311, "cloudflare.http_requests"),
            EvidenceLine(3, Invented.cloudRunShard, line: 4021, "google.cloud_run"),
            EvidenceLine(4, Invented.gitlabShard, line: 90881, "gitlab.ai_gateway"),
            EvidenceLine(5, Invented.edgeShard, line: 306, "cloudflare.http_requests"),
        ]
        return answer
    }

    static var failedOver: Answer {
        var answer = direct
        answer.routes[0].attempts = [
            RouteAttempt(
                1, "anthropic", "claude-sonnet-4", from: "2024-09-15T13:32:08.510Z", for: 210_400_000, status: 529,
                error: "overloaded",
                next: "same_target", served: false, seen: 2),
            RouteAttempt(
                2, "anthropic", "claude-sonnet-4", from: "2024-09-15T13:32:08.790Z", for: 30_000 * millisecond, status: 504,
                error: "timeout_before_first_byte", next: "next_target", served: false, seen: 2),
            RouteAttempt(
                3, "aws.bedrock", "claude-3-5-haiku", from: "2024-09-15T13:32:38.800Z", for: 2_219 * millisecond, status: 200,
                served: true,
                location: "eu-central-1", seen: 2),
        ]
        answer.routes[0].verdict.provider = .seen("aws.bedrock", "gateway-record", 2)
        answer.routes[0].verdict.model = .seen("claude-3-5-haiku", "gateway-record", 2)
        answer.routes[0].verdict.location = .seen("eu-central-1", "gateway-record", 2)
        answer.routes[0].request.duration = 33_030 * millisecond
        return answer
    }

    static var everyProviderFailed: Answer {
        var answer = direct
        answer.routes[0].attempts[1] = RouteAttempt(
            2, "gcp.vertex_ai", "claude-sonnet-4", from: "2024-09-15T13:32:08.722Z", for: 12 * millisecond, status: 429,
            error: "quota", next: "give_up", served: false, seen: 2)
        let why = Detail.everyCallFailed
        answer.routes[0].verdict.provider = .unknown(.notStated, detail: why, seen: [2])
        answer.routes[0].verdict.model = .unknown(.notStated, detail: why, seen: [2])
        answer.routes[0].verdict.location = .unknown(.notStated, detail: why, seen: [2])
        answer.routes[0].request.status = 503
        answer.routes[0].request.statusBy = .gateway
        answer.routes[0].request.result = "failed"
        answer.routes[0].request.error = "no_target_left"
        answer.routes[0].request.faultDomain = "provider"
        answer.routes[0].hops[0].status = 503
        answer.routes[0].hops[2].status = 503
        answer.routes[0].why.statements.insert(
            WhyStatement(.providersFailed(status: 503, calls: 2), basis: .observed, evidence: [2]), at: 0)
        let second = WhyFact.Call(number: 2, provider: "gcp.vertex_ai", status: 429, error: "quota")
        answer.routes[0].why.statements.insert(
            WhyStatement(.callLimited(second), length: 12 * millisecond, basis: .observed, evidence: [2]), at: 2)
        return answer
    }

    /// 200 was sent, and then the stream died.
    static var truncatedStream: Answer {
        var answer = direct
        answer.routes[0].request.result = "truncated"
        answer.routes[0].request.error = "provider_stream_ended"
        answer.routes[0].request.faultDomain = "provider"
        answer.routes[0].why.statements[0] = WhyStatement(
            .providerCut(provider: "gcp.vertex_ai", error: "provider_stream_ended", tokens: 57), length: 1_836 * millisecond,
            basis: .observed, evidence: [2])
        return answer
    }

    /// The gateway's clock is far ahead, and the monolith writes nothing but ends; the model was asked for in a region
    /// that proves nothing.
    static var clocksApart: Answer {
        var answer = indirect
        var route = answer.routes[0]
        route.hops[1] = Hop(number: 2, vantage: .monolith, evidence: [1])
        (route.hops[1].ended, route.hops[1].status, route.hops[1].served) = (at("2024-09-15T13:32:10.304Z"), 200, true)
        route.hops[3] = Hop(
            4, .gateway, "europe-west3", 200, from: "2024-09-15T13:32:10.002Z", for: 1_840_200_000, by: "correlation_id", seen: 3)
        route.attempts[0].attempt.started = nil
        route.attempts[0].ended = at("2024-09-15T13:32:11.740Z")
        route.attempts[0].attempt.location = "swedencentral"
        route.verdict.location = .inferred(
            "swedencentral", by: RuleName("call-address"), from: Evidence(4), confidence: nil,
            details: [
                .placeWasAsked(place: "swedencentral", reason: "the deployment's type decides where Azure runs the model")
            ])
        route.clocks = [
            ClockOffset(
                inner: "google.cloud_run", outer: "cloudflare.http_requests", least: 1_496_199_999, most: 1_507_000_001,
                evidence: [2, 3]),
            ClockOffset(
                inner: "cloudflare.http_requests", outer: "gitlab.rails", least: nil, most: -4_500_000, evidence: [1, 2]),
            ClockOffset(
                inner: "gitlab.rails", outer: "cloudflare.http_requests", least: -15_000_000, most: 25_000_000, evidence: [1, 5]),
        ]
        answer.routes[0] = route
        return answer
    }

    static var retriedAtMidnight: Answer {
        var answer = direct
        answer.asked.text = "\u{1b}[31m8c38fb2918f135d2\u{202e}"
        answer.routes[0].request.path = "/v1/" + String(repeating: "very-long/", count: 12)
        answer.routes[0].request.started = at("2024-09-15T23:59:59.900Z")
        answer.routes[0].hops = [
            Hop(1, .edge, "IAD", 200, from: "2024-09-15T23:59:59.900Z", for: 1851 * millisecond, seen: 1),
            Hop(
                2, .gateway, "us-east4", 502, from: "2024-09-15T23:59:59.950Z", for: 31 * millisecond, served: false, by: "ray",
                seen: 2),
            Hop(
                3, .gateway, "northamerica-northeast1", 200, from: "2024-09-16T00:00:00.100Z", for: 1_640 * millisecond, by: "ray",
                seen: 3),
        ]
        answer.routes[0].attempts = [
            RouteAttempt(
                1, "gcp.vertex_ai", "claude-sonnet-4", from: "2024-09-16T00:00:00.120Z", for: 1619 * millisecond, status: 200,
                served: true,
                seen: 3)
        ]
        answer.routes[0].verdict.region = .seen("northamerica-northeast1", "gateway-record", 3)
        answer.routes[0].verdict.model = .seen(String(repeating: "模型", count: 30), "gateway-record", 3)
        answer.evidence.append(
            EvidenceLine(
                3, "gateway/" + String(repeating: "deep/", count: 20) + "0b9c5d9e-18.ndjson.gz", line: 3, "waybill.gateway"))
        answer.coverage.range = TimeRange(from: at("2024-09-15T23:49:59.900Z"), to: at("2024-09-16T00:10:01.900Z"))
        answer.notes = [.idNotFollowed(mostRequests: 64)]
        return answer
    }
}
