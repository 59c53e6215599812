import Foundation

/// What is taken away, and what was learned.
struct RemovalTable {
    private var rows: [(name: String, counts: [Int])] = []
    private(set) var complaints: [String] = []
    private(set) var asked = 0

    mutating func add(_ removal: Removals.Removal, _ answers: [Removals.Answer], _ finds: [Bool]) {
        let absent = answers.filter { $0.outcome == "not_found" }
        let claimed = absent.count(where: \.coverage.complete)
        asked += answers.count
        rows.append(
            (
                removal.name,
                [answers.count, answers.count - absent.count, absent.count - claimed, claimed, finds.count { $0 }, finds.count]
            ))
        guard removal.canBeKnown else { return }
        if claimed > 0 { complaints.append("\(removal.name): \(claimed) ids are called absent and complete") }
        if finds.contains(true) { complaints.append("\(removal.name): \(finds.count { $0 }) lists are called whole") }
    }

    var text: String {
        let head = "taken away".padding(toLength: 44, withPad: " ", startingAt: 0) + "asked  found  open  claimed  whole lists"
        return
            ([head]
            + rows.map { row in
                row.name.padding(toLength: 44, withPad: " ", startingAt: 0)
                    + "\(row.counts[0])  \(row.counts[1])  \(row.counts[2])  \(row.counts[3])  \(row.counts[4])/\(row.counts[5])"
            }).joined(separator: "\n")
    }
}
