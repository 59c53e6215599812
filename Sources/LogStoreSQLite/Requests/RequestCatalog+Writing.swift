import Foundation
import GRDB
import LogRecords

extension RequestCatalog {
    /// Lists a file that lies in its place.
    static func list(
        _ file: RequestFileWriter, _ bytes: Int, _ seals: [UInt64], at moment: Instant, in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO file (name, day, rows, lines, bytes, made, seals) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            arguments: [
                file.name, number(of: file.day), file.rows, file.lines, bytes, moment.nanoseconds,
                Data(seals.withUnsafeBytes { [UInt8]($0) }),
            ])
        let id = database.lastInsertedRowID
        for (place, row) in file.strays {
            try database.execute(
                sql: "INSERT OR REPLACE INTO stray (place, file, row) VALUES (?1, ?2, ?3)", arguments: [place, id, row])
        }
    }

    /// From what a day's requests are made by now.
    static func note(_ origin: RequestsOrigin, of day: Day?, in database: Database) throws {
        let number = number(of: day)
        try database.execute(sql: "DELETE FROM made_day WHERE day = ?1", arguments: [number])
        try database.execute(sql: "INSERT INTO made_day (day, ledger) VALUES (?1, ?2)", arguments: [number, origin.ledger])
        for (shard, digest) in origin.shards {
            try database.execute(
                sql: "INSERT INTO made_shard (day, shard, digest) VALUES (?1, ?2, ?3)",
                arguments: [number, shard, Int64(bitPattern: digest)])
        }
    }

    /// Takes the files off the list of which no row is left, and gives them.
    static func delistEmpty(in database: Database) throws -> [File] {
        let sql = "SELECT id FROM file WHERE rows <= (SELECT count(*) FROM replaced WHERE replaced.file = file.id)"
        let empty = Set(try database.all(sql) { try $0.integer(0) })
        let gone = empty.isEmpty ? [] : try files(in: database).filter { empty.contains($0.id) }
        for id in empty { try database.execute(sql: "DELETE FROM file WHERE id = ?1", arguments: [id]) }
        return gone
    }
}
