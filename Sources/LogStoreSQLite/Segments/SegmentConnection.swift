import GRDBSQLite
import Glibc
import LogRecords

/// A bare SQLite connection to one segment: segments are read by the thousand cells, so nothing stands between them and
/// the C interface.
final class SegmentConnection {
    let path: String
    let handle: OpaquePointer
    /// Of a file that may be somebody else's.
    let guarding: QueryGuard?
    private let seals: PageSeals?
    /// Gives damage its name: of a segment, or of what can be made again.
    private let damage: (_ file: String, _ what: String) -> StoreError

    /// A new file that is written once: no journal and no sync, because the file is thrown away unless all of it
    /// succeeded, and synced by hand before it gets its name.
    convenience init(creating path: String) throws(StoreError) {
        // Not by SQLite: where it cannot make a file it tries to read it, and then says that there is none.
        _ = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
        try self.init(completing: path)
    }

    /// A segment that has its pages and lacks a few rows; written as it was created.
    init(completing path: String) throws(StoreError) {
        (self.path, seals, damage) = (path, nil, StoreError.damaged)
        guarding = nil
        handle = try SegmentConnection.open(path, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX)
        for pragma in SegmentConnection.pragmasForBuilding { try run("PRAGMA " + pragma) }
    }

    /// A finished segment, whose pages are held against the seals that its `.ids` file has, where it is given.
    /// `mode=ro` beside `immutable` because the latter alone would create a file that is missing.
    convenience init(reading path: String, sealedBy identifiers: IdentifierFileReader?) throws(StoreError) {
        try self.init(reading: path, holding: identifiers.flatMap(PageSeals.init))
    }

    /// The same with seals that are kept elsewhere, and with another name for damage.
    init(
        reading path: String, holding seals: PageSeals?,
        damage: @escaping (_ file: String, _ what: String) -> StoreError = StoreError.damaged
    ) throws(StoreError) {
        (self.path, self.seals, self.damage) = (path, seals, damage)
        let uri = "file:" + SegmentConnection.escaped(path) + "?mode=ro&immutable=1"
        let guarding = QueryGuard(fileOf: try sizeOfPlainFile(path))
        handle = try SegmentConnection.open(
            uri, path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, SealedFileSystem.name)
        guarding.watch(handle)
        self.guarding = guarding
        SealedFileSystem.seal(handle, with: seals)
    }

    /// A finished segment, by the path of its files without `.sqlite` and `.ids`.
    convenience init(readingSegment path: String) throws(StoreError) {
        try self.init(reading: path + ".sqlite", sealedBy: try IdentifierFileReader(path + ".ids"))
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    /// Refuses a segment of a later version, whose columns may mean something else, and a file whose schema is not
    /// ours; gives its version.
    @discardableResult func checkSchema() throws(StoreError) -> Int {
        let version = try number("PRAGMA user_version")
        guard version <= SchemaVersion.segment else {
            throw StoreError.newerSchema(file: path, version: version, known: SchemaVersion.segment)
        }
        guard try number("PRAGMA application_id") == SchemaVersion.segmentApplication else {
            throw StoreError.damaged(file: path, what: "it is not marked as a segment")
        }
        try hold(against: .segment(version: version))
        return version
    }

    /// The same of a file of requests.
    func checkRequestsSchema() throws(StoreError) {
        let version = try number("PRAGMA user_version")
        guard version <= SchemaVersion.requests else {
            throw StoreError.newerSchema(file: path, version: version, known: SchemaVersion.requests)
        }
        guard try number("PRAGMA application_id") == SchemaVersion.requestApplication else {
            throw damage(path, "it is not marked as a file of requests")
        }
        try hold(against: .requests)
    }

    private func hold(against declared: DeclaredSchema) throws(StoreError) {
        let schema = try prepare(DeclaredSchema.query)
        var comparison = DeclaredSchema.Comparison(with: declared)
        while try schema.step() {
            if let statement = schema.bytes(0) { comparison.take(statement) }
        }
        guard let fault = comparison.fault else { return }
        throw comparison.hasImpostor ? StoreError.foreign(path: path, what: fault) : damage(path, fault)
    }

    private func number(_ pragma: String) throws(StoreError) -> Int {
        let statement = try prepare(pragma)
        defer { statement.reset() }
        return try statement.step() ? Int(truncatingIfNeeded: statement.integer(0) ?? 0) : 0
    }

    /// 16 KiB pages were the fastest of 4 to 64; a cache is useless for appends.
    static let pragmasForBuilding = [
        "page_size = \(SegmentPages.pageSize)", "auto_vacuum = NONE", "encoding = 'UTF-8'", "journal_mode = OFF",
        "synchronous = OFF", "locking_mode = EXCLUSIVE",
        "cache_size = -2048", "secure_delete = OFF", "temp_store = MEMORY",
    ]

    func run(_ sql: String) throws(StoreError) {
        try check(sqlite3_exec(handle, sql, nil, nil, nil))
    }

    func prepare(_ sql: String) throws(StoreError) -> SegmentStatement {
        var statement: OpaquePointer?
        try check(sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil))
        guard let statement else { throw StoreError.sqlite(file: path, message: "empty statement", code: Int(SQLITE_MISUSE)) }
        return SegmentStatement(statement, on: self)
    }

    func check(_ code: Int32) throws(StoreError) {
        guard code != SQLITE_OK, code != SQLITE_ROW, code != SQLITE_DONE else { return }
        if code == SQLITE_INTERRUPT { throw damage(path, QueryGuard.tooMuch) }
        if let page = seals?.brokenPage { throw damage(path, "page \(page) is not as it was written") }
        throw StoreError.sqlite(file: path, message: String(cString: sqlite3_errmsg(handle)), code: Int(code))
    }

    private static func open(
        _ name: String, _ path: String, _ flags: Int32, _ fileSystem: String? = nil
    ) throws(StoreError) -> OpaquePointer {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(name, &handle, flags, fileSystem)
        guard code == SQLITE_OK, let handle else {
            let message = String(cString: handle.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
            sqlite3_close_v2(handle)
            throw StoreError.sqlite(file: path, message: message, code: Int(code))
        }
        return handle
    }

    /// https://www.sqlite.org/uri.html: `%`, `?` and `#` would end the path.
    static func escaped(_ path: String) -> String {
        path.utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0x80...:
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            default: text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
    }
}
