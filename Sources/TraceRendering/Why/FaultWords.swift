import LogRecords
import TraceRoutes

/// The sentences in which it is told who failed.
enum FaultWords {
    /// In a sentence's middle; `length` is told where it says when something ended.
    // long: one case a fact
    static func text(_ fact: WhyFact, _ length: Int64?) -> String {
        switch fact {
        case .edgeStopped(let status, let stop): return "the edge answered\(status.map { " \($0)" } ?? "") by itself: \(rule(stop))"
        case .edgeLimit(let stop): return "429 is a limit of the edge, and nothing behind it was asked: \(rule(stop))"
        case .edgeGotNoAnswer(let status): return "the edge returned \(status), as it got no answer from behind it"
        case .balancerStopped(let status, let stop, let word):
            let what = stop.rules.isEmpty ? word?.printable() ?? "it does not say why" : rule(stop, "policy")
            return "the load balancer answered\(status.map { " \($0)" } ?? "") by itself: \(what)"
        case .gaveUp(let vantage, let status, let word, let behind):
            return
                "the \(vantage.name) returned \(status)\(error(word)) without waiting for the gateway, which ended with \(behind)"
        case .answeredBehind(let vantage, let status):
            return "\(status) came from behind the \(vantage.name): who sent it there is unknown, as no line of theirs is here"
        case .gatewayRefused(let status, let word, let part):
            return "the gateway refused it with \(status)\(error(word))" + (part.map { "; \(owner($0))" } ?? "")
        case .gatewayLimit(let word):
            return "429 is the gateway's own limit for this caller\(error(word)); no provider was asked"
        case .gatewayFailed(let status, let word): return "the gateway itself failed with \(status)\(error(word))"
        case .gatewayStopped: return "the gateway was shutting down"
        case .providerLimit(let provider):
            return "429 is a limit of \(name(provider)) for the gateway's account there, not one for this caller"
        case .providersFailed(let status, let calls):
            if calls == 0 { return "the gateway returned \(status) and says that the fault is a provider's" }
            let all = calls == 1 ? "its only call" : calls == 2 ? "both calls" : "all \(calls) calls"
            return "the gateway returned \(status), as \(all) failed"
        case .providerRefused(let provider, let status, let word):
            return "the request itself was refused by \(name(provider)) with \(status)\(error(word)); the fault is the caller's"
        case .limitNotSaid(let source): return "\(Words.owner(source)) answered 429, and no line says whose limit that is"
        case .answeredWithoutReason(let source, let status):
            return "\(Words.owner(source)) answered \(status); it names no error, and no line tells of a call that failed"
        case .runtimeAnswered(let source, let status):
            return "\(Words.owner(source))'s line has the \(status), and the gateway's own is not here: either may have sent it"
        case .callFailed(let call): return "call \(call.number) failed: \(self.call(call))"
        case .callLimited(let call): return "call \(call.number) met a limit of the provider's: \(self.call(call))"
        case .clientLeft, .providerCut, .gatewayCut, .backendCut, .gatewaySilent, .endNotSaid, .notStarted:
            return ending(fact, length)
        case .total, .edgeWaited, .edgeOwn, .monolithTotal, .gatewayTotal, .gatewayOwn, .firstWord, .firstByte, .words, .call,
            .failedCalls, .triedElsewhere, .rerouted, .wayBetween, .shareNotSaid:
            return TimeWords.text(fact)
        }
    }

    /// How an answer ended before its end.
    private static func ending(_ fact: WhyFact, _ length: Int64?) -> String {
        let after = length.map { " after \(Words.duration($0))" } ?? ""
        switch fact {
        case .clientLeft(let vantage, let hadWords):
            let who = vantage == .gateway ? "whoever asked the gateway left" : "the client left"
            return who + after + (hadWords.map { $0 ? ", while it was being answered" : ", before anything was sent" } ?? "")
        case .providerCut(let provider, let word, let tokens):
            let count = tokens.map { "\(length == nil ? " after" : " and") \(Words.count($0, "token"))" } ?? ""
            return "the answer of \(name(provider)) broke off\(after)\(count)\(error(word))"
        case .gatewayCut(_, "shutdown"?): return "the gateway shut down\(after), in the middle of the answer"
        case .gatewayCut(let source, let word):
            return "\(Words.owner(source)) broke the answer off\(after)\(error(word)); whose fault that was it does not say"
        case .backendCut(let word): return "the connection behind the load balancer broke\(after): \(word.printable())"
        case .gatewaySilent: return "no line of a gateway tells of the end: it may have died with the answer"
        case .endNotSaid: return "whether the answer came to its end is unknown: the gateway's own line is not here"
        default: return "the connection closed before anything was started"
        }
    }

    /// `anthropic (529, overloaded)`
    static func call(_ call: WhyFact.Call) -> String {
        let what = reasons(call)
        return name(call.provider) + (what.isEmpty ? "" : " (\(what))")
    }

    /// `529, overloaded`
    static func reasons(_ call: WhyFact.Call) -> String {
        [call.status.map(String.init), call.error?.printable()].compactMap { $0 }.joined(separator: ", ")
    }

    static func name(_ provider: String?) -> String { provider?.printable() ?? "the provider" }

    private static func error(_ word: String?) -> String { word.map { ": \($0.printable())" } ?? "" }

    private static func owner(_ part: WhyFact.Part) -> String {
        switch part {
        case .caller: "the fault is the caller's"
        case .policy: "a policy of the gateway's forbids it"
        }
    }

    /// `rule 5de7edfa648c4d68 (block)`
    private static func rule(_ stop: WhyFact.Stop, _ noun: String = "rule") -> String {
        let action = stop.actions.isEmpty ? "" : " (\(stop.actions.prefix(4).map { $0.printable() }.joined(separator: ", ")))"
        guard !stop.rules.isEmpty else { return "its line names no \(noun)\(action)" }
        let names = stop.rules.prefix(4).map { $0.printable() }.joined(separator: ", ")
        let more = stop.rules.count > 4 ? " and \(stop.rules.count - 4) more" : ""
        return "\(stop.rules.count == 1 ? noun : noun == "policy" ? "policies" : noun + "s") \(names)\(more)\(action)"
    }
}
