import Foundation
import GRDB
import LogRecords
import Testing

@testable import LogStoreSQLite

/// Two files of the same rows: one whose pages were filled by hand, and one that SQLite filled.
struct BothWays {
    private let pages: String
    private let sql: String

    /// Runs the same with both writers; pages above the leaves get so many children.
    init(in scratch: ScratchFolder, childrenPerPage: Int = TablePages.mostChildren, _ fill: any BothWaysFilling) throws {
        (pages, sql) = (scratch.file("pages-\(UUID()).sqlite"), scratch.file("sql-\(UUID()).sqlite"))
        let (first, second) = (try SegmentLayout(creating: pages), try SegmentLayout(creating: sql))
        try fill.fill(try SegmentPages(first, childrenPerPage: childrenPerPage), in: first)
        try fill.fill(try SegmentInserts(second), in: second)
        KeptSegments.keep(pages)
    }

    /// What differs between the two, and what SQLite finds in either; empty where nothing does.
    func faults() throws -> [String] {
        var faults = try integrity(of: pages) + integrity(of: sql)
        try DatabaseQueue().inDatabase { database in
            try database.execute(sql: "ATTACH ? AS pages", arguments: [pages])
            try database.execute(sql: "ATTACH ? AS sql", arguments: [sql])
            for table in try String.fetchAll(database, sql: "SELECT name FROM pages.sqlite_schema WHERE type = 'table'") {
                faults += try differences(in: table, database)
            }
        }
        return faults
    }

    private func differences(in table: String, _ database: Database) throws -> [String] {
        let columns = try String.fetchAll(database, sql: "SELECT name FROM pragma_table_info(?1)", arguments: [table])
        // 1 and 1.0 are one value to EXCEPT.
        let cells = columns.map { "\($0), typeof(\($0))" }.joined(separator: ", ")
        func rows(_ file: String) -> String { "SELECT \(cells) FROM \(file).\(table)" }
        func count(_ query: String) throws -> Int { try Int.fetchOne(database, sql: "SELECT count(*) FROM (\(query))") ?? -1 }
        var faults: [String] = []
        for (one, other) in [("pages", "sql"), ("sql", "pages")] {
            let more = try count("\(rows(one)) EXCEPT \(rows(other))")
            if more > 0 { faults.append("\(table): \(more) rows are in \(one) alone") }
        }
        let counts = try ["pages", "sql"].map { try count(rows($0)) }
        if counts[0] != counts[1] { faults.append("\(table): \(counts[0]) and \(counts[1]) rows") }
        // As SQLite would have written them, no number in more bytes than it needs; but without the NULLs at the end.
        let payloads = try ["pages", "sql"].map { file in
            try Int.fetchOne(
                database, sql: "SELECT sum(payload) FROM dbstat WHERE schema = ?1 AND name = ?2 AND pagetype = 'leaf'",
                arguments: [file, table])
        }
        if payloads[0] ?? 0 > payloads[1] ?? 0 { faults.append("\(table): rows of \(payloads) bytes") }
        return faults
    }

    /// SQLite looks for pages that nothing uses only where no view is the first thing that it knows of.
    /// https://www.sqlite.org/pragma.html#pragma_integrity_check
    private func integrity(of path: String) throws -> [String] {
        try DatabaseQueue(path: path).inDatabase { database in
            var found: [String] = []
            try database.inTransaction {
                for view in try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'view'") {
                    try database.execute(sql: "DROP VIEW \(view)")
                }
                found = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                return .rollback
            }
            return found
        }
    }

    /// How much room is left in each leaf of a table whose pages were filled by hand.
    func room(inLeavesOf table: String) throws -> [Int] { try statistics("unused", "pagetype = 'leaf'", table) }

    /// How many levels a table has that was filled by hand.
    func levels(of table: String) throws -> Int {
        // A path is /000/00a/003/ for a page on the fourth level.
        1 + (try statistics("length(path) - length(replace(path, '/', '')) - 1", "1", table).max() ?? 0)
    }

    private func statistics(_ column: String, _ condition: String, _ table: String) throws -> [Int] {
        try DatabaseQueue(path: pages).read {
            try Int.fetchAll($0, sql: "SELECT \(column) FROM dbstat WHERE name = ?1 AND \(condition)", arguments: [table])
        }
    }
}

/// What is put into a file, whoever writes it.
protocol BothWaysFilling {
    func fill(_ writer: some SegmentWriter, in layout: SegmentLayout) throws
}
