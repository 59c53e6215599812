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

    package init(request: RequestSummary, verdict: Verdict, hops: [Hop], attempts: [RouteAttempt]) {
        self.request = request
        self.verdict = verdict
        self.hops = hops
        self.attempts = attempts
    }
}

/// What was asked and how it ended. Durations in nanoseconds.
package struct RequestSummary: Sendable, Equatable {
    /// The result of a call of which the gateway's line says that its connection closed before anything was started.
    package static let notStarted = "not_started"

    package var method: String?
    package var host: String?
    package var path: String?
    package var status: Int?
    /// The vantage that sent the status.
    package var statusBy: Vantage?
    /// `completed`, `truncated`, `client_gone`, ...
    package var result: String?
    package var faultDomain: String?
    package var error: String?
    package var started: Instant?
    package var ended: Instant?
    package var duration: Int64?
    /// Whose clock the three times are.
    package var timesBy: Vantage?
    package var connection: String?
    package var realm: String?
    package var customerInstance: String?
    package var instanceProof: String?
    package var gatewayInstance: String?
    /// Kind -> the values found, in the order found.
    package var ids: [IdentifierKind: [String]] = [:]

    /// When it began: as stated, or from the end and the duration that the same clock states.
    package var began: Instant? { StatedSpan(started: started, ended: ended, duration: duration).began }

    package init() {}
}

/// The five clauses.
package struct Verdict: Sendable, Equatable {
    package var edge: Clause<String>
    package var region: Clause<String>
    package var provider: Clause<String>
    package var model: Clause<String>
    package var location: Clause<String>

    package init(
        edge: Clause<String>, region: Clause<String>, provider: Clause<String>, model: Clause<String>, location: Clause<String>
    ) {
        self.edge = edge
        self.region = region
        self.provider = provider
        self.model = model
        self.location = location
    }
}

/// One vantage's part of a route; one that is missing has a cause.
package struct Hop: Sendable, Equatable {
    /// How a hop was tied to the others.
    package struct Link: Sendable, Equatable {
        /// The identifier's kind, or `heuristic`.
        package var by: String
        package var exact: Bool

        package init(by: String, exact: Bool) {
            self.by = by
            self.exact = exact
        }
    }

    package var number: Int
    package var vantage: Vantage
    /// Its place: colo, region.
    package var value: String?
    package var status: Int?
    package var started: Instant?
    package var ended: Instant?
    package var duration: Int64?
    package var served: Bool?
    package var link: Link?
    package var cause: Cause?
    package var detail: Detail?
    package var evidence: [Int]

    /// When it began: as stated, or from the end and the duration that the same clock states.
    package var began: Instant? { StatedSpan(started: started, ended: ended, duration: duration).began }

    package init(number: Int, vantage: Vantage, evidence: [Int] = []) {
        self.number = number
        self.vantage = vantage
        self.evidence = evidence
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
