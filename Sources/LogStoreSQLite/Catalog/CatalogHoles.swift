import Clocks
import GRDB
package import LogRecords

/// The holes that somebody acknowledged, in the catalog.
enum CatalogHoles {
    static func all(in database: Database) throws -> [AcknowledgedHole] {
        guard try database.hasStep(3) else { return [] }
        let sql = "SELECT source, hole_from, hole_to, acknowledged, why FROM acknowledged_hole ORDER BY source, hole_from, hole_to"
        return try database.all(sql) { row in
            guard let range = try row.range(1, 2) else { throw row.damage(1, "has no value") }
            return AcknowledgedHole(
                source: try row.text(0), range: range, acknowledged: try row.instant(3), why: try row.textIfAny(4))
        }
    }
}

extension SQLiteRecordWriter {
    /// Keeps that the holes of a source in a time are known.
    package func acknowledge(_ hole: AcknowledgedHole) throws(StoreError) {
        try changeAlone { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO acknowledged_hole VALUES (?1, ?2, ?3, ?4, ?5)",
                arguments: [
                    hole.source, hole.range.from.nanoseconds, hole.range.to.nanoseconds, hole.acknowledged.nanoseconds, hole.why,
                ])
        }
    }

    /// Takes back what was acknowledged of a source within a time; how many there were.
    package func withdrawHoles(of source: String, within range: TimeRange) throws(StoreError) -> Int {
        try changeAlone { database in
            try database.execute(
                sql: "DELETE FROM acknowledged_hole WHERE source = ?1 AND hole_from >= ?2 AND hole_to <= ?3",
                arguments: [source, range.from.nanoseconds, range.to.nanoseconds])
            return database.changesCount
        }
    }

    /// A change of the catalog that is all that its run does.
    func changeAlone<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
        let (run, end) = (run, Instant.now.nanoseconds)
        return try catalog.write { database in
            try database.execute(sql: "UPDATE run SET ended = ?2 WHERE id = ?1", arguments: [run, end])
            return try work(database)
        }
    }
}
