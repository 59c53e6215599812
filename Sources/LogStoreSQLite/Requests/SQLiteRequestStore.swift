import Clocks
import GRDB
package import LogRecords

/// Where publishing requests can be interrupted.
enum RequestStep: CaseIterable, Sendable {
    /// The files have their names, and the catalog does not list them.
    case placed
    /// It lists them, and those that they stand for are still there.
    case committed
}

/// Keeps requests in a store's folder `requests`: one file for each day and publication, and a catalog of them.
///
/// Its holder is the only one that makes requests. It holds a lock of its own, so a load need not wait for it.
package final class SQLiteRequestStore {
    private let folder: RequestFolder
    private let catalog: RequestCatalog
    private let files: RequestFiles
    private let lock: StoreLock
    private let run: String
    private let now: @Sendable () -> Instant
    private var building: [Day?: RequestFileWriter] = [:]
    private var filesBegun = 0
    /// Told of each step of a publication when it is done; tests stop there.
    var afterStep: (RequestStep) throws(StoreError) -> Void = { (_) throws(StoreError) in }

    /// Opens the requests of a store, and makes their folder where it is not there. A second one waits. `isAnew`
    /// deletes what is there.
    package init(
        of path: String, anew isAnew: Bool = false, onWaiting: (_ holder: Int32?) -> Void = { _ in },
        now: @escaping @Sendable () -> Instant = { .now }
    ) throws(StoreError) {
        let store = StoreFolder(path: path)
        guard store.isThere else { throw StoreError.noStore(folder: path) }
        try store.refuseForeign()
        folder = RequestFolder(of: store)
        try folder.make()
        lock = try StoreLock(folder.lock, folder.access, onWaiting: onWaiting)
        if isAnew { folder.empty() }
        catalog = try RequestCatalog(writing: folder)
        files = RequestFiles(folder, catalog)
        run = String(UInt64.random(in: .min ... .max).hexadecimal.prefix(12))
        self.now = now
        let listed = try files.listed().map(\.file)
        folder.removeLeftovers(listed: Set(listed.map(\.name)))
        // A file that is gone is made again.
        try forget(Set(listed.filter { !exists(folder.file($0.name)) }.map(\.day)))
    }

    /// Forgets all that is kept of days that were pruned, where anything is kept.
    static func forget(_ days: Set<Day?>, in store: StoreFolder, onWaiting: (_ holder: Int32?) -> Void) throws(StoreError) {
        guard exists(RequestFolder(of: store).catalog) else { return }
        try SQLiteRequestStore(of: store.path, onWaiting: onWaiting).forget(days)
    }

    deinit {
        abandon()
    }
}

extension SQLiteRequestStore: RequestStore {
    package func origins() throws(StoreError) -> [Day?: RequestsOrigin] { try files.origins() }

    package func requests(on lines: Set<StoredLine>) throws(StoreError) -> Set<StoredRequest.ID> {
        guard !lines.isEmpty else { return [] }
        var found: Set<StoredRequest.ID> = []
        for (file, replaced) in try files.listed() {
            for row in try files.reader(file).rows(on: lines) where !replaced.contains(row) {
                found.insert(StoredRequest.ID(file: file.id, row: row))
            }
        }
        return found
    }

    package func asked(on day: Day?) throws -> [(asked: AskedLedger, lines: [StoredLine])] {
        var found: [(asked: AskedLedger, lines: [StoredLine])] = []
        for (file, replaced) in try files.listed(of: .some(day)) {
            try files.reader(file).asked { row, asked, lines in
                if !replaced.contains(row) { found.append((asked, lines)) }
            }
        }
        return found
    }

    package func strays() throws(StoreError) -> Set<StoredLine> {
        try catalog.read { database in
            let sql = """
                SELECT place FROM stray WHERE NOT EXISTS (
                  SELECT 1 FROM replaced WHERE replaced.file = stray.file AND replaced.row = stray.row)
                """
            return Set(try database.all(sql) { RequestTables.line(at: try $0.integer(0)) })
        }
    }

    package func add(_ request: StoredRequest, on day: Day?, strays: [StoredLine]) throws(StoreError) {
        if building[day] == nil {
            filesBegun += 1
            let name = RequestFolder.name(of: day, run: run, number: filesBegun)
            building[day] = try RequestFileWriter(name, of: day, in: folder)
        }
        try building[day]?.add(request, strays: strays)
    }

    package func publish(
        replacing replaced: Set<Day?>, removing removed: Set<StoredRequest.ID>, as origins: [Day?: RequestsOrigin]
    ) throws(StoreError) {
        let made = Array(building.values)
        var sealed: [(file: RequestFileWriter, bytes: Int, seals: [UInt64])] = []
        for file in made {
            let (bytes, seals) = try file.seal()
            sealed.append((file, bytes, seals))
        }
        for file in made { try folder.place(file.name) }
        building = [:]
        try afterStep(.placed)
        let moment = now()
        let gone = try catalog.write { database in
            var gone: [RequestCatalog.File] = []
            for day in replaced { gone += try RequestCatalog.files(of: day, in: database) }
            for file in gone { try database.execute(sql: "DELETE FROM file WHERE id = ?1", arguments: [file.id]) }
            for id in removed where !gone.contains(where: { $0.id == id.file }) {
                try database.execute(
                    sql: "INSERT OR IGNORE INTO replaced (file, row) VALUES (?1, ?2)", arguments: [id.file, id.row])
            }
            for (file, bytes, seals) in sealed { try RequestCatalog.list(file, bytes, seals, at: moment, in: database) }
            for (day, origin) in origins { try RequestCatalog.note(origin, of: day, in: database) }
            return gone + (try RequestCatalog.delistEmpty(in: database))
        }
        try afterStep(.committed)
        files.delete(gone)
    }

    package func forget(_ days: Set<Day?>) throws(StoreError) {
        guard !days.isEmpty else { return }
        let gone = try catalog.write { database in
            var gone: [RequestCatalog.File] = []
            for day in days {
                gone += try RequestCatalog.files(of: day, in: database)
                try database.execute(sql: "DELETE FROM file WHERE day = ?1", arguments: [RequestCatalog.number(of: day)])
                try database.execute(sql: "DELETE FROM made_day WHERE day = ?1", arguments: [RequestCatalog.number(of: day)])
            }
            return gone
        }
        files.delete(gone)
    }

    package func abandon() {
        for file in building.values { file.discard() }
        building = [:]
    }
}
