import GRDB
import GRDBSQLite
import LogRecords
import OwnedFiles

/// The catalog of a store: the ledger of shards, the segments, the runs. Its transactions are the only commit points.
struct Catalog {
    let path: String
    let queue: DatabaseQueue
    private let guarding: QueryGuard
    /// `nil` for readers.
    private let seals: CatalogSeals?

    /// Opens it for the one writer, and makes it if it is not there.
    init(writing folder: StoreFolder, _ access: FileAccess = .owner) throws(StoreError) {
        path = folder.catalog
        let file = path
        try folder.makeCatalog(access)
        let guarding = QueryGuard(fileOf: try sizeOfPlainFile(file))
        self.guarding = guarding
        var configuration = Configuration()
        configuration.busyMode = .timeout(Catalog.busySeconds)
        configuration.prepareDatabase { database in
            if let connection = database.sqliteConnection {
                guarding.watch(connection)
                // SQLite itself opens some of them to be read alone, and says no more than that it cannot write.
                if let fault = CatalogHeader.fault(of: connection) { throw CatalogDamage(what: fault) }
            }
            for pragma in Catalog.pragmas { try database.execute(sql: "PRAGMA " + pragma) }
            // Kept, so that readers who may not create files can open the store. https://www.sqlite.org/wal.html#readonly
            var isPersistent: Int32 = 1
            sqlite3_file_control(database.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isPersistent)
        }
        queue = try storing(in: file) { try DatabaseQueue(path: file, configuration: configuration) }
        let seals = CatalogSeals()
        self.seals = seals
        try storing(in: file) {
            try queue.write { database in
                let version = try Catalog.version(of: database, file: file)
                // A new catalog would list no segment, and what is not listed is deleted.
                guard version != nil || !folder.hasSegments else { throw StoreError.lostCatalog(folder: folder.path) }
                try Catalog.bringUpToDate(from: version, database)
                try Catalog.refuseEdits(in: database)
                try seals.watch(database)
            }
        }
        try folder.setLogAccess(access)
    }

    /// Opens it for readers, who never wait for the writer and never write; `nil` if there is no finished catalog.
    ///
    /// Where the folder cannot be written and nothing is pending in the write-ahead log, the file is read as one that
    /// nobody changes: SQLite would otherwise have to create its shared memory.
    init?(reading folder: StoreFolder) throws(StoreError) {
        (path, seals) = (folder.catalog, nil)
        let file = path
        guard folder.isThere else { return nil }
        try folder.refuseForeignLog()
        let guarding = QueryGuard(fileOf: try sizeOfPlainFile(file))
        self.guarding = guarding
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Catalog.busySeconds)
        configuration.prepareDatabase { database in
            if let connection = database.sqliteConnection { guarding.watch(connection) }
        }
        let mode = folder.needsNoLog ? "?mode=ro&immutable=1" : "?mode=ro"
        let uri = "file:" + SegmentConnection.escaped(file) + mode
        do throws(StoreError) {
            queue = try storing(in: file) { try DatabaseQueue(path: uri, configuration: configuration) }
            let version = try storing(in: file) { try queue.read { try Catalog.version(of: $0, file: file) } }
            if version == nil { return nil }
        } catch .sqlite(_, _, Int(SQLITE_READONLY | 3 << 8)) {
            // SQLITE_READONLY_ROLLBACK: there is a journal to roll back, and only the making of the catalog has one. It was cut off.
            return nil
        }
    }

    static let busySeconds = 5.0

    /// What SQLite says where the content is not what was written. Our statements are right, so one that names no table
    /// or breaks a rule of the schema tells of another schema. https://www.sqlite.org/rescode.html
    static let damageCodes: Set<Int32> = [
        SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_MISMATCH, SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_FORMAT,
    ]

    /// GRDB would choose `synchronous = NORMAL` with a write-ahead log; what is published must outlast a power cut.
    static let pragmas = [
        "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "journal_size_limit = 0",
        // A row that is replaced counts as deleted, and triggers are kept in memory.
        "recursive_triggers = ON", "temp_store = MEMORY",
    ]

    func read<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing(in: path, guarding) { try queue.read(work) }
    }

    /// The same for work of a single statement, which sees one state of the catalog without a transaction that begins
    /// and ends.
    func readOnce<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing(in: path, guarding) { try queue.unsafeRead(work) }
    }

    func write<Value>(_ work: (Database) throws -> Value) throws(StoreError) -> Value {
        // What was written since the opening counts too.
        guarding.grow(to: fileSize(path) + fileSize(path + "-wal"))
        return try storing(in: path, guarding) {
            try queue.write { database in
                guard let seals else { return try work(database) }
                return try seals.sealing(work, in: database)
            }
        }
    }

    /// Brings all that is in the write-ahead log into the file itself.
    func emptyLog() throws(StoreError) {
        try storing(in: path) {
            try queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        }
    }

    /// The schema's version; `nil` for an empty file.
    private static func version(of database: Database, file: String) throws -> Int? {
        let application = try number("PRAGMA application_id", in: database)
        let version = try number("PRAGMA user_version", in: database)
        if application == 0, version == 0, try number("SELECT count(*) FROM sqlite_schema", in: database) == 0 { return nil }
        guard application == SchemaVersion.catalogApplication else { throw StoreError.notAStore(folder: file) }
        guard version <= SchemaVersion.catalog else {
            throw StoreError.newerSchema(file: file, version: version, known: SchemaVersion.catalog)
        }
        var comparison = DeclaredSchema.Comparison(with: .catalog(version: version))
        try database.each(DeclaredSchema.query) { row in
            if let statement = try row.textBytes(0) { comparison.take(UnsafeRawBufferPointer(statement)) }
        }
        if let fault = comparison.fault { throw CatalogDamage(what: fault) }
        return version
    }

    /// A writer acts on what the catalog says: it files lines as expired, passes over files, deletes days.
    private static func refuseEdits(in database: Database) throws {
        guard let broken = try CatalogSeals.findings(in: database).first else { return }
        throw CatalogDamage(what: broken.what)
    }

    private static func number(_ sql: String, in database: Database) throws -> Int {
        Int(try database.first(sql) { try $0.integer(0) } ?? 0)
    }

    /// Makes the schema, or takes the steps that were added since; nothing where all were taken.
    private static func bringUpToDate(from version: Int?, _ database: Database) throws {
        let taken = version ?? 0
        guard taken < SchemaVersion.catalog else { return }
        // What was edited before is not sealed as if it had been written so.
        if taken >= sealedSince { try refuseEdits(in: database) }
        for step in SchemaVersion.catalogSteps.dropFirst(taken) { try database.execute(sql: String(decoding: step, as: UTF8.self)) }
        if version == nil { try database.execute(sql: "PRAGMA application_id = \(SchemaVersion.catalogApplication)") }
        // The lines of those shards were not counted when they were loaded.
        try database.execute(sql: "INSERT INTO uncounted_shard SELECT number FROM shard")
        try SequenceGapSearch.sum(in: database)
        try CatalogSeals.begin(in: database)
        try database.execute(sql: "PRAGMA user_version = \(SchemaVersion.catalog)")
    }

    /// The first version with seals.
    private static let sealedSince = 2
}

/// Runs work on the catalog, and gives its failures as ours: with SQLite's words, without the values that were bound.
func storing<Value>(
    in file: String, _ guarding: QueryGuard? = nil, _ work: () throws -> Value
) throws(StoreError) -> Value {
    guarding?.begin()
    do {
        return try work()
    } catch let error as StoreError {
        throw error
    } catch let damage as CatalogDamage {
        throw StoreError.damagedCatalog(file: file, what: damage.what)
    } catch let error as DatabaseError {
        let message = error.message ?? String(cString: sqlite3_errstr(error.resultCode.rawValue))
        if error.resultCode == .SQLITE_INTERRUPT { throw StoreError.damagedCatalog(file: file, what: QueryGuard.tooMuch) }
        if Catalog.damageCodes.contains(error.resultCode.rawValue) { throw StoreError.damagedCatalog(file: file, what: message) }
        throw StoreError.sqlite(file: file, message: message, code: Int(error.extendedResultCode.rawValue))
    } catch {
        throw StoreError.damagedCatalog(file: file, what: "\(type(of: error))")
    }
}
