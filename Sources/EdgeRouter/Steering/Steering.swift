/// Which region a request of one colo goes to.
struct Steering: Sendable {
    /// A region, and how it was come by.
    struct Choice: Sendable, Equatable {
        var region: String
        /// `lowest_rtt`, `no_data`, `failover`: what becomes `edge.steering` of a record (waybill-log(5)).
        var policy: String
        /// The region that is nearer and does not serve, and why.
        var avoided: Avoided?
    }

    /// A region that was nearer and was not asked.
    struct Avoided: Sendable, Equatable {
        var region: String
        var why: String
    }

    /// In the order in which they are tried while nothing is known.
    let order: [String]
    let ways: [String: Way]

    /// The nearest of those that serve; among those of which nothing was measured the first in order. When none serves
    /// any is better than none: an operator may have broken the probes alone.
    func choose(without tried: Set<String> = []) -> Choice? {
        let candidates = order.filter { !tried.contains($0) }.compactMap { name in ways[name].map { (name, $0.state) } }
        let serving = candidates.filter(\.1.isUp)
        guard let chosen = nearest(serving) ?? serving.first ?? nearest(candidates) ?? candidates.first else { return nil }
        let (region, state) = chosen
        if let nearer = nearest(candidates), nearer.0 != region, !nearer.1.isUp {
            return Choice(
                region: region, policy: "failover",
                avoided: Avoided(region: nearer.0, why: nearer.1.why ?? "probe_failed"))
        }
        return Choice(region: region, policy: state.mean == nil ? "no_data" : "lowest_rtt", avoided: nil)
    }

    private func nearest(_ candidates: [(String, Way.State)]) -> (String, Way.State)? {
        candidates.filter { $0.1.mean != nil }.min { ($0.1.mean ?? 0) < ($1.1.mean ?? 0) }
    }
}
