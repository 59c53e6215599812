import LogRecords

/// Reads the ledger when it is first needed, and as much of it as is needed.
final class LoadedLedger {
    private var ledger: Ledger?
    private var isFirst = true
    private var entries: [Int64: ShardEntry] = [:]

    /// The ledger as it was when the whole of it was first asked for.
    ///
    /// The first question, which mostly is the only one, is given no more than what is near it; several would read that
    /// again and again. `hint` is asked for by the first question alone.
    func ledger<Store: RecordReader>(of store: Store, near hint: @autoclosure () throws -> Instant? = nil) throws -> Ledger {
        if let ledger { return ledger }
        defer { isFirst = false }
        let near = isFirst ? try hint().map(Ledger.near) : nil
        let isKept = store.capabilities.contains(.knowsShards)
        let standing = isKept ? try store.standing(near: near) : LedgerStanding([])
        // Of a store that gave the whole although less was asked for, the whole.
        let silences = isKept ? try store.silences(in: standing.near, limit: Silences.most) : nil
        let made = Ledger(
            standing, prunedDays: try store.prunedDays().map(\.day), silences: silences,
            declared: isKept ? try store.declarations() : [])
        if standing.near == nil { ledger = made }
        return made
    }

    /// The whole entries of these shards; each is asked for once, because ids that are asked one after another lie in
    /// the same shards.
    func entries<Store: RecordReader>(_ numbers: Set<Int64>, of store: Store) throws -> [Int64: ShardEntry] {
        let unknown = numbers.subtracting(entries.keys)
        if !unknown.isEmpty {
            if entries.count > 10_000 { entries = [:] }
            for entry in try store.shards(numbered: unknown) { entries[entry.number] = entry }
        }
        return entries
    }
}
