import LogRecords

/// A store's files of requests, opened as they are needed.
final class RequestFiles {
    let folder: RequestFolder
    let catalog: RequestCatalog
    private var readers: [String: RequestFileReader] = [:]
    /// Files that are open at once; a year has some hundreds, and a process may open as many.
    private static let mostOpen = 64

    /// A file, with the rows of it that are no more.
    typealias Listed = (file: RequestCatalog.File, replaced: Set<Int64>)

    init(_ folder: RequestFolder, _ catalog: RequestCatalog) {
        (self.folder, self.catalog) = (folder, catalog)
    }

    /// Those of one day, or of all.
    func listed(of day: Day?? = nil) throws(StoreError) -> [Listed] {
        try catalog.read { database in
            try RequestCatalog.files(of: day, in: database).map { ($0, try RequestCatalog.replaced(in: $0.id, database)) }
        }
    }

    func reader(_ file: RequestCatalog.File) throws(StoreError) -> RequestFileReader {
        if let known = readers[file.name] { return known }
        if readers.count >= RequestFiles.mostOpen { readers = [:] }
        let reader = try RequestFileReader(folder.file(file.name), seals: file.seals)
        readers[file.name] = reader
        return reader
    }

    /// Deletes files that are no longer listed. A reader that has one open goes on reading it.
    func delete(_ files: [RequestCatalog.File]) {
        for file in files { readers[file.name] = nil }
        guard let opened = try? OpenFolder(folder.path) else { return }  // left to the next run
        for file in files { opened.delete(file.name + ".sqlite") }
    }

    /// From what each day's requests were made.
    func origins() throws(StoreError) -> [Day?: RequestsOrigin] {
        try catalog.read { database in
            var origins: [Day?: RequestsOrigin] = [:]
            try database.each("SELECT day, ledger FROM made_day") { row in
                origins[try RequestCatalog.day(row, 0)] = RequestsOrigin(ledger: try row.text(1))
            }
            try database.each("SELECT day, shard, digest FROM made_shard") { row in
                origins[try RequestCatalog.day(row, 0)]?.shards[try row.integer(1)] = UInt64(bitPattern: try row.integer(2))
            }
            return origins
        }
    }
}
