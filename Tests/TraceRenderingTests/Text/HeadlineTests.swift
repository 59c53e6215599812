import LogRecords
import Testing
import TraceRendering
import TraceRoutes

/// The sentence that comes first.
struct HeadlineTests {
    /// The first paragraph, on one line.
    private func headline(_ fill: (inout Route) -> Void) -> String {
        var answer = AnswerCase.direct
        fill(&answer.routes[0])
        let text = AnswerText(Masked(answer)).text
        return text.components(before: "\n\n").split(separator: "\n").joined(separator: " ")
    }

    private func ended(_ route: inout Route, _ status: Int, _ result: String?, by sender: Vantage = .gateway) {
        (route.request.status, route.request.result, route.request.statusBy) = (status, result, sender)
    }

    private static let inferred = Clause<String>.inferred(
        "anthropic", by: RuleName("call-line"), from: Evidence(2), confidence: nil)
    private static let seen = Clause<String>.seen("anthropic", "call-address", 2)

    @Test(
        arguments: [
            (200, "completed", "anthropic answered"), (503, nil, "anthropic was called, and the gateway returned 503"),
            (429, "rate_limited", "anthropic was called, and the gateway returned 429"),
            (200, "truncated", "anthropic was called, and the answer was cut short"),
            (200, "client_gone", "anthropic was called, and the client had gone"),
            (499, nil, "anthropic was called, and the client had gone"),
        ] as [(Int, String?, String)])
    func `a call without a served attempt is an answer only where the client got one`(status: Int, result: String?, end: String) {
        let text = headline {
            $0.attempts = []
            $0.verdict.provider = Self.seen
            ended(&$0, status, result)
        }
        #expect(text == "us-east4 (Ashburn, VA, US) handled it; \(end).")
    }

    @Test func `a call that was never started was taken by a region, and handled by nobody`() {
        let absent = Clause<String>.absent(
            Absence(.notCalled, basis: .observed, details: [.closedBeforeStart]), by: RuleName("not-called"), in: Evidence(1))
        func text(_ region: Clause<String>?) -> String {
            headline {
                $0.attempts = []
                $0.verdict.provider = absent
                if let region { $0.verdict.region = region }
                ($0.request.status, $0.request.statusBy, $0.request.result) = (nil, nil, "not_started")
            }
        }
        let end = "no provider was called: the connection closed before it was started."
        #expect(text(nil) == "us-east4 (Ashburn, VA, US) took it; " + end)
        #expect(text(.unknown(.notStated)) == "The region is unknown: its log line does not say; " + end)
    }

    @Test(
        arguments: [
            (200, "completed", "anthropic probably answered"),
            (403, nil, "anthropic was probably called, and the gateway returned 403"),
            (200, "truncated", "anthropic was probably called, and the answer was cut short"),
        ] as [(Int, String?, String)])
    func `an inferred call is never more than probable`(status: Int, result: String?, end: String) {
        let text = headline {
            $0.attempts = []
            $0.verdict.provider = Self.inferred
            ended(&$0, status, result)
        }
        #expect(text == "us-east4 (Ashburn, VA, US) handled it; \(end).")
    }

    @Test(
        arguments: [
            (200, "truncated", "but the answer was cut short"), (499, "client_gone", "but the client had gone"),
            (502, nil, "but the gateway returned 502"),
        ] as [(Int, String?, String)])
    func `a served attempt answered, whatever became of the answer`(status: Int, result: String?, end: String) {
        let text = headline { ended(&$0, status, result) }
        #expect(text == "us-east4 (Ashburn, VA, US) handled it; gcp.vertex_ai answered, \(end).")
    }

    @Test(
        arguments: [
            (200, "truncated", "the answer was cut short"), (200, "client_gone", "the client had gone"),
            (499, nil, "the client had gone"),
            (403, nil, "the edge returned 403"), (503, nil, "the edge returned 503"),
        ] as [(Int, String?, String)])
    func `the end is said whatever else is unknown`(status: Int, result: String?, end: String) {
        let nothing = headline {
            $0.attempts = []
            $0.verdict = .unknown(.notLoaded)
            ended(&$0, status, result, by: .edge)
        }
        #expect(nothing == "Region and provider are unknown: the log that would say is not loaded; \(end).")
        let region = headline {
            $0.attempts = []
            $0.verdict.provider = .unknown(.notStated)
            ended(&$0, status, result, by: .edge)
        }
        #expect(region == "us-east4 (Ashburn, VA, US) handled it; the provider is unknown; \(end).")
    }

    @Test func `a good answer of which nothing is known adds nothing`() {
        let text = headline {
            $0.attempts = []
            $0.verdict = .unknown(.notLoaded)
        }
        #expect(text == "Region and provider are unknown: the log that would say is not loaded.")
    }
}

extension String {
    fileprivate func components(before end: String) -> String {
        var text = self[...]
        while !text.isEmpty, !text.hasPrefix(end) { text = text.dropFirst() }
        return String(dropLast(text.count))
    }
}
