import Foundation
import GRDB
import LogRecords
import LogStoreSQLite

/// All that a store says, in words that do not depend on the order in which it learned it: the numbers of shards,
/// segments and terms are left out, and a row is known by its shard's digest and its line.
struct StoreImage: Equatable {
    /// One a visible row, with its attempts; sorted.
    var rows: [String] = []
    /// One a shard of the ledger, without the names under which it was met; sorted.
    var shards: [String] = []
    /// One a row that any identifier leads to through the `.ids` files, and one an identifier with the number of its
    /// rows; sorted.
    var evidence: [String] = []
    /// Shards of which other rows are there than the ledger says, or whose tally does not balance: never any.
    var halves: [String] = []
    /// Files that belong to nothing in the catalog.
    var strays: [String] = []

    /// Opens the store as any reader does; `nil` where there is none yet.
    static func read(_ store: String) throws -> StoreImage? {
        let reader: SQLiteRecordReader
        do { reader = try SQLiteRecordReader(opening: store) } catch StoreError.noStore { return nil }
        let ledger = try reader.shards()
        let tables = try StoreTables(of: store, ledger: ledger)
        return StoreImage(
            rows: tables.rows.sorted(), shards: try ledger.map { line($0, try reader.problems(ofShard: $0.number)) }.sorted(),
            evidence: try evidence(for: tables.identifiers, from: reader, ledger), halves: tables.halves(of: ledger),
            strays: tables.strays(in: store))
    }

    private static func evidence(
        for identifiers: Set<String>, from reader: SQLiteRecordReader, _ ledger: [ShardEntry]
    ) throws -> [String] {
        let digests = Dictionary(uniqueKeysWithValues: ledger.map { ($0.number, "\($0.digest)") })
        let matches = try reader.sightings(carrying: identifiers.map { CanonicalIdentifier($0) }, on: .all, limit: 1000)
        let found = matches.sightings.map { "\(digests[$0.place.shard] ?? "no shard"):\($0.place.line)+\($0.place.offset)" }
        return (found + matches.carried.map { "\($0.key) \($0.value)" } + (try alone(identifiers, reader))).sorted()
    }

    /// Of some identifiers how many rows are found where each is asked for alone: then filters say which segments are
    /// opened.
    private static func alone(_ identifiers: Set<String>, _ reader: SQLiteRecordReader) throws -> [String] {
        let step = max(1, identifiers.count / 64)
        return try identifiers.sorted().enumerated().filter { $0.offset % step == 0 }.map { _, identifier in
            let matches = try reader.sightings(carrying: [CanonicalIdentifier(identifier)], on: .all, limit: 9)
            return "alone \(identifier) \(matches.carried.values.reduce(0, +))"
        }
    }

    private static func line(_ entry: ShardEntry, _ problems: [LineProblem]) -> String {
        let sources = entry.sources.map { "\($0.name) \($0.records) \($0.span.map { "\($0.from)..\($0.to)" } ?? "-")" }.sorted()
        return "\(entry.digest) \(entry.tally) from \(entry.firstVisibleLine) \(entry.visibleLines) cut \(entry.truncated)"
            + " \(entry.state) served \(entry.servedBytes) \(sources) \(problems.map { "\($0.reason) \($0.line) \($0.offset)" })"
    }

    /// What this store has too much and too little beside another, a few lines of it.
    func difference(from other: StoreImage) -> String {
        let pairs = [
            ("rows", rows, other.rows), ("shards", shards, other.shards), ("evidence", evidence, other.evidence),
            ("halves", halves, other.halves), ("strays", strays, other.strays),
        ]
        return pairs.filter { $0.1 != $0.2 }.flatMap { name, mine, theirs in
            let changes = mine.difference(from: theirs)
            let lines = changes.insertions.prefix(3).map { "+ \($0)" } + changes.removals.prefix(3).map { "- \($0)" }
            return ["\(name): \(mine.count) for \(theirs.count)"] + lines
        }.joined(separator: "\n")
    }
}
