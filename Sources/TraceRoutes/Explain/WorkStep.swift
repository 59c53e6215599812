package import LogRecords

/// One thing that was done to answer a question: closed lists, worded where they are rendered.
///
/// Lines are places; texts are as lines hold them, and masked with the rest.
package enum WorkStep: Sendable, Equatable {
    /// The clauses of a verdict.
    package enum ClauseName: String, Sendable, CaseIterable {
        case edge, region, provider, model, location
    }

    /// Why two lines, or the groups that they are in, are one request's.
    package enum Link: String, Sendable, CaseIterable {
        case ray
        case parentRay = "parent_ray"
        case requestID = "request_id"
        case parentSpan = "parent_span"
        case monolithLines = "monolith_lines"
        /// They share an id, contradict each other in nothing, and fit nothing else.
        case onlyFit = "only_fit"
        /// A call, and the only gateway that was at work then.
        case atWork = "at_work"
        case callsInTurn = "calls_in_turn"
        /// They fit nothing else, and each other if their clocks differ.
        case clocksDiffer = "clocks_differ"
        case onlyCaller = "only_caller"
    }

    /// Why two lines that share an id were not joined.
    package enum Contradiction: String, Sendable, CaseIterable {
        case replica
        case otherIDs = "other_ids"
        case path, method, status
        /// What is inside took longer than what is around it.
        case length
        case times
        /// One request passes this place once, and its line is there.
        case taken
        /// It fits another one as well.
        case several
    }

    /// A reading was looked up, on some days or on all: so many lines carry it.
    case lookedUp(kind: String, value: String, days: ClosedRange<Day>?, lines: Int)
    /// The reading that was taken, and the lines that it led to.
    case found(kind: String, value: String, lines: [LinePlace])
    /// An id of the lines so far was looked up: so many lines carry it, and so many of them were new.
    case followed(IdentifierKind, value: String, lines: Int, new: Int)
    case joined(LinePlace, LinePlace, by: Link)
    case refused(LinePlace, LinePlace, why: Contradiction)
    case parted(requests: Int)
    /// What a rule found for a clause.
    case ruled(ClauseName, Rule.Code, value: String, basis: Basis, lines: [LinePlace])
    /// A clause as it was drawn; `rule` is `nil` where none applies.
    case concluded(ClauseName, value: String?, basis: Basis, cause: Cause?, rule: RuleName?)
}

extension WorkStep {
    /// What programs know a step by, in the JSON.
    package enum Code: String, Sendable, CaseIterable {
        case lookedUp = "looked_up"
        case found, followed, joined, refused, parted, ruled, concluded
    }

    package var code: Code {
        switch self {
        case .lookedUp: .lookedUp
        case .found: .found
        case .followed: .followed
        case .joined: .joined
        case .refused: .refused
        case .parted: .parted
        case .ruled: .ruled
        case .concluded: .concluded
        }
    }

    /// The lines that it is about.
    package var places: [LinePlace] {
        switch self {
        case .found(_, _, let lines), .ruled(_, _, _, _, let lines): lines
        case .joined(let one, let other, _), .refused(let one, let other, _): [one, other]
        case .lookedUp, .followed, .parted, .concluded: []
        }
    }

    /// The same with each text of a line replaced; what was asked stays as it was typed.
    func mapTexts(_ map: (String) -> String) -> WorkStep {
        switch self {
        case .followed(let kind, let value, let lines, let new): .followed(kind, value: map(value), lines: lines, new: new)
        case .ruled(let clause, let rule, let value, let basis, let lines):
            .ruled(clause, rule, value: map(value), basis: basis, lines: lines)
        case .concluded(let clause, let value, let basis, let cause, let rule):
            .concluded(clause, value: value.map(map), basis: basis, cause: cause, rule: rule)
        case .lookedUp, .found, .joined, .refused, .parted: self
        }
    }
}
