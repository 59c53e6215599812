/// Counts of clause, basis and whether it was right, and a sentence about everything that was not.
struct OracleTable {
    private struct Key: Hashable {
        var clause: String
        var basis: String
    }

    private static let clauses = ["outcome", "edge", "region", "provider", "model", "location"]
    private var right: [Key: Int] = [:]
    private var wrong: [Key: Int] = [:]
    private(set) var complaints: [String] = []

    /// Holds one answer against what may be known.
    mutating func add(_ truth: OracleTruth, _ ask: OracleTruth.Ask, _ answer: OracleAnswer) {
        let about =
            "request \(truth.index) (\(truth.kind), \(truth.turn), \(truth.shape), \(truth.gateway)), asked \(ask.kind) \(ask.text)"
        let isOutcomeRight = ask.outcomes.contains(answer.outcome)
        count("outcome", answer.outcome, isOutcomeRight, isOutcomeRight ? nil : "\(about): \(answer.outcome), not \(ask.outcomes)")
        guard isOutcomeRight, answer.outcome != "not_found" else { return }
        // Nothing on the lines tells this request from the others of its id, so no route can be called its own.
        if ask.own.isEmpty { return }
        // One route where two were possible, and it is the other request's.
        if ask.outcomes.count > 1, answer.outcome == "found", !answer.hasRoute(with: ask.own) { return }
        guard let route = answer.route(with: ask.own) else {
            return count("outcome", "no route", false, "\(about): none of the \(answer.routes.count) routes has any of \(ask.own)")
        }
        for expected in ask.clauses {
            guard let clause = route.verdict[expected.name] else { continue }
            let problem = self.problem(expected, clause, answer)
            count(expected.name, clause.basis, problem == nil, problem.map { "\(about): \(expected.name) \($0)" })
        }
    }

    /// What is wrong with a clause, `nil` when nothing is.
    private func problem(_ expected: OracleTruth.Clause, _ clause: OracleAnswer.Clause, _ answer: OracleAnswer) -> String? {
        let said = "\(clause.value ?? "nothing") (\(clause.basis), \(clause.cause ?? "-"), \(clause.rule ?? "-"))"
        if let value = expected.value {
            guard clause.value == value, clause.basis == "observed" else {
                return "is \(said), \(value) is shown by \(expected.lines)"
            }
            let places = answer.places(clause)
            return places.contains { expected.lines.contains($0) }
                ? nil : "rests on \(places), it is shown by \(expected.lines)"
        }
        if let value = clause.value { return expected.may.contains(value) ? nil : "is \(said), nothing is shown" }
        guard let cause = clause.cause, expected.causes.contains(cause) else { return "is \(said), right is \(expected.causes)" }
        return nil
    }

    private mutating func count(_ clause: String, _ basis: String, _ isRight: Bool, _ complaint: String?) {
        let key = Key(clause: clause, basis: basis)
        if isRight { right[key, default: 0] += 1 } else { wrong[key, default: 0] += 1 }
        if let complaint { complaints.append(complaint) }
    }

    /// One line a clause and basis.
    var text: String {
        var lines = ["clause    basis       right   wrong"]
        for clause in Self.clauses {
            let bases = Set(right.keys.filter { $0.clause == clause } + wrong.keys.filter { $0.clause == clause }).map(\.basis)
                .sorted()
            for basis in bases {
                let key = Key(clause: clause, basis: basis)
                lines.append(
                    padded(clause, 10) + padded(basis, 10) + padded(right[key] ?? 0, 7) + padded(wrong[key] ?? 0, 8))
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
