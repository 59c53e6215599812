import LogRecords
import Testing

@testable import TraceRoutes

/// Who failed, as the lines of one request say.
struct WhyFailureTests {
    private let ray = Story.ray(at: 0)

    /// The failures of the only request that carries the ray.
    private func failures(_ fill: (inout Story) -> Void) throws -> [WhyStatement] {
        var story = Story()
        fill(&story)
        return try #require(try story.ask(ray.hexadecimal).routes.first).why.failures
    }

    private func gateway(
        _ story: inout Story, status: Int, fault: String?, error: String?, attempts: [Attempt] = [],
        _ fill: (inout Sighting) -> Void = { _ in }
    ) {
        story.gateway("r-1", status: status, attempts: attempts) {
            ($0.ray, $0.faultDomain, $0.error) = (ray, fault, error)
            fill(&$0)
        }
    }

    private func call(_ provider: String, _ status: Int?, _ error: String?, for length: Int64 = 200_000_000) -> Attempt {
        var attempt = Attempt.failed(provider, error ?? "")
        (attempt.status, attempt.errorClass, attempt.duration) = (status, error, length)
        return attempt
    }

    @Test func `an edge's block names its rules and what they did`() throws {
        let said = try failures {
            $0.edge(ray, status: 403, origin: 0) {
                ($0.error, $0.securityRule, $0.securityAction) = ("block", "rule-1, rule-2", "log,block,log")
            }
        }
        let stop = WhyFact.Stop(rules: ["rule-1", "rule-2"], actions: ["log", "block"])
        #expect(said == [WhyStatement(.edgeStopped(status: 403, by: stop), basis: .observed, evidence: [1])])
    }

    @Test func `a 429 is the edge's limit only where the edge asked nobody behind it`() throws {
        let own = try failures { $0.edge(ray, status: 429, origin: 0) { $0.error = "block" } }
        #expect(own.map(\.fact.code) == [.edgeLimit])
        let behind = try failures { $0.edge(ray, status: 429) }
        #expect(behind.map(\.fact) == [.answeredBehind(.edge, status: 429)])
        #expect(behind.map(\.basis) == [.unknown])
    }

    @Test func `a 429 of our gateway is its own, a provider's, or the caller's, as its record says`() throws {
        let own = try failures {
            $0.edge(ray, status: 429)
            gateway(&$0, status: 429, fault: "policy", error: "body_bytes_of_caller")
        }
        #expect(own.map(\.fact) == [.gatewayLimit(error: "body_bytes_of_caller")])
        let provider = try failures {
            $0.edge(ray, status: 429)
            gateway(&$0, status: 429, fault: "provider", error: "rate_limited", attempts: [call("anthropic", 429, "rate_limited")])
        }
        let met = WhyFact.Call(number: 1, provider: "anthropic", status: 429, error: "rate_limited")
        #expect(provider.map(\.fact) == [.providerLimit(provider: "anthropic"), .callLimited(met)])
        #expect(provider.map(\.basis) == [.observed, .observed])
    }

    @Test func `a 429 of GitLab's gateway is a provider's only where a call met a limit, and then inferred`() throws {
        let bare = try failures {
            $0.edge(ray, status: 429) { $0.correlationID = "corr-1" }
            $0.access("corr-1", status: 429)
        }
        #expect(bare.map(\.fact) == [.limitNotSaid(source: "gitlab.ai_gateway")])
        #expect(bare.map(\.basis) == [.unknown])
        let called = try failures {
            $0.edge(ray, status: 429) { $0.correlationID = "corr-1" }
            $0.access("corr-1", status: 429)
            $0.call("complete", "corr-1", at: 1, provider: "anthropic", model: "m", served: false, error: "RateLimitError")
        }
        #expect(called.map(\.fact.code) == [.providerLimit, .callLimited])
        #expect(called.map(\.basis) == [.inferred, .observed])
    }

    @Test func `calls that failed are told in their order, with what each took`() throws {
        let said = try failures {
            $0.edge(ray, status: 503)
            gateway(
                &$0, status: 503, fault: "provider", error: "server_5xx",
                attempts: [call("anthropic", 529, "overloaded"), call("gcp.vertex_ai", 502, "server_5xx", for: 430_000_000)])
        }
        #expect(said.map(\.fact.code) == [.providersFailed, .callFailed, .callFailed])
        #expect(said.map(\.fact.who) == [nil, "anthropic", "gcp.vertex_ai"])
        #expect(said.map(\.length) == [nil, 200_000_000, 430_000_000])
    }

    @Test func `a gateway that calls nobody refuses; by policy, for the caller, or without saying`() throws {
        for (fault, part) in [("caller", WhyFact.Part.caller), ("policy", .policy), (nil, nil)] {
            let said = try failures {
                $0.edge(ray, status: 403)
                gateway(&$0, status: 403, fault: fault, error: "scope")
            }
            #expect(said.map(\.fact) == [.gatewayRefused(status: 403, error: "scope", part: part)])
        }
    }

    @Test func `what the caller sent is refused by a provider where a call says so`() throws {
        let said = try failures {
            $0.edge(ray, status: 400)
            gateway(&$0, status: 400, fault: "caller", error: "http_400", attempts: [call("openai", 400, "http_400")])
        }
        #expect(said.first?.fact == .providerRefused(provider: "openai", status: 400, error: "http_400"))
    }

    @Test func `who answered a 503 is the gateway, its runtime or nobody that is known`() throws {
        let gateway = try failures {
            $0.edge(ray, status: 503) { $0.correlationID = "corr-1" }
            $0.access("corr-1", status: 503)
        }
        #expect(gateway.map(\.fact) == [.answeredWithoutReason(source: "gitlab.ai_gateway", status: 503)])
        let runtime = try failures {
            $0.edge(ray, status: 503) { $0.traceID = someTrace }
            $0.cloudRun(trace: someTrace, "us-east4", status: 503)
        }
        #expect(runtime.map(\.fact) == [.runtimeAnswered(source: "google.cloud_run", status: 503)])
        #expect(runtime.map(\.basis) == [.unknown])
        let monolith = try failures {
            $0.rails("corr-1", ray: ray) { $0.status = 503 }
        }
        #expect(monolith.map(\.fact) == [.runtimeAnswered(source: "gitlab.rails", status: 503)])
        let balancer = try failures {
            $0.edge(ray, status: 503) { $0.traceID = someTrace }
            $0.balancer(trace: someTrace, result: "failed_to_pick_backend") { $0.status = 503 }
        }
        #expect(balancer.map(\.fact.code) == [.balancerStopped])
        #expect(balancer.map(\.fact.error) == ["failed_to_pick_backend"])
    }

    @Test func `an edge that gave up is told apart from the gateway that went on`() throws {
        let said = try failures {
            $0.edge(ray, to: 1.5, status: 524, origin: 0)
            gateway(&$0, status: 200, fault: nil, error: nil, attempts: [.served("anthropic", "m")])
        }
        #expect(said.map(\.fact) == [.gaveUp(.edge, status: 524, word: nil, behind: 200)])
        #expect(said.first?.evidence == [1, 2])
    }

    @Test func `an edge without an answer from behind says so where nobody else has a line`() throws {
        let said = try failures { $0.edge(ray, status: 522, origin: 0) }
        #expect(said.map(\.fact.code) == [.edgeStopped])
        let late = try failures { $0.edge(ray, status: 524, origin: 0) }
        #expect(late.map(\.fact) == [.edgeGotNoAnswer(status: 524)])
    }

    @Test func `a client that left is told of by who saw it, and whether it had words by then`() throws {
        let before = try failures {
            $0.edge(ray, to: 1.5, status: 499, origin: 0)
            gateway(&$0, status: 200, fault: "caller", error: nil, attempts: [call("anthropic", 200, "cancelled")]) {
                $0.result = "client_gone"
                $0.stream = true
            }
        }
        #expect(before.map(\.fact) == [.clientLeft(seenBy: .edge, hadWords: false)])
        #expect(before.first?.length == 1_500_000_000)
        let amid = try failures {
            $0.edge(ray, status: 200)
            gateway(&$0, status: 200, fault: "caller", error: nil) {
                ($0.result, $0.stream, $0.firstToken) = ("client_gone", true, 40)
            }
        }
        #expect(amid.map(\.fact) == [.clientLeft(seenBy: .gateway, hadWords: true)])
    }

    @Test func `an answer that broke off is the provider's where our record says so, and the gateway's where it stopped`() throws {
        let cut = try failures {
            $0.edge(ray)
            gateway(&$0, status: 200, fault: "provider", error: "idle_timeout", attempts: [.served("openai", "m")]) {
                ($0.result, $0.lastToken, $0.outputTokens) = ("truncated", 900, 57)
            }
        }
        #expect(cut.map(\.fact) == [.providerCut(provider: "openai", error: "idle_timeout", tokens: 57)])
        #expect(cut.first?.length == 900)
        let stopped = try failures {
            $0.edge(ray)
            gateway(&$0, status: 200, fault: "gateway", error: "shutdown") { $0.result = "shutdown" }
        }
        #expect(stopped.map(\.fact) == [.gatewayCut(source: "waybill.gateway", error: "shutdown")])
    }

    @Test func `a connection that broke behind the balancer, without a gateway's line, may be a gateway that died`() throws {
        let word = "backend_connection_closed_after_partial_response_sent"
        let said = try failures {
            $0.edge(ray) { $0.traceID = someTrace }
            $0.balancer(trace: someTrace, result: word) { $0.status = 200 }
        }
        #expect(said.map(\.fact) == [.backendCut(word: word), .gatewaySilent])
        #expect(said.map(\.basis) == [.observed, .inferred])
    }

    @Test func `that an answer came to its end is never said by the edge alone`() throws {
        let said = try failures { $0.edge(ray) }
        #expect(said == [WhyStatement(.endNotSaid, basis: .unknown, evidence: [1])])
    }

    @Test func `lines that are one request's only if clocks differ make what they say an inference`() throws {
        let said = try failures {
            $0.edge(ray, from: 0, to: 2, status: 503) { $0.correlationID = "corr-1" }
            $0.access("corr-1", from: 3, to: 4.5, status: 503)
        }
        #expect(said.map(\.fact.code) == [.answeredWithoutReason])
        #expect(said.map(\.basis) == [.inferred])
    }
}
