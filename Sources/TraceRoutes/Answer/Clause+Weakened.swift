import LogRecords

extension Clause {
    /// The same statement, known less well: what was observed becomes inferred by `rule`, and says why; what was
    /// inferred says that too.
    package func weakened(by rule: RuleName, because reason: Detail) -> Clause {
        switch self {
        case .observed(let value, _, let evidence):
            return .inferred(value, by: rule, from: evidence, confidence: nil, details: [reason])
        case .inferred(let value, let first, let evidence, let confidence, _):
            return .inferred(value, by: first, from: evidence, confidence: confidence, details: details + [reason])
        case .absent(var absence, let first, let evidence):
            let weaker = absence.basis == .observed ? rule : first
            absence.basis = .inferred
            absence.details.append(reason)
            return .absent(absence, by: weaker, in: evidence)
        case .unknown, .conflict: return self
        }
    }
}
