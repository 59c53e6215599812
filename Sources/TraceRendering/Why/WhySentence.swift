import LogRecords
import TraceRoutes

/// What is said of a failure or of a time in one sentence: in every route, and at the head of `trace why`.
struct WhySentence: Equatable {
    /// Without its full stop.
    var text: String
    /// Whether it is about a failure.
    var isFailure: Bool
    /// Of the statement that it rests on most.
    var code: WhyFact.Code
    var basis: Basis
    var evidence: [Int]

    /// `nil` where the lines say nothing beyond the length of it all.
    init?(_ why: Why) {
        if let failure = WhySentence.failure(why) {
            self = failure
        } else if let time = WhySentence.time(why) ?? WhySentence.calls(why) {
            self = time
        } else {
            return nil
        }
    }

    private init(_ text: String, of first: WhyStatement, isFailure: Bool, _ used: [WhyStatement]) {
        (self.text, self.isFailure, code, basis) = (text, isFailure, first.fact.code, first.basis)
        evidence = Set(used.flatMap(\.evidence)).sorted()
    }

    // MARK: Who failed

    private static let mostCalls = 3

    private static func failure(_ why: Why) -> WhySentence? {
        let failures = why.failures
        guard let first = failures.first, call(first) == nil, first.fact.code != .endNotSaid else { return nil }
        let calls = failures.filter { call($0) != nil }
        let others = failures.dropFirst().filter { call($0) == nil }
        var text = ([first] + others).map(words).joined(separator: "; ")
        if !calls.isEmpty { text += ": \(told(calls))" }
        let waiting = waiting(first, why)
        if let waiting {
            text += "; \(Words.duration(waiting.length ?? 0)) of it was a wait for \(FaultWords.name(waiting.fact.who))"
        }
        return WhySentence(text, of: first, isFailure: true, [first] + others + calls + (waiting.map { [$0] } ?? []))
    }

    private static func words(_ statement: WhyStatement) -> String {
        let text = FaultWords.text(statement.fact, statement.length)
        guard statement.basis == .inferred, statement.fact.code != .gatewaySilent else { return text }
        // That it sent the status is certain; why is not.
        if statement.fact.code == .providersFailed { return text.replacing(", as ", with: ", probably as ") }
        return "probably " + text
    }

    /// What a client that got nothing was waiting for when it left.
    private static func waiting(_ first: WhyStatement, _ why: Why) -> WhyStatement? {
        guard case .clientLeft(_, hadWords: false) = first.fact else { return nil }
        return why.times.first { $0.fact.code == .call && $0.length != nil }
    }

    /// Of a request of which nothing but its calls is known: those that failed.
    private static func calls(_ why: Why) -> WhySentence? {
        let calls = why.failures.filter { call($0) != nil }
        guard let first = calls.first else { return nil }
        return WhySentence("\(Words.count(calls.count, "call")) failed: \(told(calls))", of: first, isFailure: true, calls)
    }

    /// `anthropic (529, overloaded) after 210 ms, openai (502) after 1.02 s and 2 more`
    private static func told(_ calls: [WhyStatement]) -> String {
        let told = calls.prefix(mostCalls).compactMap { statement in
            call(statement).map { call in
                FaultWords.call(call) + (statement.length.map { " after \(Words.duration($0))" }.orNothing)
            }
        }
        return told.joined(separator: ", ") + (calls.count > mostCalls ? " and \(calls.count - mostCalls) more" : "")
    }

    private static func call(_ statement: WhyStatement) -> WhyFact.Call? {
        switch statement.fact {
        case .callFailed(let call), .callLimited(let call): call
        default: nil
        }
    }

    // MARK: Where the time went

    private static func time(_ why: Why) -> WhySentence? {
        func first(_ code: WhyFact.Code) -> WhyStatement? { why.times.first { $0.fact.code == code && $0.length != nil } }
        guard let total = first(.total) ?? first(.gatewayTotal), let length = total.length else { return nil }
        let failed = why.failures.filter { call($0) != nil }
        let lost = first(.failedCalls)
        var used = [total]
        var parts: [String] = []
        func add(_ statement: WhyStatement?, _ words: (String, WhyStatement) -> String) {
            guard let statement, let length = statement.length else { return }
            used.append(statement)
            parts.append(words(Words.duration(length), statement))
        }
        if let word = first(.firstWord) {
            add(word) { time, _ in
                "\(time) to the first word" + lost.map { " (\(Words.duration($0.length ?? 0)) of it \(loss(failed)))" }.orNothing
            }
            add(first(.words)) { time, statement in "\(time) for \(answer(statement.fact))" }
        } else {
            add(first(.call)) { time, statement in "\(time) for \(answer(statement.fact))" }
            if let lost { add(lost) { time, _ in "\(time) \(loss(failed))" } }
        }
        for detour in why.times where detour.fact.code == .triedElsewhere {
            add(detour) { time, at in "\(time) \(TimeWords.text(at.fact))" }
        }
        if parts.isEmpty { add(first(.edgeWaited)) { time, _ in "\(time) behind the edge" } }
        if parts.isEmpty { add(first(.firstByte)) { time, _ in "\(time) to the first byte" } }
        let passed = why.times.first { $0.fact.code == .rerouted }
        used += [first(.edgeOwn), first(.gatewayOwn), passed, lost].compactMap { $0 }
        let own = own(first(.edgeOwn), first(.gatewayOwn), of: length)
        guard !parts.isEmpty || !own.words.isEmpty else { return nil }
        if own.isMost { parts.insert(contentsOf: own.words, at: 0) }
        let rest = (own.isMost ? [] : own.words) + [passed.map { TimeWords.text($0.fact) }, clocks(why)].compactMap { $0 }
        let text = ([parts.joined(separator: ", ")] + rest).filter { !$0.isEmpty }.joined(separator: "; ")
        return WhySentence("\(Words.duration(length)): \(text)", of: total, isFailure: false, used)
    }

    /// That times of the request contradict each other, where they do by more than clocks of one fleet.
    private static func clocks(_ why: Why) -> String? {
        for statement in why.times {
            guard case .wayBetween(let outer, let inner, let apart) = statement.fact, apart.magnitude >= 100_000_000 else {
                continue
            }
            let length = Words.duration(Int64(clamping: apart.magnitude))
            return "the clocks of \(Words.owner(outer)) and \(Words.owner(inner)) are at least \(length) apart"
        }
        return nil
    }

    /// `40 tokens from anthropic`, `the answer of anthropic`
    private static func answer(_ fact: WhyFact) -> String {
        switch fact {
        case .words(let tokens?, let provider), .call(_, let provider, let tokens?):
            Words.count(tokens, "token") + provider.map { " from \($0.printable())" }.orNothing
        case .words(nil, let provider), .call(_, let provider, nil): "the answer of \(FaultWords.name(provider))"
        default: ""
        }
    }

    /// `lost to anthropic: 529, overloaded`
    private static func loss(_ failed: [WhyStatement]) -> String {
        let calls = failed.compactMap(call)
        guard let only = calls.first, calls.count == 1 else {
            let names = calls.prefix(mostCalls).map(FaultWords.call).joined(separator: ", ")
            return "lost to \(Words.count(calls.count, "call")): \(names)\(calls.count > mostCalls ? " and more" : "")"
        }
        let why = FaultWords.reasons(only)
        return "lost to \(FaultWords.name(only.provider))" + (why.isEmpty ? "" : ": \(why)")
    }

    /// What edge and gateway took themselves: together where that is little, each by itself where it is not.
    ///
    /// It stands in front where it is most.
    private static func own(
        _ edge: WhyStatement?, _ gateway: WhyStatement?, of total: Int64
    ) -> (words: [String], isMost: Bool) {
        let (atEdge, atGateway) = (edge?.length, gateway?.length)
        let sum = saturatingSum(atEdge ?? 0, atGateway ?? 0)
        let each = [
            atEdge.map { "\(Words.duration($0)) at the edge" }, atGateway.map { "\(Words.duration($0)) in the gateway itself" },
        ].compactMap { $0 }
        if sum > total / 2 { return (each, true) }
        if sum > total / 10 || each.count < 2 { return ([each.joined(separator: ", ")].filter { !$0.isEmpty }, false) }
        return (["edge and gateway \(Words.duration(sum))"], false)
    }
}

extension String? {
    fileprivate var orNothing: String { self ?? "" }
}
