import LogRecords

// What is joined, and what is not, as far as anybody asks.

extension Parting {
    /// Makes one group of two.
    mutating func join(_ one: Int, _ other: Int, by link: WorkStep.Link) {
        if let journal, groups.root(one) != groups.root(other) { journal.joined(records[one], records[other], by: link) }
        groups.unite(one, other)
    }

    /// Takes down why two groups that share an id are not one request's; `other` where no two lines show it.
    func noteRefusal(_ above: Int, _ below: Int, else other: WorkStep.Contradiction) {
        guard let journal else { return }
        for outer in groups.members(of: above) {
            for inner in groups.members(of: below) where Parting.isNested(places[outer], places[inner]) {
                if let why = Fitting.contradiction(records[outer], records[inner], comparingStatus: true) {
                    return journal.refused(records[outer], records[inner], why: why)
                }
                if !(Fitting.shift(of: records[inner], into: records[outer])?.contains(0) ?? false) {
                    return journal.refused(records[outer], records[inner], why: .times)
                }
            }
        }
        journal.refused(records[above], records[below], why: other)
    }

    /// Takes down that a group fits another, and not that one alone.
    func noteChoice(_ pair: Matches.Pair) { journal?.refused(records[pair.outer], records[pair.inner], why: .several) }
}
