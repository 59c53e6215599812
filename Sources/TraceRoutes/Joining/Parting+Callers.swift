import LogRecords

// Who called the gateway.

extension Parting {
    /// Joins Rails, with the edge in front of it, to the one request that it made. Rails that made several is a caller
    /// of each: its lines prove nothing for any.
    mutating func uniteCallersWithCalled() {
        var matches = Matches()
        for indices in byKey.values {
            let callers = indices.filter(isCaller)
            guard !callers.isEmpty else { continue }
            let called = indices.filter { index in
                let roles = roles(of: groups.root(index))
                return !roles.contains(.monolith) && !roles.isDisjoint(with: [.gateway, .calls, .edge, .balancer])
            }
            for index in callers {
                for other in called where isCall(other, of: index) {
                    matches.add(groups.root(index), groups.root(other), shift: 0...0)
                }
            }
        }
        for (caller, called) in matches.inners where called.count > 1 { outers.insert(caller) }
        for (caller, called) in matches.inners.sorted(by: { $0.key < $1.key }) {
            for other in called.sorted() {
                if called.count == 1, matches.outers[other]?.count == 1 {
                    join(caller, other, by: .onlyCaller)
                } else {
                    several[caller, default: []].formUnion(.gateway)
                    several[other, default: []].formUnion(.monolith)
                    undecided[other, default: []].append(caller)
                }
            }
        }
    }

    private func isCaller(_ index: Int) -> Bool {
        let roles = roles(of: groups.root(index))
        return roles.contains(.monolith) ? records[index].vantage == .monolith : roles == .edge
    }

    /// Whether a line is of a request that the caller made meanwhile. An edge line alone is a caller only to another
    /// host and path.
    private func isCall(_ index: Int, of caller: Int) -> Bool {
        guard groups.root(index) != groups.root(caller), Fitting.calls(records[caller], records[index]) else { return false }
        guard records[caller].vantage == .edge else { return true }
        guard let host = records[caller].sighting.host, let other = records[index].sighting.host else { return false }
        return host != other && !samePath(caller, index)
    }
}
