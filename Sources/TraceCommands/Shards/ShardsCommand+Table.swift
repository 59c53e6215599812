import LogRecords

/// The ledger as a table, a shard a line.
struct ShardTable {
    /// One column: its heading, whether it is kept when there is little room, and its cell for a shard.
    private struct Column: Sendable {
        var heading: String
        var isNarrow: Bool
        var isNumber: Bool
        var cell: @Sendable (ShardEntry) -> String
    }

    private static let columns = [
        Column(heading: "shard", isNarrow: true, isNumber: false) { $0.path.printable(limit: 4096) },
        Column(heading: "sources", isNarrow: false, isNumber: false) { shard in
            shard.sources.map { $0.name.printable() }.joined(separator: " ")
        },
        Column(heading: "times (UTC)", isNarrow: true, isNumber: false) { ShardTable.times(of: $0) },
        Column(heading: "lines", isNarrow: true, isNumber: true) { String($0.tally.lines) },
        Column(heading: "stored", isNarrow: true, isNumber: true) { String($0.tally.stored) },
        Column(heading: "rejected", isNarrow: false, isNumber: true) { String($0.tally.rejected) },
        Column(heading: "digest", isNarrow: false, isNumber: false) { String($0.digest.value.hexadecimal.prefix(12)) },
        Column(heading: "flags", isNarrow: true, isNumber: false) { ShardTable.flags(of: $0).joined(separator: " ") },
    ]

    private let shards: [ShardEntry]

    init(_ shards: [ShardEntry]) {
        self.shards = shards
    }

    /// With a `width` the columns that matter least are left out and long names give way in their middle; without one all is there.
    func text(width: Int?) -> String {
        let columns = ShardTable.columns.filter { width == nil || $0.isNarrow }
        var rows = [columns.map(\.heading)] + shards.map { shard in columns.map { $0.cell(shard) } }
        if let width {
            let others = columns.indices.dropFirst().reduce(0) { total, index in total + 2 + ShardTable.width(of: index, in: rows) }
            for row in rows.indices { rows[row][0] = rows[row][0].shortened(to: max(16, width - others)) }
        }
        let widths = columns.indices.map { ShardTable.width(of: $0, in: rows) }
        let lines = rows.map { row in
            columns.indices.map { index in
                columns[index].isNumber ? row[index].rightAligned(to: widths[index]) : row[index].padded(to: widths[index])
            }.joined(separator: "  ").trimmingTrailingBlanks
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func width(of column: Int, in rows: [[String]]) -> Int {
        rows.map { $0[column].count }.max() ?? 0
    }

    /// The window that the name states, else the time from the first record to the last, to the minute.
    private static func times(of shard: ShardEntry) -> String {
        let spans = shard.sources.compactMap(\.span)
        var range = shard.rhythm?.window
        if range == nil, let from = spans.map(\.from).min(), let to = spans.map(\.to).max() {
            range = TimeRange(from: from, to: to)
        }
        guard let range else { return "-" }
        let from = TimeText.seconds(range.from).prefix(16)
        let to = TimeText.seconds(range.to).prefix(16)
        return from.prefix(10) == to.prefix(10) ? "\(from)-\(to.suffix(5))" : "\(from) - \(to.suffix(11))"
    }

    private static func flags(of shard: ShardEntry) -> [String] {
        var flags: [String] = []
        if shard.truncated { flags.append("truncated") }
        if shard.firstVisibleLine > 1 { flags.append("continued") }
        if shard.state == .expired { flags.append("expired") }
        if shard.tally.rejected > 0 { flags.append("rejected") }
        return flags
    }
}

extension String {
    fileprivate var trimmingTrailingBlanks: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
