import LogRecords

extension Ledger {
    /// All that it says of lines that are missing around a time, as one number: three bits for each question that a
    /// verdict may put to it.
    func answers(around span: TimeRange) -> Int64 {
        Ledger.asked.reduce(0) { sum, names in
            let answer: Int64 =
                if names.allSatisfy({ shelves[$0] == nil }) { 0 } else {
                    switch whyAbsent(names, around: span).cause {
                    case .expired: 1
                    case .truncated: 2
                    case .noneFound: 3
                    default: 4
                    }
                }
            return sum << 3 | answer
        }
    }

    private static let asked: [[String]] =
        [Vantage.edge, .gateway, .provider].map { Source.names(of: $0) } + Source.names(of: .gateway).map { [$0] }

    /// What it says of a day, with what may be delivered late: while it is the same, it answers the same of each moment
    /// of that day. `nil` are lines without a time, of which it never says anything.
    func mark(of day: Day?) -> String {
        guard let day else { return "" }
        let range = ConnectedLines.range(of: day)
        let coverage = makeCoverage(in: TimeRange(from: range.from, to: range.to.advanced(by: Ledger.mostDelay)))
        let sources = coverage.sources.filter(\.wasEverLoaded).map { source in
            let span = source.span.map { "\(max($0.from, range.from).nanoseconds)-\(min($0.to, range.to).nanoseconds)" } ?? ""
            let counts = [source.loaded, source.missing ?? -1, source.truncated, source.expired].map(String.init)
            let holes = source.holes.map { "\($0.from.nanoseconds)-\($0.to.nanoseconds)" }
            return ([source.source, span] + counts + holes).joined(separator: " ")
        }
        let silences = coverage.silences.map { silence in String(describing: silence) }
        let declared = coverage.declared.map { declaration in String(describing: declaration) }
        return (sources + silences + declared + unreadable.map(\.name)).joined(separator: "\n")
    }
}
