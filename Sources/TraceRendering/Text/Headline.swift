import LogRecords
import Places
import TraceRoutes

/// The answer in a sentence: which region handled the request, which provider answered.
enum Headline {
    static func text(_ route: Route) -> String {
        let verdict = route.verdict
        if case .absent(let absence, _, _) = verdict.region {
            let probably = absence.basis == .inferred ? "Probably no" : "No"
            return "\(probably) gateway was reached: \(whoAnswered(route.request) ?? "an earlier hop answered")."
        }
        if case .unknown(.otherID, _, _) = verdict.region, !route.related.isEmpty {
            return "It was handed on under another id, see below; its region and provider are unknown here."
        }
        if case .unknown(let cause, _, _) = verdict.region, case .unknown(cause, _, _) = verdict.provider {
            return "Region and provider are unknown: \(Words.cause(cause))."
        }
        return "\(region(verdict.region)); \(provider(verdict.provider, route))."
    }

    private static func region(_ clause: Clause<String>) -> String {
        switch clause {
        case .observed(let value, _, _): "\(named(value)) handled it"
        case .inferred(let value, _, _, _): "Probably \(named(value)) handled it"
        case .conflict(let sides): "Sources contradict each other on the region: \(contradiction(sides))"
        case .unknown(let cause, _, _): "The region is unknown: \(Words.cause(cause))"
        case .absent(let absence, _, _): Words.sentence(Words.cause(absence.cause))
        }
    }

    private static func provider(_ clause: Clause<String>, _ route: Route) -> String {
        switch clause {
        case .observed(let value, _, _): "\(value.printable(limit: 60)) \(manner(route))"
        case .inferred(let value, _, _, _): "\(value.printable(limit: 60)) probably \(manner(route))"
        case .absent(let absence, _, _):
            (absence.basis == .inferred ? "probably no provider was called" : "no provider was called")
                + (whoAnswered(route.request).map { ": \($0)" } ?? "")
        case .conflict(let sides): "sources contradict each other on the provider: \(contradiction(sides))"
        case .unknown: noneAnswered(route) ?? "the provider is unknown"
        }
    }

    /// Whether the provider answered, and whether the answer arrived.
    private static func manner(_ route: Route) -> String {
        if !route.attempts.isEmpty, route.attempts.allSatisfy({ $0.attempt.served == false }) {
            return "was called and did not answer"
        }
        return switch route.request.result {
        case "truncated": "answered, but the answer was cut short"
        case "client_gone": "answered, but the client had gone"
        default: "answered"
        }
    }

    private static func noneAnswered(_ route: Route) -> String? {
        guard !route.attempts.isEmpty, route.attempts.allSatisfy({ $0.attempt.served == false }) else { return nil }
        return "no provider answered: \(Words.count(route.attempts.count, "call")) failed"
    }

    /// `the edge answered 403`
    static func whoAnswered(_ request: RequestSummary) -> String? {
        guard let vantage = request.statusBy, let status = request.status else { return nil }
        return "the \(vantage.name) answered \(status)"
    }

    private static func named(_ region: String) -> String {
        let place = Places.region(region).map { " (\($0))" } ?? ""
        return region.printable(limit: 60) + place
    }

    private static func contradiction(_ sides: [Side<String>]) -> String {
        sides.prefix(4).map { "\($0.value.printable(limit: 60)) \(Words.references($0.evidence.numbers))" }
            .joined(separator: " or ")
    }
}
