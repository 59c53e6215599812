import LogRecords
import TraceRoutes

extension AnswerCase {
    /// Found, and yet not every question has an answer.
    static let unclear = [
        AnswerCase(name: "conflict", answer: conflict),
        AnswerCase(name: "bare-gateway-log", answer: bareGatewayLog),
        AnswerCase(name: "blocked-at-the-edge", answer: blockedAtTheEdge),
        AnswerCase(name: "claimed-instance", answer: claimedInstance),
        AnswerCase(name: "web-chat", answer: webChat),
        AnswerCase(name: "pasted-body", answer: pastedBody),
        AnswerCase(name: "nothing-but-a-pasted-body", answer: nothingButAPastedBody),
    ]

    static var conflict: Answer {
        var answer = direct
        let sides = [
            Side(value: "europe-west3", evidence: Evidence(2)), Side(value: "europe-west2", evidence: Evidence(3, [4])),
        ]
        answer.routes[0].verdict.region = .conflict(sides)
        answer.routes[0].conflicts = [Conflict(clause: "region", sides: sides)]
        answer.routes[0].hops[2].value = nil
        answer.evidence.append(EvidenceLine(3, Invented.cloudRunShard, line: 17, "google.cloud_run"))
        answer.evidence.append(EvidenceLine(4, Invented.cloudRunShard, line: 18, "google.cloud_run"))
        return answer
    }

    /// A file of a customer's own gateway, and nothing else.
    static var bareGatewayLog: Answer {
        var answer = Answer(
            asked: Invented.askedCorrelation, outcome: .found,
            coverage: .of(
                "2024-09-15T10:32:08.495Z", "2024-09-15T16:32:10.346Z",
                [("gitlab.ai_gateway", 1, nil), ("cloudflare.http_requests", 0, nil), ("google.load_balancer", 0, nil)]))
        var request = Invented.request
        request.statusBy = .gateway
        request.timesBy = .gateway
        request.ids = [.correlationID: [Invented.correlationID]]
        request.gatewayInstance = nil
        answer.routes = [
            Route(
                request: request,
                verdict: Verdict(
                    edge: .unknown(.notLoaded, detail: .neverLoaded(sources: ["cloudflare.http_requests"])),
                    region: .unknown(.notStated, detail: .gatewayNamesNoRegion, seen: [1]),
                    provider: .inferred("anthropic", by: RuleName("call-line"), from: Evidence(1, [2]), confidence: nil),
                    model: .seen("claude-sonnet-4-20250514", "call-line", 2), location: .unknown(.notStated, seen: [2])),
                hops: [
                    Hop(1, .edge, missing: .notLoaded, .neverLoaded(sources: ["cloudflare.http_requests"])),
                    Hop(2, .gateway, nil, 200, from: "2024-09-15T13:32:08.502Z", for: 1_840_200_000, seen: 1),
                ],
                attempts: [])
        ]
        answer.evidence = [
            EvidenceLine(1, "gateway.log", line: 12, "gitlab.ai_gateway"),
            EvidenceLine(2, "gateway.log", line: 11, "gitlab.ai_gateway"),
        ]
        return answer
    }

    static var blockedAtTheEdge: Answer {
        var answer = direct
        answer.routes[0].request.status = 403
        answer.routes[0].request.result = "denied"
        answer.routes[0].request.error = "block"
        answer.routes[0].request.duration = 3_120_000
        answer.routes[0].request.customerInstance = nil
        answer.routes[0].request.ids = [.ray: [Invented.ray]]
        let absence = Absence(.notReached, basis: .observed, details: [.edgeAnswered(status: 403)])
        let nothing = Clause<String>.absent(absence, by: RuleName("not-reached"), in: Evidence(1))
        answer.routes[0].verdict = Verdict(
            edge: .seen("IAD", "edge-line", 1), region: nothing, provider: nothing, model: nothing, location: nothing)
        answer.routes[0].hops = [
            Hop(1, .edge, "IAD", 403, from: "2024-09-15T13:32:08.495Z", for: 3_120_000, seen: 1),
            Hop(2, .balancer, missing: .notReached), Hop(3, .gateway, missing: .notReached),
        ]
        answer.routes[0].attempts = []
        answer.routes[0].why = Why(statements: [
            WhyStatement(
                .edgeStopped(status: 403, by: WhyFact.Stop(rules: ["5de7edfa648c4d6891dc3e7f84534ffa"], actions: ["block"])),
                basis: .observed, evidence: [1])
        ])
        answer.evidence.removeLast()
        return answer
    }

    /// The gateway refused the credentials, so nobody vouches for the instance.
    static var claimedInstance: Answer {
        var answer = direct
        answer.routes[0].request.status = 401
        answer.routes[0].request.statusBy = .gateway
        answer.routes[0].request.instanceProof = "claimed"
        answer.routes[0].request.duration = 4_400_000
        let absence = Absence(.notCalled, basis: .observed)
        let nothing = Clause<String>.absent(absence, by: RuleName("not-called"), in: Evidence(2))
        answer.routes[0].verdict.provider = nothing
        answer.routes[0].verdict.model = nothing
        answer.routes[0].verdict.location = nothing
        answer.routes[0].hops[0].status = 401
        answer.routes[0].hops[2].status = 401
        answer.routes[0].attempts = []
        answer.routes[0].why = Why()
        return answer
    }

    static var webChat: Answer {
        var answer = Answer(asked: Invented.askedCorrelation, outcome: .found, coverage: Invented.coverage)
        var request = Invented.request
        request.path = "/api/graphql"
        request.statusBy = .monolith
        request.timesBy = .monolith
        request.connection = nil
        request.ids = [.correlationID: [Invented.correlationID]]
        var verdict = Verdict.unknown(.otherID)
        verdict.edge = .unknown(.noneFound)
        var route = Route(
            request: request, verdict: verdict,
            hops: [
                Hop(1, .monolith, nil, 200, from: "2024-09-15T13:32:08.495Z", for: 88 * millisecond, seen: 1),
                Hop(2, .gateway, missing: .otherID, .jobHasOtherID),
            ],
            attempts: [])
        route.related = [
            Related(
                ids: [.correlationID: ["01J7V5YCGT2M4A6B8C0D1E2F3G"]],
                why: .jobOfSameUser(withinSeconds: 60))
        ]
        answer.routes = [route]
        answer.evidence = [EvidenceLine(1, "gitlab/rails/production_json.log", line: 5, "gitlab.rails")]
        return answer
    }

    /// A body without an id: it names a region, and there is no request to speak of.
    static var nothingButAPastedBody: Answer {
        var answer = Answer(
            asked: Asked(text: #"{"model":{"region":"us-east4"}}"#, readings: []), outcome: .found, coverage: Invented.coverage)
        let why = Detail.pasteHoldsNoID
        var verdict = Verdict.unknown(.notStated)
        verdict.edge = .unknown(.notStated, detail: why, seen: [1])
        verdict.provider = .unknown(.notStated, detail: why, seen: [1])
        verdict.region = .inferred("us-east4", by: RuleName("pasted-body"), from: Evidence(1), confidence: nil)
        answer.routes = [Route(request: RequestSummary(), verdict: verdict, hops: [], attempts: [])]
        answer.evidence = [EvidenceLine(number: 1, kind: .pasted, shard: nil, digest: nil, place: nil, format: nil)]
        return answer
    }

    static var pastedBody: Answer {
        var answer = direct
        answer.routes[0].verdict.region = .inferred("us-east4", by: RuleName("pasted-body"), from: Evidence(3), confidence: 0.9)
        answer.routes[0].hops[2] = Hop(3, .gateway, missing: .truncated)
        answer.evidence.append(EvidenceLine(number: 3, kind: .pasted, shard: nil, digest: nil, place: nil, format: nil))
        return answer
    }
}
