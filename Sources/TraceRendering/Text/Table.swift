/// Rows of cells, a column as wide as its widest cell.
struct Table {
    private let rows: [[String]]
    /// Columns whose cells stand at their right end.
    private let numbers: Set<Int>
    private let widths: [Int]

    private static let gap = "  "

    /// The first row may hold the headings.
    init(_ rows: [[String]], numbers: Set<Int> = []) {
        self.rows = rows
        self.numbers = numbers
        var widths: [Int] = []
        for row in rows {
            for (index, cell) in row.enumerated() {
                if index == widths.count { widths.append(0) }
                widths[index] = max(widths[index], cell.columns)
            }
        }
        self.widths = widths
    }

    /// Columns that the widest row takes.
    var width: Int { widths.reduce(0, +) + max(0, widths.count - 1) * Self.gap.count }

    /// Two lines a row: the first cell, and the others below.
    var stacked: [String] {
        let below = Table(rows.map { Array($0.dropFirst()) }, numbers: Set(numbers.map { $0 - 1 }))
        return zip(rows, below.lines).flatMap { row, rest in [row.first ?? "", Self.gap + rest] }
    }

    /// The rows as lines within `room`: names in the first column give way as far as they may, then the others go below
    /// them.
    func lines(within room: Int) -> [String] {
        guard width > room, let widest = widths.first else { return lines }
        func shortening(to width: Int) -> Table {
            Table(rows.map { row in [(row.first ?? "").shortened(to: width)] + row.dropFirst() }, numbers: numbers)
        }
        let most = widest - (width - room)
        return most >= Self.leastName ? shortening(to: most).lines : shortening(to: room).stacked
    }

    /// A name of fewer columns tells nothing.
    private static let leastName = 16

    /// The rows as lines; a page drops the blanks at their ends.
    var lines: [String] {
        rows.map { row in
            zip(row, widths).enumerated().map { index, cell in
                numbers.contains(index) ? cell.0.rightAligned(to: cell.1) : cell.0.padded(to: cell.1)
            }.joined(separator: Self.gap)
        }
    }
}
