package import LogRecords

/// The reconstructed path of one request.
package struct Route: Sendable, Equatable {
    package var request: RequestSummary
    package var verdict: Verdict
    package var hops: [Hop]
    package var attempts: [RouteAttempt]
    package var conflicts: [Conflict] = []
    package var reroute: Reroute?
    package var related: [Related] = []
    /// How far the systems' clocks can be apart, by what the lines of one request allow.
    package var clocks: [ClockOffset] = []
    /// Where its time went and who failed; empty where nobody is shown it.
    package var why = Why()

    package init(request: RequestSummary, verdict: Verdict, hops: [Hop], attempts: [RouteAttempt]) {
        self.request = request
        self.verdict = verdict
        self.hops = hops
        self.attempts = attempts
    }
}

/// An attempt as a route shows it.
package struct RouteAttempt: Sendable, Equatable {
    package var attempt: Attempt
    /// As its line states it.
    package var ended: Instant?
    package var evidence: [Int]

    /// When it began: as stated, or from the end and the duration that the same clock states.
    package var began: Instant? { StatedSpan(started: attempt.started, ended: ended, duration: attempt.duration).began }

    package init(attempt: Attempt, ended: Instant? = nil, evidence: [Int]) {
        self.attempt = attempt
        self.ended = ended
        self.evidence = evidence
    }
}

/// Two sources that speak of the same thing and disagree; neither is chosen.
package struct Conflict: Sendable, Equatable {
    /// `edge`, `region`, `provider`, `model`, `location`.
    package var clause: String
    package var sides: [Side<String>]

    package init(clause: String, sides: [Side<String>]) {
        self.clause = clause
        self.sides = sides
    }
}

/// That a request was served by another region than the one that its edge would have chosen, and why.
package struct Reroute: Sendable, Equatable {
    package var from: String
    package var to: String
    package var basis: Basis
    package var why: RerouteReason
    package var evidence: [Int]

    package init(from: String, to: String, basis: Basis, why: RerouteReason, evidence: [Int]) {
        self.from = from
        self.to = to
        self.basis = basis
        self.why = why
        self.evidence = evidence
    }
}

/// Requests that may belong to this one under another id: a choice, never part of the verdict.
package struct Related: Sendable, Equatable {
    package var ids: [IdentifierKind: [String]]
    package var why: Relation

    package init(ids: [IdentifierKind: [String]], why: Relation) {
        self.ids = ids
        self.why = why
    }
}
