import LogRecords

/// The calls of a request that failed, each as a finding of its own.
struct FailedCalls {
    /// Calls that are told one by one.
    private static let mostTold = 16

    private(set) var findings: [WhyFinding] = []
    private(set) var count = 0
    /// How long they took together, in nanoseconds; `nil` where one of them does not say.
    private(set) var length: Int64? = 0
    /// Of the last of them.
    private(set) var last: WhyFact.Call?
    private(set) var lastMetLimit = false
    private(set) var records: [JoinedRecord] = []

    init(_ facts: RouteFacts) {
        for (index, hop) in facts.hops.enumerated() {
            let calls = index == facts.serving ? facts.calls : HopCalls(of: hop)
            for call in (calls?.calls ?? []) + (calls?.loose ?? []) { add(call) }
        }
    }

    private mutating func add(_ call: CallFacts) {
        let attempt = call.attempt
        guard !FailedCalls.isWanted(attempt) else { return }
        count += 1
        let failed = WhyFact.Call(
            number: count, provider: attempt.provider, status: attempt.status, error: attempt.errorClass)
        let metLimit = FailedCalls.isLimit(attempt)
        (last, lastMetLimit) = (failed, metLimit)
        length = Lengths.together(length, attempt.duration)
        records += call.records
        guard findings.count < FailedCalls.mostTold else { return }
        findings.append(
            WhyFinding(metLimit ? .callLimited(failed) : .callFailed(failed), length: attempt.duration, in: call.records))
    }

    /// Whether a call did not fail: a client's leaving may have ended it.
    static func isWanted(_ attempt: Attempt) -> Bool {
        if attempt.served == true || attempt.errorClass == "cancelled" || attempt.nextAction == "client_gone" { return true }
        return attempt.errorClass == nil && attempt.status.map { $0 < 400 } ?? true
    }

    /// Whether a provider said that too much was asked of it by this account. Being overloaded (503, 529) is another
    /// thing.
    /// https://docs.anthropic.com/en/api/errors, https://ai.google.dev/gemini-api/docs/troubleshooting
    private static func isLimit(_ attempt: Attempt) -> Bool {
        if attempt.status == 429 { return true }
        let word = attempt.errorClass?.lowercased().filter { $0.isLetter } ?? ""
        return ["ratelimit", "quota", "resourceexhausted", "toomanyrequests", "throttl"].contains(where: word.contains)
    }
}
