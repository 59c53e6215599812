import LogRecords

/// What the rows of a sheet come to. Each row is counted once in each of the tallies.
package struct BatchTotals: Sendable, Equatable {
    package private(set) var rows = 0
    package private(set) var outcomes: [BatchRow.Outcome: Int] = [:]
    /// By the region that handled the requests.
    package private(set) var region = PlaceTally()
    /// By where the model ran.
    package private(set) var location = PlaceTally()
    /// Rows whose id stood in an earlier one.
    package var repeated = 0
    /// Lines of a text that hold no id.
    package var linesWithoutID = 0
    private var worst: Int32 = 0

    package init() {}

    package mutating func add(_ masked: Masked<BatchRow>) {
        let row = masked.value
        rows += 1
        outcomes[row.outcome, default: 0] += 1
        region.add(row.region, of: row)
        location.add(row.location, of: row)
        askedAny = askedAny || row.asks
        worst = max(worst, row.hasHoles ? 3 : row.exitCode)
    }

    /// 3 over holes, whatever was found; 1 where an id was not found, and everything was searched.
    package var exitCode: Int32 { worst }
    /// Whether any of the rows asked for something.
    package private(set) var askedAny = false
}
