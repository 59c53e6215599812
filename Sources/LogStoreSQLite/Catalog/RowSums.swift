import GRDB
import GRDBSQLite
import LogRecords

/// Adds up what rows of the catalog hash to, as SQL hands them over: `f(sign, table, value...)`, with the table's place
/// in `tables`.
///
/// A row is hashed as the type and the bytes of each of its values. Sums are modulo 2^64, so rows come and go in any
/// order.
final class RowSums {
    /// `series`, `series_gap`, `loose_source` and `ledger` are not among them: they are held against the shards that
    /// they are made of.
    static let tables = [
        "run", "shard", "shard_source", "shard_problem", "file_hint", "segment", "segment_shard", "pruned_day", "sequence_run",
        "unnumbered_shard", "field_count", "source_hour", "station", "silent_hour", "replica", "sequence_gap", "uncounted_shard",
        "declaration", "shard_skipped", "failed_shard", "acknowledged_hole", "load_rhythm",
    ]

    /// What is sealed of a table.
    struct Sum: Equatable {
        var rows: Int64 = 0
        var sum: UInt64 = 0
    }

    private(set) var sums = [Sum](repeating: Sum(), count: tables.count)
    private var bytes: [UInt8] = []

    func clear() {
        sums = [Sum](repeating: Sum(), count: RowSums.tables.count)
    }

    /// Lets this connection's SQL call the function under a name.
    func serve(_ name: String, _ database: Database) throws {
        let code = sqlite3_create_function_v2(
            database.sqliteConnection, name, -1, SQLITE_UTF8 | SQLITE_INNOCUOUS, Unmanaged.passRetained(self).toOpaque(),
            { context, count, values in
                guard let sums = sqlite3_user_data(context) else { return }
                Unmanaged<RowSums>.fromOpaque(sums).takeUnretainedValue().take(
                    UnsafeBufferPointer(start: values, count: Int(count)))
            }, nil, nil, { sums in sums.map { Unmanaged<RowSums>.fromOpaque($0).release() } })
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }

    private func take(_ values: UnsafeBufferPointer<OpaquePointer?>) {
        guard values.count > 2, let sign = values[0], let place = values[1] else { return }
        let (row, table) = (sqlite3_value_int64(sign), Int(sqlite3_value_int64(place)))
        guard sums.indices.contains(table) else { return }
        bytes.removeAll(keepingCapacity: true)
        for value in values.dropFirst(2) { append(value) }
        let hash = bytes.withUnsafeBytes(IdentifierFile.checksum)
        sums[table].rows += row > 0 ? 1 : -1
        sums[table].sum = row > 0 ? sums[table].sum &+ hash : sums[table].sum &- hash
    }

    private func append(_ value: OpaquePointer?) {
        let type = sqlite3_value_type(value)
        bytes.append(UInt8(truncatingIfNeeded: type))
        if type == SQLITE_NULL { return }
        if type == SQLITE_INTEGER {
            withUnsafeBytes(of: sqlite3_value_int64(value).littleEndian) { bytes += $0 }
            return
        }
        let start = sqlite3_value_blob(value)
        let count = Int(sqlite3_value_bytes(value))
        withUnsafeBytes(of: Int64(count).littleEndian) { bytes += $0 }
        bytes += UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    }
}
