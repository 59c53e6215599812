/// Counts of clause, basis and whether it was right, and a sentence about everything that was not.
struct OracleTable {
    private struct Key: Hashable {
        var clause: String
        var basis: String
    }

    private static let clauses = ["outcome", "edge", "region", "provider", "model", "location"]
    private var right: [Key: Int] = [:]
    private var wrong: [Key: Int] = [:]
    private var withheld: [Key: Int] = [:]
    private(set) var complaints: [String] = []

    /// The share of clauses of which the tracer said less than the truth allows, though nothing wrong.
    var shareWithheld: Double {
        let all = [right, wrong, withheld].flatMap(\.values).reduce(0, +)
        return Double(withheld.values.reduce(0, +)) / Double(max(1, all))
    }

    /// Holds one answer against what may be known.
    mutating func add(_ truth: OracleTruth, _ ask: OracleTruth.Ask, _ answer: OracleAnswer) {
        let about =
            "request \(truth.index) (\(truth.kind), \(truth.turn), \(truth.shape), \(truth.gateway)), asked \(ask.kind) \(ask.text)"
        let isOutcomeRight = ask.outcomes.contains(answer.outcome)
        count(
            "outcome", answer.outcome, isOutcomeRight ? nil : "\(about): \(answer.outcome), not \(ask.outcomes)",
            isLess: truth.isHardToPart && answer.outcome == "ambiguous")
        guard isOutcomeRight, answer.outcome != "not_found" else { return }
        // Nothing on the lines tells this request from the others of its id, so no route can be called its own.
        if ask.own.isEmpty { return }
        // One route where two were possible, and it is the other request's.
        if ask.outcomes.count > 1, answer.outcome == "found", !answer.hasRoute(with: ask.own) { return }
        guard let route = answer.route(with: ask.own) else {
            return count(
                "outcome", "no route", "\(about): none of the \(answer.routes.count) routes has any of \(ask.own)",
                isLess: truth.isHardToPart)
        }
        for expected in ask.clauses {
            guard let clause = route.verdict[expected.name] else { continue }
            let problem = self.problem(expected, clause, answer, truth)
            count(
                expected.name, clause.basis, problem.map { "\(about): \(expected.name) \($0)" },
                isLess: truth.isHardToPart && clause.basis == "unknown")
        }
    }

    /// What is wrong with a clause, `nil` when nothing is.
    ///
    /// The line that shows a value must be one that is known to, or another of the request's own.
    private func problem(
        _ expected: OracleTruth.Clause, _ clause: OracleAnswer.Clause, _ answer: OracleAnswer, _ truth: OracleTruth
    ) -> String? {
        let own = truth.lines.flatMap(\.places)
        let mayDiffer = truth.hasWrongClock && clause.rule == "clocks-differ"
        let said = "\(clause.value ?? "nothing") (\(clause.basis), \(clause.cause ?? "-"), \(clause.rule ?? "-"))"
        if let value = expected.value {
            guard clause.value == value, clause.basis == "observed" || mayDiffer else {
                return "is \(said), \(value) is shown by \(expected.lines)"
            }
            let places = answer.places(clause)
            return places.contains { expected.lines.contains($0) || own.contains($0) }
                ? nil : "rests on \(places), it is shown by \(expected.lines)"
        }
        if let value = clause.value { return expected.may.contains(value) ? nil : "is \(said), nothing is shown" }
        guard let cause = clause.cause, expected.causes.contains(cause) else { return "is \(said), right is \(expected.causes)" }
        return nil
    }

    private mutating func count(_ clause: String, _ basis: String, _ complaint: String?, isLess: Bool) {
        let key = Key(clause: clause, basis: basis)
        switch complaint {
        case nil: right[key, default: 0] += 1
        case _? where isLess: withheld[key, default: 0] += 1
        case let complaint?:
            wrong[key, default: 0] += 1
            complaints.append(complaint)
        }
    }

    /// One line a clause and basis.
    var text: String {
        var lines = ["clause    basis       right   wrong  withheld"]
        for clause in Self.clauses {
            let bases = Set([right, wrong, withheld].flatMap(\.keys).filter { $0.clause == clause }).map(\.basis).sorted()
            for basis in bases {
                let key = Key(clause: clause, basis: basis)
                lines.append(
                    padded(clause, 10) + padded(basis, 10) + padded(right[key] ?? 0, 7) + padded(wrong[key] ?? 0, 8)
                        + padded(withheld[key] ?? 0, 10))
            }
        }
        return lines.joined(separator: "\n")
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
