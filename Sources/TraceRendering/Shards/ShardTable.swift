package import LogRecords

/// The ledger as a table, a shard a line.
package struct ShardTable {
    /// One column: its heading, whether it is kept when there is little room, and its cell for a shard.
    private struct Column: Sendable {
        var heading: String
        var isNarrow: Bool
        var isNumber: Bool
        var cell: @Sendable (ShardEntry) -> String
    }

    private static let columns = [
        Column(heading: "shard", isNarrow: true, isNumber: false) { $0.path.printable(limit: Longest.path) },
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

    package let text: String

    /// A line a shard with all columns; where a terminal has no room for them, those that matter most, and below the
    /// shard's path where even these do not fit beside it.
    package init(_ shards: [ShardEntry], style: TextStyle = TextStyle()) {
        var page = Page(style: style)
        let all = Self.table(Self.columns, of: shards)
        let narrow = Self.table(Self.columns.filter(\.isNarrow), of: shards)
        if !style.fits || all.width <= page.width {
            all.lines.forEach { page.line($0) }
        } else if narrow.width <= page.width {
            narrow.lines.forEach { page.line($0) }
        } else {
            narrow.stacked.forEach { page.line($0) }
        }
        text = page.text
    }

    private static func table(_ columns: [Column], of shards: [ShardEntry]) -> Table {
        Table(
            [columns.map(\.heading)] + shards.map { shard in columns.map { $0.cell(shard) } },
            numbers: Set(columns.indices.filter { columns[$0].isNumber }))
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
        if shard.tally.skipped.lost > 0 { flags.append("skipped") } else if shard.tally.skipped.count > 0 { flags.append("padded") }
        return flags
    }
}
