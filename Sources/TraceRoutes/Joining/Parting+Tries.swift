import LogRecords

extension Parting {
    /// A failure that another gateway's line of the same id follows may be the first of two tries, whose edge's line is
    /// lost.
    mutating func markFirstTries() {
        guard isCrowded else { return }
        let failures = records.indices.filter { index in
            records[index].vantage == .gateway && records[index].sighting.status ?? 0 >= 500
                && roles(of: groups.root(index)).isDisjoint(with: [.edge, .monolith])
        }
        for index in failures {
            for key in records[index].keys.filter(\.kind.isFollowed).map(\.key) {
                let next = (byKey[key] ?? []).first { other in
                    guard records[other].vantage == .gateway, groups.root(other) != groups.root(index), samePath(index, other),
                        let end = records[index].finish ?? records[index].begin, let begin = records[other].begin
                    else { return false }
                    return (-Fitting.slack...Fitting.clockSlack).contains(begin.nanoseconds(since: end))
                }
                guard let next else { continue }
                several[index, default: []].formUnion(.application)
                undecided[index, default: []].append(next)
            }
        }
    }
}
