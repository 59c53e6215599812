import GRDB
import GRDBSQLite
import Glibc
import LogRecords

/// The catalog of a store's files of requests: its transactions are what makes files visible, and gone.
struct RequestCatalog {
    /// A file that is listed.
    struct File {
        var id: Int64
        var name: String
        var day: Day?
        var rows: Int64
        var lines: Int64
        var seals: [UInt64]
    }

    private let path: String
    private let queue: DatabaseQueue
    private let guarding: QueryGuard

    /// Opens it to be written, and makes it where it is not there.
    init(writing folder: RequestFolder) throws(StoreError) {
        if !exists(folder.catalog) { _ = try OpenFile(folder.catalog, O_RDWR | O_CREAT | O_EXCL, folder.access) }
        try self.init(folder.catalog, isReadOnly: false)
        let path = path
        try write { database in
            guard try RequestCatalog.version(of: database, path) == nil else { return }
            for step in SchemaVersion.requestCatalogSteps { try database.execute(sql: String(decoding: step, as: UTF8.self)) }
            try database.execute(sql: "PRAGMA application_id = \(SchemaVersion.requestCatalogApplication)")
            try database.execute(sql: "PRAGMA user_version = \(SchemaVersion.requestCatalog)")
        }
    }

    /// Opens it to be read; `nil` where nothing was ever made.
    init?(reading folder: RequestFolder) throws(StoreError) {
        guard exists(folder.catalog) else { return nil }
        try self.init(folder.catalog, isReadOnly: true)
        let path = path
        let version = try read { try RequestCatalog.version(of: $0, path) }
        if version == nil { return nil }
    }

    private init(_ file: String, isReadOnly: Bool) throws(StoreError) {
        path = file
        let guarding = QueryGuard(fileOf: try sizeOfPlainFile(file))
        self.guarding = guarding
        var configuration = Configuration()
        configuration.readonly = isReadOnly
        configuration.busyMode = .timeout(Catalog.busySeconds)
        configuration.prepareDatabase { database in
            if let connection = database.sqliteConnection { guarding.watch(connection) }
            if !isReadOnly {
                for pragma in ["synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"] {
                    try database.execute(sql: "PRAGMA " + pragma)
                }
            }
        }
        let uri = "file:" + SegmentConnection.escaped(file) + (isReadOnly ? "?mode=ro" : "")
        queue = try RequestCatalog.naming { () throws(StoreError) in
            try storing(in: file) { try DatabaseQueue(path: uri, configuration: configuration) }
        }
    }

    /// `nil` for an empty file.
    private static func version(of database: Database, _ file: String) throws -> Int64? {
        let application = try database.first("PRAGMA application_id") { try $0.integer(0) } ?? 0
        let version = try database.first("PRAGMA user_version") { try $0.integer(0) } ?? 0
        let objects = try database.first("SELECT count(*) FROM sqlite_schema") { try $0.integer(0) } ?? 0
        if application == 0, version == 0, objects == 0 { return nil }
        guard application == SchemaVersion.requestCatalogApplication else {
            throw CatalogDamage(what: "it is not marked as a catalog of requests")
        }
        guard version <= SchemaVersion.requestCatalog else {
            throw StoreError.newerSchema(file: file, version: Int(version), known: SchemaVersion.requestCatalog)
        }
        var comparison = DeclaredSchema.Comparison(with: .requestCatalog)
        try database.each(DeclaredSchema.query) { row in
            if let statement = try row.textBytes(0) { comparison.take(UnsafeRawBufferPointer(statement)) }
        }
        if let fault = comparison.fault { throw CatalogDamage(what: fault) }
        return version
    }

    func read<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
        try RequestCatalog.naming { () throws(StoreError) in try storing(in: path, guarding) { try queue.read(work) } }
    }

    func write<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
        guarding.grow(to: fileSize(path))
        return try RequestCatalog.naming { () throws(StoreError) in try storing(in: path, guarding) { try queue.write(work) } }
    }

    /// Gives damage the name of what is damaged: not the store's catalog.
    static func naming<Value>(_ work: () throws(StoreError) -> Value) throws(StoreError) -> Value {
        do throws(StoreError) { return try work() } catch {
            switch error {
            case .damagedCatalog(let file, let what), .damaged(let file, let what):
                throw StoreError.damagedRequests(file: file, what: what)
            default: throw error
            }
        }
    }
}

extension RequestCatalog {
    /// Requests without a time.
    private static let undated: Int64 = 1 << 40

    static func number(of day: Day?) -> Int64 { day.map { Int64($0.number) } ?? undated }

    static func day(_ row: CatalogRow, _ column: Int32) throws(CatalogDamage) -> Day? {
        try row.integer(column) == undated ? nil : try row.day(column)
    }

    /// The files of one day, or of all, in the order in which they were made.
    static func files(of day: Day?? = nil, in database: Database) throws -> [File] {
        let sql = "SELECT id, name, day, rows, lines, seals FROM file WHERE ?1 IS NULL OR day = ?1 ORDER BY id"
        return try database.all(sql, [day.map(number)]) { row in
            let name = try row.text(1)
            guard RequestFolder.isName(name) else { throw row.damage(1, "is no name of a file of requests") }
            return File(
                id: try row.integer(0), name: name, day: try RequestCatalog.day(row, 2), rows: try row.count(3),
                lines: try row.count(4),
                seals: try row.words(5))
        }
    }

    /// The rows of a file that are no more.
    static func replaced(in file: Int64, _ database: Database) throws -> Set<Int64> {
        Set(try database.all("SELECT row FROM replaced WHERE file = ?1", [file]) { try $0.integer(0) })
    }
}

extension CatalogRow {
    /// A blob of 64-bit words.
    fileprivate func words(_ column: Int32) throws(CatalogDamage) -> [UInt64] {
        let bytes = try blob(column)
        guard bytes.count % 8 == 0 else { throw damage(column, "has no whole words") }
        return (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self) }
    }
}
