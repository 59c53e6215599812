package import LogRecords

/// Where a request's time went and who failed, as far as its own lines say.
///
/// What other requests say of it (what its path usually takes, who shared its failure) needs those requests, and is
/// another statement in the same list.
package struct Why: Sendable, Equatable {
    /// Who failed first, then where the time went; in each the one that says most comes first.
    package var statements: [WhyStatement]

    package init(statements: [WhyStatement] = []) {
        self.statements = statements
    }

    package var failures: [WhyStatement] { statements.filter { !$0.fact.isTime } }
    package var times: [WhyStatement] { statements.filter(\.fact.isTime) }
}

/// One thing that is said of a failure or of a time, and how it is known.
package struct WhyStatement: Sendable, Equatable {
    package var fact: WhyFact
    /// How long it took, in nanoseconds: as one record states it, or between two numbers of one record.
    package var length: Int64?
    package var basis: Basis
    /// Numbers of `Answer.evidence`, ascending.
    package var evidence: [Int]

    package init(_ fact: WhyFact, length: Int64? = nil, basis: Basis, evidence: [Int]) {
        (self.fact, self.length, self.basis, self.evidence) = (fact, length, basis, evidence)
    }
}
