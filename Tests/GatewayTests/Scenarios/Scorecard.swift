/// How often each clause was right, withheld or wrong, by scenario.
struct Scorecard: Sendable, CustomStringConvertible {
    struct Count: Sendable {
        /// Some line shows it.
        var shown = 0
        /// Of those, observed and right.
        var found = 0
        /// Observed, though no line that was counted shows it: the line of another vantage did.
        var beyond = 0
        var wrong = 0
    }

    static let clauses = ["edge", "region", "provider", "model", "location", "attempts", "reroute"]

    private(set) var counts: [String: [String: Count]] = [:]
    private(set) var requests: [String: Int] = [:]
    /// What was wrong, or shown and not found, in words; a few.
    private(set) var complaints: [String] = []

    mutating func ask(_ label: String) { requests[label, default: 0] += 1 }

    mutating func note(
        _ label: String, _ clause: String, isShown: Bool, isRight: Bool, isWrong: Bool, _ complaint: @autoclosure () -> String
    ) {
        var count = counts[label, default: [:]][clause, default: Count()]
        if isShown { count.shown += 1 }
        if isRight, isShown { count.found += 1 }
        if isRight, !isShown { count.beyond += 1 }
        if isWrong { count.wrong += 1 }
        counts[label, default: [:]][clause] = count
        if isWrong || isShown && !isRight, complaints.count < 20 { complaints.append("\(label) \(clause): \(complaint())") }
    }

    var wrong: Int { counts.values.flatMap(\.values).reduce(0) { $0 + $1.wrong } }

    /// The least share of what some line shows that was observed, over the scenarios and clauses.
    var leastRecall: Double {
        counts.values.flatMap(\.values).filter { $0.shown > 0 }.map { Double($0.found) / Double($0.shown) }.min() ?? 1
    }

    var description: String {
        var lines = ["scenario         asked " + Scorecard.clauses.map { Scorecard.padded($0, 12) }.joined()]
        for (label, clauses) in counts.sorted(by: { $0.key < $1.key }) {
            let cells = Scorecard.clauses.map { clause -> String in
                guard let count = clauses[clause], count.shown + count.beyond + count.wrong > 0 else { return "-" }
                return "\(count.found)/\(count.shown)" + (count.beyond > 0 ? "+\(count.beyond)" : "")
                    + (count.wrong > 0 ? " !\(count.wrong)" : "")
            }
            lines.append(
                label + String(repeating: " ", count: max(1, 16 - label.count)) + Scorecard.padded("\(requests[label] ?? 0)", 6)
                    + " "
                    + cells.map { Scorecard.padded($0, 12) }.joined())
        }
        return lines.joined(separator: "\n")
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
