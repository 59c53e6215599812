import Clocks
import Dispatch
import Foundation
import LogRecords
import LogStoreSQLite
import TraceRoutes

/// Asks a store for many cells at a time, on all processors; an id that was asked before is not asked again.
final class BatchAsking {
    /// Cells that are asked for together.
    static let mostTogether = 512
    /// Different cells that are remembered.
    static let mostRemembered = 100_000
    /// Ids that are not found and that are held against what resembles them, which takes up to a pass over a day's
    /// rows; `trace route` does it for any.
    static let mostSuggested = 20

    /// One processor's view of the store: a reader's files and what was found out of the ledger are not shared.
    private struct Asker {
        let reader: SQLiteRecordReader
        let tracer: Tracer<SQLiteRecordReader>
    }

    private let askers: [Asker]
    private var known: [String: Masked<BatchRow>] = [:]
    private var suggested = 0
    private lazy var suggester = askers.first.map { Asker(reader: $0.reader, tracer: Tracer(store: $0.reader, now: .now)) }

    init(opening store: String, processors: Int) throws {
        askers = try (0..<max(1, processors)).map { _ in
            let reader = try SQLiteRecordReader(opening: store)
            return Asker(reader: reader, tracer: Tracer(store: reader, now: .now, suggests: false))
        }
    }

    /// What the cells lead to, in their order.
    func rows(of cells: [String]) throws -> [(row: Masked<BatchRow>, isRepeated: Bool)] {
        var first: [String: Int] = [:]
        for (index, cell) in cells.enumerated() where known[cell] == nil && first[cell] == nil { first[cell] = index }
        let asked = first.sorted { $0.value < $1.value }.map(\.key)
        let ask = { (asker: Asker, cell: String) in try asker.tracer.row(of: cell, check: asker.reader.checkCatalog) }
        let made = try zip(asked, all(asked, ask)).map { cell, row in
            try suggesting(where: row.value.outcome == .notFound) { try ask($0, cell) } ?? row
        }
        let rows = Dictionary(zip(asked, made)) { one, _ in one }
        let answers: [(row: Masked<BatchRow>, isRepeated: Bool)] = cells.enumerated().compactMap { index, cell in
            (known[cell] ?? rows[cell]).map { ($0, $0.value.asks && first[cell] != index) }
        }
        if known.count + rows.count <= Self.mostRemembered { known.merge(rows) { one, _ in one } }  // bounded: by both
        return answers
    }

    /// The ids of each line.
    func ids(ofLines lines: [String]) throws -> [[TextID]] {
        let ask = { (asker: Asker, line: String) in try asker.tracer.rows(ofLine: line, check: asker.reader.checkCatalog) }
        return try zip(lines, all(lines, ask)).map { line, ids in
            try suggesting(where: ids.contains { $0.row.value.outcome == .notFound }) { try ask($0, line) } ?? ids
        }
    }

    /// The same once more with what resembles it, for the first that were not found.
    private func suggesting<Made>(where isWanted: Bool, _ ask: (Asker) throws -> Made) throws -> Made? {
        guard isWanted, suggested < Self.mostSuggested else { return nil }
        suggested += 1
        return try suggester.map(ask)
    }

    /// Each by itself, so that processors share them.
    private func all<Made>(_ cells: [String], _ ask: (Asker, String) throws -> Made) throws -> [Made] {
        guard askers.count > 1, cells.count > 8 else {
            return try cells.compactMap { cell in try askers.first.map { try ask($0, cell) } }
        }
        var results = [Result<Made, any Error>?](repeating: nil, count: cells.count)
        results.withUnsafeMutableBufferPointer { results in
            // Each turn has an asker of its own and writes to places of its own.
            nonisolated(unsafe) let (places, askers, ask) = (results, askers, ask)
            DispatchQueue.concurrentPerform(iterations: askers.count) { processor in
                for index in stride(from: processor, to: cells.count, by: askers.count) {
                    places[index] = Result { try ask(askers[processor], cells[index]) }
                }
            }
        }
        return try results.compactMap { try $0?.get() }
    }
}
