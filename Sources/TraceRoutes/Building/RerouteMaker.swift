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
            from: only.value, to: served, basis: .observed, why: RerouteReason(reason),
            evidence: evidence.numbers(of: only.records))
    }
}
