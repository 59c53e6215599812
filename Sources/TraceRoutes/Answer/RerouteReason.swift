/// Why another region was asked than the nearest: the edge's word (waybill-log(5), `edge.reroute_reason`).
package enum RerouteReason: Sendable, Equatable {
    case notSaid
    case known(Word)
    /// A word that this version does not know.
    case other(String)

    /// The words that our edge writes.
    package enum Word: String, CaseIterable, Sendable {
        case refused
        case connectTimeout = "connect_timeout"
        case unreachable
        case notReady = "not_ready"
        case probeFailed = "probe_failed"
        case probeTimeout = "probe_timeout"
    }

    package init(_ word: String?) {
        guard let word else {
            self = .notSaid
            return
        }
        self = Word(rawValue: word).map(RerouteReason.known) ?? .other(word)
    }

    /// The same with its text replaced: what masking goes through.
    func mapTexts(_ map: (String) -> String) -> RerouteReason {
        if case .other(let word) = self { .other(map(word)) } else { self }
    }

    /// What programs know it by: the edge's word, `not_said` or `other`.
    package var code: String {
        switch self {
        case .notSaid: "not_said"
        case .known(let word): word.rawValue
        case .other: "other"
        }
    }
}
