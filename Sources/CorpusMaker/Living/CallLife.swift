import LogRecords

/// Lives the calls of one arrival at a gateway: which targets are tried, which one answers.
struct CallLife {
    let request: LivedRequest
    let region: String
    let isOverlapping: Bool

    private var millisecond: Int64 { 1_000_000 }

    func call(into hop: inout GatewayHop, _ random: inout RandomSource) {
        if request.kind == .workflow { return }
        let targets = self.targets(&random)
        var now = hop.started + hop.duration
        let failures = random.chance(70) ? 1 : 0
        let allFail = random.chance(20)
        for (number, target) in targets.prefix(allFail ? 2 : failures + 1).enumerated() {
            let isLast = allFail ? number == 1 : number == failures
            let fails = allFail || !isLast
            let attempt = self.attempt(target, at: now, fails: fails, isLast: isLast, &random)
            hop.attempts.append(attempt)
            now += attempt.duration + random.between(1, 5) * millisecond
        }
        hop.duration = now - hop.started
        conclude(&hop, allFail: allFail, &random)
    }

    private func attempt(
        _ target: ModelTarget, at started: Int64, fails: Bool, isLast: Bool, _ random: inout RandomSource
    ) -> LivedAttempt {
        let long = random.chance(30)
        let length =
            fails
            ? random.between(40, 400) : isOverlapping ? random.between(1500, 4000) : random.between(180, long ? 30_000 : 2_500)
        let status = fails ? random.element([529, 503, 429]) : 200
        return LivedAttempt(
            target: target, started: started, duration: length * millisecond + random.between(0, 999) * 1000, status: status,
            errorClass: fails ? (status == 429 ? "rate_limited" : "overloaded") : nil,
            nextAction: fails ? (isLast ? "exhausted" : "next_target") : "serve", served: !fails,
            requestID: "req_\(random.word(22))", inputTokens: 200 + random.below(4000),
            outputTokens: fails ? 0 : 8 + random.below(700))
    }

    private func conclude(_ hop: inout GatewayHop, allFail: Bool, _ random: inout RandomSource) {
        if allFail {
            hop.status = 503
            hop.outcome = "upstream_error"
        } else if request.isStream && random.chance(25) {
            // A stream that dies after its head went out: still 200.
            hop.outcome = "truncated"
        } else if request.isStream && random.chance(20) {
            hop.outcome = "client_gone"
        }
    }

    /// The targets in the order of trying; two or more, so that a failure has somewhere to go.
    private func targets(_ random: inout RandomSource) -> [ModelTarget] {
        switch request.kind {
        case .directCompletion, .completion:
            let usual = ModelTarget.codestral(gatewayRegion: region)
            let other = ModelTarget.anthropic("claude-haiku-4-5")
            if request.isOurs && random.chance(60) { return [.selfHosted("mixtral-8x7b"), other] }
            return random.chance(150) ? [other, usual] : [usual, other]
        case .chat, .webChat, .prompt:
            let choices: [ModelTarget] = [
                .anthropic("claude-sonnet-4-5"), .vertex("claude-sonnet-4-5", publisher: "anthropic", region: nil),
                .vertex("gemini-2.5-flash", publisher: "google", region: nil), .openAI("gpt-5"),
            ]
            let first = random.below(choices.count)
            return [choices[first], choices[(first + 1 + random.below(3)) % choices.count]]
        case .proxy:
            return random.chance(400)
                ? [.vertex("gemini-2.0-flash", publisher: "google", region: region), .anthropic("claude-haiku-4-5")]
                : [.anthropic("claude-haiku-4-5"), .vertex("gemini-2.0-flash", publisher: "google", region: region)]
        case .workflow: return []
        }
    }
}
