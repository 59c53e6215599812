/// Which column of a sheet holds ids, as its first rows tell.
struct IDColumn {
    /// Rows that are looked at; the next would say the same.
    static let mostRows = 100

    /// How much a column looks like one of ids.
    struct Score {
        var column: Int
        /// Of ids that stand in it, and of those that stand alone in their cells.
        var weight = 0
        var wordWeight = 0
        var rank = Int.max
        /// Whether any of them is one by its shape, and no number as long as one.
        var isCertain = false
        /// What the column's name says of it.
        var label = Label.other
    }

    /// What a name says of what stands below it.
    enum Label: Int, Comparable {
        case request, other, caller

        init(_ name: String) {
            let name = name.lowercased()
            if Self.callers.contains(where: { name.contains($0) }) {
                self = .caller
            } else {
                self = Self.requests.contains { name.contains($0) } ? .request : .other
            }
        }

        static func < (left: Label, right: Label) -> Bool { left.rawValue < right.rawValue }

        private static let callers = [
            "instance", "user", "customer", "account", "tenant", "namespace", "project", "session", "client id", "parent",
        ]
        private static let requests = ["ray", "request", "correlation", "trace"]
    }

    /// The columns that hold ids, the likeliest first.
    private(set) var scores: [Score] = []

    /// `rows` are all that were looked at, a head perhaps among them.
    init(_ rows: [[String]]) {
        let head = rows.first ?? []
        scores = (0..<(rows.map(\.count).max() ?? 0)).map { Score(column: $0) }
        for row in rows {
            for (column, cell) in row.enumerated() {
                let reading = CellReading(cell)
                guard reading.weight > 0 else { continue }
                scores[column].weight += reading.weight
                scores[column].wordWeight += reading.isWord ? reading.weight : 0
                scores[column].isCertain = scores[column].isCertain || reading.weight > 1
                scores[column].rank = min(scores[column].rank, reading.rank)
            }
        }
        scores = scores.filter { $0.weight > 0 }.map { score in
            var score = score
            if head.indices.contains(score.column) { score.label = Label(head[score.column]) }
            return score
        }
        // Of columns that are filled alike the name and the kind of id decide.
        let most = scores.map(\.weight).max() ?? 0
        scores.sort { left, right in
            func key(_ score: Score) -> (Int, Int, Int, Int) {
                (score.weight * 4 >= most * 3 ? 0 : 1, score.label.rawValue, score.rank, score.column)
            }
            return key(left) < key(right)
        }
    }
}
