import GRDB
package import LogRecords

/// What people said of sources, in the catalog.
enum CatalogDeclarations {
    static func all(in database: Database) throws -> [Declaration] {
        guard try database.hasStep(3) else { return [] }
        return try database.all("SELECT subject, every, declared, why, shards FROM declaration ORDER BY subject") { row in
            let every = try row.integerIfAny(1)
            guard every ?? 1 > 0 else { throw row.damage(1, "is no length of time") }
            return Declaration(
                subject: try row.text(0), promise: try every.map { .every($0, shards: try row.count(4)) } ?? .ended,
                declared: try row.instant(2), why: try row.textIfAny(3))
        }
    }

    static func enter(_ declaration: Declaration, in database: Database) throws {
        var (every, shards): (Int64?, Int64?)
        if case .every(let nanoseconds, let count) = declaration.promise { (every, shards) = (nanoseconds, count) }
        try database.execute(
            sql: "INSERT OR REPLACE INTO declaration VALUES (?1, ?2, ?3, ?4, ?5)",
            arguments: [declaration.subject, every, shards, declaration.declared.nanoseconds, declaration.why])
    }
}

extension SQLiteRecordWriter {
    /// Keeps what a person says of a source; what was said of it before goes.
    package func declare(_ declaration: Declaration) throws(StoreError) {
        try changeAlone { try CatalogDeclarations.enter(declaration, in: $0) }
    }

    /// Takes back what was said; whether there was anything.
    package func withdraw(_ subject: String) throws(StoreError) -> Bool {
        try changeAlone { database in
            try database.execute(sql: "DELETE FROM declaration WHERE subject = ?1", arguments: [subject])
            return database.changesCount > 0
        }
    }
}
