import LogRecords
import Places
import TraceRoutes

/// The answer in a sentence: which region handled the request, which provider was called or answered, and how it ended
/// for the client.
enum Headline {
    static func text(_ route: Route) -> String {
        let verdict = route.verdict
        let ending = Ending(route.request)
        if case .absent(let absence, _, _) = verdict.region {
            let probably = absence.basis == .inferred ? "Probably no" : "No"
            return "\(probably) gateway was reached: \(ending.answer ?? "an earlier hop answered")."
        }
        let end = ending.words.map { "; \($0)" } ?? ""
        if case .unknown(.otherID, _, _) = verdict.region, !route.related.isEmpty {
            return "It was handed on under another id, see below; its region and provider are unknown here\(end)."
        }
        if case .unknown(let cause, _, _) = verdict.region, case .unknown(cause, _, _) = verdict.provider,
            noneAnswered(route) == nil
        {
            return "Region and provider are unknown: \(Words.cause(cause))\(end)."
        }
        return "\(region(verdict.region, ending)); \(provider(verdict.provider, route, ending))."
    }

    private static func region(_ clause: Clause<String>, _ ending: Ending) -> String {
        // What was never started was handled by nobody.
        let verb = ending == .unstarted ? "took" : "handled"
        switch clause {
        case .observed(let value, _, _): return "\(named(value)) \(verb) it"
        case .inferred(let value, _, _, _, _): return "Probably \(named(value)) \(verb) it"
        case .conflict(let sides): return "Sources contradict each other on the region: \(contradiction(sides))"
        case .unknown(let cause, _, _): return "The region is unknown: \(Words.cause(cause))"
        case .absent(let absence, _, _): return Words.sentence(Words.cause(absence.cause))
        }
    }

    private static func provider(_ clause: Clause<String>, _ route: Route, _ ending: Ending) -> String {
        let end = ending.words.map { "; \($0)" } ?? ""
        switch clause {
        case .observed(let value, _, _): return "\(value.printable()) \(manner(route, ending, probably: ""))"
        case .inferred(let value, _, _, _, _):
            return "\(value.printable()) \(manner(route, ending, probably: "probably "))"
        case .absent(let absence, _, _):
            return (absence.basis == .inferred ? "probably no provider was called" : "no provider was called")
                + (ending.answer.map { ": \($0)" } ?? "")
        case .conflict(let sides): return "sources contradict each other on the provider: \(contradiction(sides))\(end)"
        case .unknown: return (noneAnswered(route) ?? "the provider is unknown") + end
        }
    }

    /// Whether the provider answered or was no more than called, and how that ended.
    ///
    /// An answer takes an attempt that served or a good answer to the client: behind a 5xx, a cut or a client that left
    /// the provider may have answered or not.
    private static func manner(_ route: Route, _ ending: Ending, probably: String) -> String {
        let attempts = route.attempts.map(\.attempt)
        if attempts.contains(where: { $0.served == true }) {
            return "\(probably)answered" + (ending.words.map { ", but \($0)" } ?? "")
        }
        let called = "was \(probably)called"
        if !attempts.isEmpty, attempts.allSatisfy({ $0.served == false }) {
            return "\(called) and did not answer" + (ending.words.map { "; \($0)" } ?? "")
        }
        if ending == .good { return "\(probably)answered" }
        return called + (ending.words.map { ", and \($0)" } ?? "")
    }

    private static func noneAnswered(_ route: Route) -> String? {
        guard !route.attempts.isEmpty, route.attempts.allSatisfy({ $0.attempt.served == false }) else { return nil }
        return "no provider answered: \(Words.count(route.attempts.count, "call")) failed"
    }

    private static func named(_ region: String) -> String {
        let place = Places.region(region).map { " (\($0))" } ?? ""
        return region.printable() + place
    }

    private static func contradiction(_ sides: [Side<String>]) -> String {
        sides.prefix(4).map { "\($0.value.printable()) \(Words.references($0.evidence.numbers))" }
            .joined(separator: " or ")
    }
}
