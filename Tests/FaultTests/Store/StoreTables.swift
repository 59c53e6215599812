import Foundation
import GRDB
import LogRecords

/// What lies in the tables of a store, read past the program's own reader.
struct StoreTables {
    /// A line for each visible row, and what it is made of.
    var rows: [String] = []
    /// Every identifier that a visible row carries.
    var identifiers: Set<String> = []
    /// The files that the catalog wants to be there.
    var files: Set<String> = ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm", ".lock", "filters"]
    /// Visible rows of each shard.
    var rowsOfShard: [Int64: Int64] = [:]

    /// A row as one text, made by SQLite: a thousand cells a store would be slow to fetch one by one.
    private static let rowsOfSegment = """
        SELECT s.shard, s.line,
          json_array(r.vantage, r.format, r.started, r.ended, r.duration_ms, r.first_byte_ms, r.method, r.host, r.path, r.status,
            r.origin_status, r.result, r.error, r.colo, r.region, r.customer_instance, r.instance_proof, r.ray, r.parent_ray,
            r.span_id, r.trace_id, r.request_id, r.client_request_id, r.correlation_id, r.line, r.offset, r.length,
            s.sequence, s.bytes_in, s.bytes_out, s.input_tokens, s.output_tokens, s.sampled, s.record_id, s.attempt_count,
            (SELECT text FROM term WHERE number = s.user), (SELECT text FROM term WHERE number = s.client_address),
            s.worker, (SELECT text FROM term WHERE number = s.fault_domain)),
          (SELECT json_group_array(json_array(a.number, a.provider, a.model, a.location, a.endpoint_host, a.started, a.duration_ms,
            a.first_byte_ms, a.status, a.error_class, a.next_action, a.served, a.provider_request_id, a.provider_ray,
            a.input_tokens, a.output_tokens)) FROM attempts AS a WHERE a.row = s.row),
          json_array(r.ray, r.parent_ray, r.span_id, r.trace_id, r.request_id, r.client_request_id, r.correlation_id)
        FROM lines AS r JOIN sighting AS s ON s.row = r.row
        """

    /// Rows are only counted, which is much faster, unless they are wanted.
    init(of store: String, ledger: [ShardEntry], withRows: Bool = true) throws {
        var live: [Int64: ShardEntry] = [:]
        for entry in ledger where entry.state == .live { live[entry.number] = entry }
        let empty = self
        for left in (0..<20).reversed() {
            self = empty
            let listed = try StoreTables.segments(of: store)
            do {
                try read(listed, of: store, live, withRows: withRows)
                return
            } catch  where left > 0 {
                // A merge took a segment away between the list and the file.
                guard try StoreTables.segments(of: store) != listed else { throw error }
            }
        }
    }

    private static func segments(of store: String) throws -> [String] {
        try open(store + "/catalog.sqlite").read { try String.fetchAll($0, sql: "SELECT name FROM segment ORDER BY name") }
    }

    private mutating func read(_ names: [String], of store: String, _ live: [Int64: ShardEntry], withRows: Bool) throws {
        for name in names {
            files.formUnion([name + ".sqlite", name + ".ids", name.split(separator: "/").first.map(String.init) ?? ""])
            let sql = withRows ? StoreTables.rowsOfSegment : "SELECT shard, line FROM sighting"
            let rows = try StoreTables.open("\(store)/\(name).sqlite").read { try Row.fetchAll($0, sql: sql) }
            for row in rows { try take(row, live) }
        }
    }

    private mutating func take(_ row: Row, _ live: [Int64: ShardEntry]) throws {
        let (shard, line): (Int64, Int64) = (row[0], row[1])
        guard let entry = live[shard], line >= entry.firstVisibleLine, line - entry.firstVisibleLine < entry.visibleLines else {
            return
        }
        rowsOfShard[shard, default: 0] += 1
        guard row.count > 2 else { return }
        let (cells, attempts, carried): (String, String, String) = (row[2], row[3], row[4])
        identifiers.formUnion(try JSONDecoder().decode([String?].self, from: Data(carried.utf8)).compactMap { $0 })
        rows.append("\(entry.digest):\(line) \(cells) \(attempts)")
    }

    /// Shards of the ledger of which other rows are there than it says, or whose tally does not balance.
    func halves(of ledger: [ShardEntry]) -> [String] {
        ledger.filter { !$0.tally.balances || rowsOfShard[$0.number, default: 0] != $0.tally.stored }
            .map { "\(rowsOfShard[$0.number, default: 0]) rows of \($0.path): \($0.tally)" }
    }

    /// What lies in the store and belongs to nothing in its catalog.
    func strays(in store: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: store)?.allObjects as? [String] ?? []
        // Requests have a catalog of their own, and can all be made again; what a run left half-made is a stray.
        let others = found.filter { !$0.hasPrefix("requests") || $0.contains("/.building-") }
        return Set(others).subtracting(files).sorted()
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
