import GRDB
package import LogRecords

/// How often loads come, in the catalog.
enum CatalogRhythm {
    static func kept(in database: Database) throws -> LoadRhythm? {
        guard try database.hasStep(3) else { return nil }
        return try database.first("SELECT begun, every FROM load_rhythm") { row in
            let every = try row.integer(1)
            guard every > 0 else { throw row.damage(1, "is no length of time") }
            return LoadRhythm(begun: try row.instant(0), everyNanoseconds: every)
        }
    }
}

extension SQLiteRecordWriter {
    /// Keeps how often loads come, in place of what an earlier one said.
    package func keep(_ rhythm: LoadRhythm) throws(StoreError) {
        try catalog.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO load_rhythm VALUES (1, ?1, ?2)",
                arguments: [rhythm.begun.nanoseconds, rhythm.everyNanoseconds])
        }
    }
}
