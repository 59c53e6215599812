import Clocks
import CorpusMaker
import Foundation
import LogIngest
import LogRecords
import LogStoreSQLite
import TraceRoutes
import Workbench

@testable import CorpusMaker

/// Shards of a corpus over midnight, and a store that some of them are loaded into, with its requests.
struct Night {
    let scratch: Scratch
    /// The shards' paths, in their order.
    let shards: [String]

    /// 2026-09-15T12:00:00Z, and a day from there on.
    init(requests: Int, seed: UInt64 = 5) throws {
        scratch = try Scratch()
        let logs = scratch.url.appendingPathComponent("logs").path
        var options = CorpusOptions(start: 1_789_473_600_000_000_000)
        (options.requests, options.shards, options.seed, options.folder) = (requests, 6, seed, logs)
        options.hasTruth = false
        _ = try Corpus(options: options).make { _ in }
        var shards: [String] = []
        for case let name as String in FileManager.default.enumerator(atPath: logs) ?? .init() where name.contains(".") {
            shards.append(logs + "/" + name)
        }
        self.shards = shards.sorted()
    }

    var store: String { scratch.url.appendingPathComponent("store").path }

    func load(_ paths: [String]) throws {
        let writer = try SQLiteRecordWriter(opening: store)
        _ = try Ingest(paths, options: IngestOptions(now: { .now }, readers: 1)).run(into: writer)
    }

    var tracer: Tracer<SQLiteRecordReader> { get throws { Tracer(store: try SQLiteRecordReader(opening: store)) } }

    /// Makes what is not made.
    @discardableResult func keep() throws -> RequestsMade {
        try RequestKeeping(of: tracer, in: try SQLiteRequestStore(of: store), on: 2).bringUpToDate()
    }

    /// All stored requests, as they were made.
    func kept() throws -> [StoredRequest] {
        guard let reader = try SQLiteRequestReader(of: store) else { return [] }
        var kept: [StoredRequest] = []
        for day in try reader.origins().keys { try reader.each(on: day) { kept.append($0) } }
        return kept.sorted { $0.row.isBefore($1.row) }
    }

    /// The requests that are made of all lines at once, nothing kept.
    func made() throws -> [RequestRow] {
        var rows: [RequestRow] = []
        _ = try tracer.requests(in: nil) { row, _ in rows.append(row.value) }
        return rows.sorted { $0.isBefore($1) }
    }
}

extension RequestRow {
    fileprivate func isBefore(_ other: RequestRow) -> Bool {
        guard let first = lines.first, let others = other.lines.first else { return !other.lines.isEmpty }
        return first < others
    }

    /// Without whom a stored row can be found by, and no output shows.
    var shown: RequestRow {
        var row = self
        (row.user, row.customerHost) = (nil, nil)
        return row
    }
}
