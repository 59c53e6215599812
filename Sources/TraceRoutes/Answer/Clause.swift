package import LogRecords

/// One statement of a verdict.
///
/// `observed` and `absent` cannot be made without evidence; a value cannot be had from `unknown` or `conflict`.
package enum Clause<Value: Sendable & Equatable>: Sendable, Equatable {
    case observed(Value, by: RuleName, in: Evidence)
    /// Known to be empty: no value, and a cause.
    case absent(Absence, by: RuleName, in: Evidence)
    /// `details` say on what it rests, where that is more than the rule's own (`Rule.rests`).
    case inferred(Value, by: RuleName, from: Evidence, confidence: Double?, details: [Detail] = [])
    /// `detail` says more than the cause does; `seen` is what was looked at and does not say.
    case unknown(Cause, detail: Detail? = nil, seen: [Int] = [])
    case conflict([Side<Value>])

    /// The value, where there is one.
    package var value: Value? {
        switch self {
        case .observed(let value, _, _), .inferred(let value, _, _, _, _): value
        case .absent, .unknown, .conflict: nil
        }
    }

    package var basis: Basis {
        switch self {
        case .observed: .observed
        case .absent(let absence, _, _): absence.basis
        case .inferred: .inferred
        case .unknown: .unknown
        case .conflict: .conflict
        }
    }

    package var cause: Cause? {
        switch self {
        case .absent(let absence, _, _): absence.cause
        case .unknown(let cause, _, _): cause
        case .observed, .inferred, .conflict: nil
        }
    }

    package var rule: RuleName? {
        switch self {
        case .observed(_, let rule, _), .absent(_, let rule, _), .inferred(_, let rule, _, _, _): rule
        case .unknown, .conflict: nil
        }
    }

    /// More on the cause, or on what an inferred value rests.
    package var details: [Detail] {
        switch self {
        case .absent(let absence, _, _): absence.details
        case .unknown(_, let detail, _): detail.map { [$0] } ?? []
        case .inferred(_, let rule, _, _, let details):
            details.isEmpty ? Rule.named(rule)?.rests.map { [$0] } ?? [] : details
        case .observed, .conflict: []
        }
    }

    package var confidence: Double? {
        if case .inferred(_, _, _, let confidence, _) = self { confidence } else { nil }
    }

    /// Numbers of the evidence, ascending.
    package var evidence: [Int] {
        switch self {
        case .observed(_, _, let evidence), .absent(_, _, let evidence), .inferred(_, _, let evidence, _, _): evidence.numbers
        case .unknown(_, _, let seen): seen
        case .conflict(let sides): sides.flatMap(\.evidence.numbers).sorted()
        }
    }
}

/// That a value is known to be empty: `not_reached` or `not_called`.
package struct Absence: Sendable, Equatable {
    package var cause: Cause
    /// `observed` where a line says so, `inferred` where it follows.
    package var basis: Basis
    package var details: [Detail]

    package init(_ cause: Cause, basis: Basis, details: [Detail] = []) {
        self.cause = cause
        self.basis = basis
        self.details = details
    }
}

/// What one of two contradicting sources says.
package struct Side<Value: Sendable & Equatable>: Sendable, Equatable {
    package var value: Value
    package var evidence: Evidence

    package init(value: Value, evidence: Evidence) {
        self.value = value
        self.evidence = evidence
    }
}

/// Numbers of `Answer.evidence`: never none.
package struct Evidence: Sendable, Equatable {
    /// Ascending, without repeats.
    package let numbers: [Int]

    package init(_ first: Int, _ others: [Int] = []) {
        numbers = Set([first] + others).sorted()
    }
}

/// A rule's name: in the JSON, in `trace explain`, in the tests, and the name of its file in `Rules/`.
package struct RuleName: Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ name: String) {
        description = name
    }
}
