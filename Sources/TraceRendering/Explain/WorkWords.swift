import LogRecords
import TraceRoutes

/// The sentences in which it is told how an answer came about.
enum WorkWords {
    /// What a step did; `line` names a line.
    static func text(_ step: WorkStep, line: (LinePlace) -> String) -> String {
        switch step {
        case .lookedUp(let kind, let value, let days, let lines):
            return "\(Words.kind(kind)) \(value.escaped(limit: Longest.path)): \(counted(lines)) \(text(days))"
        case .found(let kind, let value, let lines):
            let shown = lines.prefix(4).map(line).joined(separator: ", ") + (lines.count > 4 ? " and \(lines.count - 4) more" : "")
            return "taken: \(Words.kind(kind)) \(value.escaped(limit: Longest.path)), carried by \(shown)"
        case .followed(let kind, let value, let lines, let new):
            return
                "\(Words.kind(kind)) \(value.printable(limit: Longest.path)): \(counted(lines)), \(new == 0 ? "none new" : "\(new) new")"
        case .joined(let one, let other, let link): return "\(line(one)) and \(line(other)): \(text(link))"
        case .refused(let one, let other, let why): return "\(line(one)), but not \(line(other)): \(text(why))"
        case .parted(let requests):
            return "\(Words.count(requests, "request")) \(Words.form(requests, "has", "have")) what was asked"
        case .ruled(let clause, let rule, let value, let basis, let lines):
            let shown = lines.prefix(4).map(line).joined(separator: ", ")
            return "\(rule.rawValue): \(clause.rawValue) \(value.printable()), \(basis.rawValue), by \(shown)"
        case .concluded(let clause, let value, let basis, let cause, let rule):
            return "\(clause.rawValue): \(value?.printable() ?? "no value"), \(basis.rawValue)"
                + (cause.map { ", \($0.rawValue)" } ?? "") + (rule.map { ", by \($0)" } ?? "")
        }
    }

    private static func text(_ days: ClosedRange<Day>?) -> String {
        guard let days else { return "on all days" }
        return days.lowerBound == days.upperBound ? "on \(days.lowerBound)" : "from \(days.lowerBound) to \(days.upperBound)"
    }

    private static func counted(_ lines: Int) -> String { lines == 0 ? "no line" : Words.count(lines, "line") }

    private static func text(_ link: WorkStep.Link) -> String {
        switch link {
        case .ray: "the same ray, path and time"
        case .parentRay: "the ray of one is the parent of the other's"
        case .requestID: "the gateway's request id"
        case .parentSpan: "both were handed the same parent span"
        case .monolithLines: "lines of one caller, which follow each other"
        case .onlyFit: "they share an id, contradict each other in nothing, and fit nothing else"
        case .atWork: "the only gateway of its ids that was at work then"
        case .callsInTurn: "calls that follow each other on one replica"
        case .clocksDiffer: "they fit nothing else, and each other only if clocks differ"
        case .onlyCaller: "the only caller of the only request that it made"
        }
    }

    private static func text(_ why: WorkStep.Contradiction) -> String {
        switch why {
        case .replica: "another replica"
        case .otherIDs: "another trace or correlation id"
        case .path: "another path"
        case .method: "another method"
        case .status: "another status"
        case .length: "it took longer than what would be around it"
        case .times: "their times do not nest"
        case .taken: "one request passes that place once, and its line is there, or is told apart there"
        case .several: "more than one line fits there"
        }
    }

    /// What a run of steps is about.
    static func heading(_ code: WorkStep.Code) -> String {
        switch code {
        case .lookedUp, .found: "readings that were looked up"
        case .followed: "ids that were followed from line to line"
        case .joined, .refused: "lines that were joined, and lines that were not"
        case .parted: "requests"
        case .ruled: "rules that applied"
        case .concluded: "what follows"
        }
    }

    /// The codes of what joined or parted two lines, for programs.
    static func reason(_ step: WorkStep) -> String? {
        switch step {
        case .joined(_, _, let link): link.rawValue
        case .refused(_, _, let why): why.rawValue
        case .lookedUp, .found, .followed, .parted, .ruled, .concluded: nil
        }
    }
}
