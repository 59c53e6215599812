import CSQLite
import GRDBSQLite
import Glibc
import LogRecords

/// Bounds what a SQLite file may do that may be somebody else's.
///
/// https://www.sqlite.org/security.html#untrusted_sqlite_database_files
final class QueryGuard: @unchecked Sendable {
    // @unchecked: a connection is used by one thread at a time, and so is its guard.

    /// Of SQLite's virtual machine, for a file of no size.
    static let fewestSteps = 200_000_000
    /// More for each byte: what a query over all rows takes is some two.
    static let stepsPerByte = 64
    static let longestSeconds = 600
    /// A text or a blob; the longest that is ever written has 64 KiB.
    static let longestValue: Int32 = 16 << 20
    private static let stepsBetweenLooks: Int32 = 10_000

    private var mostLooks = 0
    private var looks = 0
    private var begun = timespec()

    init(fileOf size: Int) {
        grow(to: size)
    }

    /// The file has this size by now.
    func grow(to size: Int) {
        let perFile = max(0, size).multipliedReportingOverflow(by: QueryGuard.stepsPerByte)
        let steps = (perFile.overflow ? .max : perFile.partialValue).addingReportingOverflow(QueryGuard.fewestSteps)
        mostLooks = (steps.overflow ? .max : steps.partialValue) / Int(QueryGuard.stepsBetweenLooks)
    }

    /// Watches a connection. The guard must live as long as that.
    func watch(_ connection: OpaquePointer) {
        for (option, isOn) in QueryGuard.switches { _ = csqlite_switch(connection, option, isOn) }
        sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, QueryGuard.longestValue)
        sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
        sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, 2)
        let context = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            connection, QueryGuard.stepsBetweenLooks,
            { context in
                guard let context else { return 0 }
                return Unmanaged<QueryGuard>.fromOpaque(context).takeUnretainedValue().isTooMuch ? 1 : 0
            }, context)
    }

    private static let switches: [(Int32, Int32)] = [
        (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
        (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0), (SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
    ]

    /// A query begins: it has all its steps and all its time before it.
    func begin() {
        looks = 0
    }

    /// Asked every so many steps; what is short is never asked, and no clock is read for it.
    private var isTooMuch: Bool {
        if looks == 0 { clock_gettime(CLOCK_MONOTONIC, &begun) }
        looks += 1
        guard looks % 100 == 0 else { return looks > mostLooks }
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return looks > mostLooks || now.tv_sec - begun.tv_sec > QueryGuard.longestSeconds
    }

    /// What a failure says of a query that was ended here.
    static let tooMuch = "a query took more steps, or longer, than a file of its size can need"
}
