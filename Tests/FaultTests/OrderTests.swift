import Clocks
import Foundation
import LogIngest
import LogRecords
import LogStoreSQLite
import OddValues
import Testing
import Workbench

/// Shards that come late, out of order, twice, renamed, packed otherwise, cut or growing make the same store in every
/// order.
struct OrderTests {
    /// A file that was delivered, or is about to be.
    private struct Delivery {
        var family: ShardFamily
        var state: ShardFamily.State
        var number: Int
    }

    private static let families = (0..<3).map { ShardFamily($0, lines: 90) }

    @Test func `shards in any state give the same store in every order`() throws {
        var dice = Dice.throwing("orders")
        let expected = try rows(afterLoading: OrderTests.families.map { [Delivery(family: $0, state: .whole, number: 0)] })
        #expect(expected.count == 270)
        for _ in 0..<Dice.count(6, soak: 400) {
            let runs = deal(&dice)
            let order = runs.map { $0.map { "\($0.family.name) \($0.state)" }.joined(separator: " + ") }.joined(separator: ", ")
            let rows = try rows(afterLoading: runs, everyBatches: 1 + dice.below(3), readers: 1 + dice.below(3))
            #expect(rows == expected, "seed \(Dice.seed), order: \(order)")
        }
    }

    /// Some states of each family and at least one whole, in any order, one to four of them in one run.
    private func deal(_ dice: inout SeededDice) -> [[Delivery]] {
        var deliveries: [Delivery] = []
        for family in OrderTests.families {
            let states = ShardFamily.State.allCases.shuffled(using: &dice).prefix(1 + dice.below(7))
            let whole: ShardFamily.State = [.whole, .gzip, .zstd, .renamed][dice.below(4)]
            for (number, state) in (states + [whole]).enumerated() {
                deliveries.append(Delivery(family: family, state: state, number: number))
            }
        }
        deliveries.shuffle(using: &dice)
        var runs: [[Delivery]] = []
        while !deliveries.isEmpty {
            let count = min(deliveries.count, 1 + dice.below(4))
            runs.append(Array(deliveries.prefix(count)))
            deliveries.removeFirst(count)
        }
        return runs
    }

    /// Loads the deliveries run by run into a new store and gives its visible rows, each with its family in place of
    /// its shard.
    private func rows(afterLoading runs: [[Delivery]], everyBatches: Int = 100, readers: Int = 2) throws -> [String] {
        let place = try Scratch()
        for run in runs {
            let paths = try run.map { try $0.family.deliver($0.state, into: place.url.appending(path: "logs"), as: $0.number) }
            let writer = OftenPublished(try SQLiteRecordWriter(opening: place.path("store")), everyBatches: everyBatches)
            let summary = try Ingest(paths, options: IngestOptions(now: { .now }, readers: readers)).run(into: writer)
            #expect(summary.tally.balances)
            #expect(summary.failures.isEmpty, "\(summary.failures)")
        }
        let ledger = try SQLiteRecordReader(opening: place.path("store")).shards()
        let tables = try StoreTables(of: place.path("store"), ledger: ledger)
        #expect(tables.halves(of: ledger) + tables.strays(in: place.path("store")) == [])
        let families = Dictionary(ledger.map { ("\($0.digest)", OrderTests.family(of: $0.path)) }) { first, _ in first }
        return tables.rows.map { row in
            let (digest, rest) = (
                row.prefix { $0 != " " }.split(separator: ":").dropLast().joined(separator: ":"), row.drop { $0 != " " }
            )
            return "\(families[digest] ?? "no family")\(rest)"
        }.sorted()
    }

    /// `log1` of `other/log1-3-of-old.ndjson`.
    private static func family(of path: String) -> String {
        String((path.split(separator: "/").last ?? "").prefix { $0 != "-" })
    }
}
