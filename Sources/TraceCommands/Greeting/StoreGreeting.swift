import LogRecords
import LogStoreSQLite
import TraceRendering

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
        try StandardOutput.write(GreetingText(try holdings(), of: store, style: .ofStandardOutput()).text)
    }

    private func holdings() throws -> GreetingText.Holdings {
        guard let reader = try reader() else { return .noStore }
        return .shards(try reader.shards(), days: try reader.days().compactMap { $0 })
    }

    /// `nil` where nothing was loaded yet.
    private func reader() throws(StoreError) -> SQLiteRecordReader? {
        do throws(StoreError) { return try SQLiteRecordReader(opening: store) } catch {
            if case .noStore = error { return nil }
            throw error
        }
    }
}
