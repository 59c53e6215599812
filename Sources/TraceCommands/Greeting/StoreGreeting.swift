import LogRecords
import LogStoreSQLite

/// What `trace` says that is asked nothing: what the store holds, and how to ask.
struct StoreGreeting {
    let store: String

    /// `nil` where there is more than the name of a store.
    init?(_ words: [String]) {
        switch words.count {
        case 0: store = StoreOption.folder(given: nil)
        case 2 where words[0] == "--store": store = words[1]
        case 1 where words[0].hasPrefix("--store="): store = String(words[0].dropFirst("--store=".count))
        default: return nil
        }
    }

    func print() throws {
        try StandardOutput.write((try holdings() + [""] + Self.examples).map { $0 + "\n" }.joined())
    }

    private static let examples = [
        "  trace ingest logs/             load a folder of log shards",
        "  trace 8c38fb2918f135d2-IAD     any id of a request, or text that holds some",
        "  trace find --instance UUID --around '2026-11-22 10:31'",
        "                                 a customer's requests about a moment",
        "", "trace help lists the commands; man trace says more.",
    ]

    private func holdings() throws -> [String] {
        let name = store.printable(limit: 200)
        guard let reader = try reader() else { return ["There is no store at \(name) yet: load logs first."] }
        let live = try reader.shards().filter { $0.state == .live }
        guard !live.isEmpty else { return ["The store at \(name) is empty: load logs first."] }
        let records = live.reduce(into: Int64(0)) { $0 = saturatingSum($0, $1.tally.stored) }
        let days = try reader.days().compactMap { $0 }
        let period = days.first.flatMap { first in days.last.map { first == $0 ? " of \(first)" : " of \(first) to \($0)" } } ?? ""
        let sources = Set(live.flatMap(\.sources).map(\.name)).sorted()
        return [
            "The store at \(name)",
            "holds \(grouped(records)) records\(period), from \(grouped(Int64(live.count))) shard" + (live.count == 1 ? "" : "s")
                + ":",
        ] + sources.map { "  \($0.printable(limit: 80))" }
    }

    /// `nil` where nothing was loaded yet.
    private func reader() throws(StoreError) -> SQLiteRecordReader? {
        do throws(StoreError) { return try SQLiteRecordReader(opening: store) } catch {
            if case .noStore = error { return nil }
            throw error
        }
    }
}
