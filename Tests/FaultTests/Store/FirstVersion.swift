import Foundation
import GRDB

@testable import LogStoreSQLite

/// Makes all segments of a store what the first programs wrote: `.ids` files of version 1, in a catalog of version 1.
func makeFirstVersion(of store: String) throws {
    let folder = StoreFolder(path: store)
    let catalog = try DatabaseQueue(path: folder.catalog)
    for name in folder.segmentNames {
        let url = URL(filePath: store + "/" + name + ".ids")
        let bytes = try Data(contentsOf: url)
        var header = try bytes.withUnsafeBytes { try IdentifierHeader($0, of: name) }
        let content = bytes[IdentifierFile.headerSize..<header.contentEnd]
        (header.version, header.size, header.seals) = (1, header.contentEnd, nil)
        header.checksum = content.withUnsafeBytes { IdentifierFile.checksum($0) }
        try (header.encoded.withUnsafeBytes { Data($0) } + content).write(to: url)
        try catalog.write { try $0.execute(sql: "UPDATE segment SET id_bytes = ? WHERE name = ?", arguments: [header.size, name]) }
    }
    try catalog.write { database in
        let first = String(decoding: SchemaVersion.catalogSteps[0], as: UTF8.self)
        let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        for table in tables where !first.contains("CREATE TABLE \(table) ") { try database.execute(sql: "DROP TABLE \(table)") }
        try database.execute(sql: "PRAGMA user_version = 1")
    }
}
