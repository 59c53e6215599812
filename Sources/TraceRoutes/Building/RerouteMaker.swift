import LogRecords

/// Says that a request was served elsewhere than its edge would have chosen, where a record says so.
///
/// Nothing is concluded from distances: a colo that lies between two regions sends its requests now here, now there.
struct RerouteMaker {
    let facts: RouteFacts

    func reroute(to region: Clause<String>, _ evidence: inout EvidenceList) -> Reroute? {
        guard case .observed(let served, _, _) = region, let hop = facts.servingHop else { return nil }
        let said = grouped(hop.applications) { $0.sighting.reroutedFrom }
        guard let only = said.first, said.count == 1, only.value != served else { return nil }
        let reason = only.records.lazy.compactMap(\.sighting.rerouteReason).first
        return Reroute(
            from: only.value, to: served, basis: .observed, why: RerouteMaker.words(for: reason),
            evidence: evidence.numbers(of: only.records))
    }

    /// A sentence for the edge's word (waybill-log(5), `edge.reroute_reason`).
    private static func words(for reason: String?) -> String {
        switch reason {
        case nil: "the edge asked there first and does not say why that failed"
        case "refused": "it refused the edge's connection"
        case "connect_timeout": "it did not take the edge's connection in time"
        case "unreachable": "the edge could not connect to it"
        case "not_ready": "it said that it was not ready"
        case "probe_failed": "it did not answer the edge's probes"
        case "probe_timeout": "it answered the edge's probes too late"
        case let word?: "in the edge's word: \(word)"
        }
    }
}
