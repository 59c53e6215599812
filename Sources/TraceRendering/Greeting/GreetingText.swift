package import LogRecords

/// What `trace` says that is asked nothing: what the store holds, and how to ask.
package struct GreetingText {
    /// What is known of the store.
    package enum Holdings {
        /// Nothing was ever loaded.
        case noStore
        /// The ledger, and the days that have rows.
        case shards([ShardEntry], days: [Day])
    }

    package let text: String

    package init(_ holdings: Holdings, of store: String, style: TextStyle = TextStyle()) {
        var page = Page(style: style)
        let name = store.printable(limit: Longest.path)
        switch holdings {
        case .noStore: page.message("There is no store at \(name) yet: load logs first.")
        case .shards(let shards, let days):
            let live = shards.filter { $0.state == .live }
            if live.isEmpty {
                page.message("The store at \(name) is empty: load logs first.")
            } else {
                page.line("The store at \(name)")
                Self.draw(live, days, on: &page)
            }
        }
        page.blank()
        for (command, words) in Self.examples { Self.draw(command, words, on: &page) }
        page.blank()
        page.line("trace help lists the commands; man trace says more.")
        text = page.text
    }

    private static func draw(_ live: [ShardEntry], _ days: [Day], on page: inout Page) {
        let records = live.reduce(into: Int64(0)) { $0 = saturatingSum($0, $1.tally.stored) }
        let period = days.first.flatMap { first in days.last.map { first == $0 ? " of \(first)" : " of \(first) to \($0)" } } ?? ""
        let shards = Words.count(live.count, "shard")
        page.message("holds \(Words.count(records, "record"))\(period), from \(shards):")
        page.table(Table(sources(of: live), numbers: [1]), first: "  ", rest: "  ")
    }

    /// Each source with its records, from its first moment to its last.
    private static func sources(of live: [ShardEntry]) -> [[String]] {
        let parts = Dictionary(grouping: live.flatMap(\.sources), by: \.name)
        return parts.sorted { $0.key < $1.key }.map { name, parts in
            let records = parts.reduce(into: Int64(0)) { $0 = saturatingSum($0, $1.records) }
            let spans = parts.compactMap(\.span)
            let first = spans.map(\.from).min()
            let last = spans.map(\.to).max()
            let span = first.flatMap { first in last.map { TimeRange(from: first, to: $0) } }
            return [name.printable(), grouped(records), span.map { TimeText.short($0) } ?? ""]
        }
    }

    private static let examples = [
        ("trace ingest logs/", "load a folder of log shards"),
        ("trace 8c38fb2918f135d2-IAD", "any id of a request, or text that holds some"),
        ("trace find --instance UUID --around '2026-11-22 10:31'", "a customer's requests about a moment"),
    ]
    private static let wordsStart = 33

    /// A command that can be typed, and beside it or below what it does.
    private static func draw(_ command: String, _ words: String, on page: inout Page) {
        let head = "  " + command
        let indent = String(repeating: " ", count: wordsStart)
        if head.columns < wordsStart {
            page.paragraph(words, first: head.padded(to: wordsStart))
        } else {
            page.line(head)
            page.paragraph(words, first: indent)
        }
    }
}
