package import LogRecords
package import TraceRoutes

/// The sentences in which it is told why something is suggested, related or was sent elsewhere.
enum ReasonWords {
    /// Why an id is suggested.
    static func text(_ suggestion: Suggestion) -> String {
        let words =
            switch suggestion.why {
            case .begins: "it begins so"
            case .slip(.differs, let unit): "one \(noun(unit)) differs"
            case .slip(.missing, let unit): "one \(noun(unit)) is missing"
            case .slip(.tooMany, let unit): "one \(noun(unit)) is too many"
            case .slip(.swapped, let unit): "two \(noun(unit))s are swapped"
            case .severalDiffer(let count): "\(Words.count(count, "digit")) \(Words.form(count, "differs", "differ"))"
            case .sameBeginning(let count): "the first \(Words.count(count, "digit")) are the same"
            }
        return suggestion.kind == "instance" ? words + ", a customer's instance" : words
    }

    /// `did you mean 8c38fb2918f135d2? (one digit differs, 2026-11-22 10:31:07 UTC)`
    static func question(_ suggestion: Suggestion, _ zone: DisplayZone) -> String {
        let time = suggestion.started.map { ", \(zone.date($0)) \(zone.second($0)) \(zone.label($0))" } ?? ""
        return "did you mean \(suggestion.value.printable(limit: Longest.path))? (\(text(suggestion))\(time))"
    }

    private static func noun(_ unit: Likeness.Unit) -> String {
        switch unit {
        case .digit: "digit"
        case .character: "character"
        }
    }

    /// Why another region was asked.
    static func text(_ reason: RerouteReason) -> String {
        switch reason {
        case .notSaid: "the edge asked there first and does not say why that failed"
        case .known(.refused): "it refused the edge's connection"
        case .known(.connectTimeout): "it did not take the edge's connection in time"
        case .known(.unreachable): "the edge could not connect to it"
        case .known(.notReady): "it said that it was not ready"
        case .known(.probeFailed): "it did not answer the edge's probes"
        case .known(.probeTimeout): "it answered the edge's probes too late"
        case .other(let word): "in the edge's word: \(word)"
        }
    }

    /// Why another request may belong to this one.
    static func text(_ relation: Relation) -> String {
        switch relation {
        case .jobOfSameUser(let seconds): "a job of the same user that started within \(seconds) s"
        }
    }
}

extension TracerError: Explained {
    package var explanation: Explanation {
        switch self {
        case .cannot(.findsByIdentifier): Explanation("this store does not find records by an id", hint: "ask another store")
        case .cannot(.findsByInstance), .cannot(.listsInstances):
            Explanation("this store does not find records by a customer's instance", hint: "ask with an id")
        case .cannot(.knowsShards): Explanation("this store does not know which shards it holds", hint: "ask another store")
        case .cannot(.findsByBeginning):
            Explanation("this store does not find ids by their beginning", hint: "ask with the whole id")
        case .cannot(.findsByUser): Explanation("this store does not find records by a user", hint: "ask with an id")
        case .cannot(.connectsLines): Explanation("this store does not give all lines of a day", hint: "ask for single requests")
        case .cannot(.findsBySession): Explanation("this store does not find records by a session", hint: "ask with an id")
        case .tooManyConnected(let most):
            Explanation("more than \(most) lines hang together through shared ids", hint: "ask for single requests")
        }
    }
}
