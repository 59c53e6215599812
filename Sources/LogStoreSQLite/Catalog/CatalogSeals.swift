import GRDB
import LogRecords

/// Keeps the table `seal`: what the rows of each table hash to, written in the transaction that changes them.
///
/// Temporary triggers hand each changed row to `RowSums`. They are the writer's connection's alone, so an edit that
/// somebody makes with another program succeeds, and is noticed.
final class CatalogSeals: @unchecked Sendable {
    // @unchecked: touched by the work of one connection alone.

    private let changes = RowSums()

    /// Watches the connection from now on.
    func watch(_ database: Database) throws {
        try changes.serve("seal_row", database)
        for (place, table) in RowSums.tables.enumerated() {
            let columns = try CatalogSeals.columns(of: table, in: database)
            let (old, new) = (CatalogSeals.list(columns, of: "OLD"), CatalogSeals.list(columns, of: "NEW"))
            let (gone, come) = ("SELECT seal_row(-1, \(place), \(old));", "SELECT seal_row(1, \(place), \(new));")
            for (event, work) in [("INSERT", come), ("DELETE", gone), ("UPDATE", gone + " " + come)] {
                try database.execute(
                    sql: "CREATE TEMP TRIGGER seal_\(table)_\(event) AFTER \(event) ON main.\(table) BEGIN \(work) END")
            }
        }
        changes.clear()
    }

    /// Does work that changes the catalog, and seals what it changed.
    func sealing<Value>(_ work: (Database) throws -> Value, in database: Database) throws -> Value {
        changes.clear()
        let value = try work(database)
        for (table, change) in zip(RowSums.tables, changes.sums) where change != RowSums.Sum() {
            let was = try CatalogSeals.stored(of: table, in: database) ?? RowSums.Sum()
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO seal VALUES (?1, ?2, ?3)").execute(
                arguments: [table, was.rows + change.rows, Int64(bitPattern: was.sum &+ change.sum)])
        }
        return value
    }

    /// Seals a catalog as it is now: a new one, or one that got new tables.
    static func begin(in database: Database) throws {
        for (table, sum) in zip(RowSums.tables, try counted(in: database)) where sum != RowSums.Sum() {
            try database.execute(
                sql: "INSERT OR REPLACE INTO seal VALUES (?1, ?2, ?3)", arguments: [table, sum.rows, Int64(bitPattern: sum.sum)])
        }
    }

    /// The tables that are not as they were written, or that nothing is known of that.
    static func findings(of tables: Set<String> = Set(RowSums.tables), in database: Database) throws -> [StoreFinding] {
        guard try database.tableExists("seal") else {
            let what = "it was written by an earlier version, and is sealed by the next load: a value that was changed is not seen"
            return [StoreFinding(.notSealed, at: "catalog.sqlite", what)]
        }
        let counted = try counted(tables, in: database)
        return try zip(RowSums.tables, counted).compactMap { table, sum in
            guard tables.contains(table), try sum != stored(of: table, in: database) ?? RowSums.Sum() else { return nil }
            return StoreFinding(.catalogDamaged, at: "catalog.sqlite", "its table \(table) is not as it was written")
        }
    }

    private static func counted(
        _ tables: Set<String> = Set(RowSums.tables), in database: Database
    ) throws -> [RowSums.Sum] {
        let sums = RowSums()
        try sums.serve("count_row", database)
        for (place, table) in RowSums.tables.enumerated() where tables.contains(table) {
            let columns = try columns(of: table, in: database)
            // A catalog of an earlier version does not have all of them.
            guard !columns.isEmpty else { continue }
            let list = list(columns, of: table)
            try database.each("SELECT count_row(1, \(place), \(list)) FROM main.\(table)") { _ in }
        }
        return sums.sums
    }

    private static func stored(of table: String, in database: Database) throws -> RowSums.Sum? {
        try database.first("SELECT rows, sum FROM seal WHERE name = ?1", [table]) { row in
            RowSums.Sum(rows: try row.count(0), sum: UInt64(bitPattern: try row.integer(1)))
        }
    }

    /// Names out of our own schema, in its order.
    private static func columns(of table: String, in database: Database) throws -> [String] {
        try database.all("SELECT name FROM pragma_table_info(?1, 'main') ORDER BY cid", [table]) { try $0.text(0) }
    }

    private static func list(_ columns: [String], of row: String) -> String {
        columns.map { "\(row).\"\($0)\"" }.joined(separator: ", ")
    }
}
