import LogRecords

/// Reads the ledger when it is first needed.
final class LoadedLedger {
    private var ledger: Ledger?
    private var entries: [Int64: ShardEntry] = [:]

    /// The ledger as it was when it was first asked for.
    func ledger<Store: RecordReader>(of store: Store) throws -> Ledger {
        if let ledger { return ledger }
        let made = Ledger(
            store.capabilities.knowsShards ? try store.standings() : [], prunedDays: try store.prunedDays().map(\.day))
        ledger = made
        return made
    }

    /// The whole entries of these shards; each is asked for once, because ids that are asked one after another lie in the same shards.
    func entries<Store: RecordReader>(_ numbers: Set<Int64>, of store: Store) throws -> [Int64: ShardEntry] {
        let unknown = numbers.subtracting(entries.keys)
        if !unknown.isEmpty {
            if entries.count > 10_000 { entries = [:] }
            for entry in try store.shards(numbered: unknown) { entries[entry.number] = entry }
        }
        return entries
    }
}
