package import LogRecords

/// Reads the requests that are kept of a store. Never waits for who makes them, and changes nothing.
package final class SQLiteRequestReader {
    private let files: RequestFiles

    /// `nil` where none were ever made.
    package init?(of path: String) throws(StoreError) {
        let folder = RequestFolder(of: StoreFolder(path: path))
        guard let catalog = try RequestCatalog(reading: folder) else { return nil }
        files = RequestFiles(folder, catalog)
    }

    /// From what each day's requests were made.
    package func origins() throws(StoreError) -> [Day?: RequestsOrigin] { try files.origins() }

    /// Gives the requests of one day, each once.
    package func each(on day: Day?, _ take: (StoredRequest) throws -> Void) throws {
        for (file, replaced) in try files.listed(of: .some(day)) {
            try files.reader(file).each { row, request in
                if !replaced.contains(row) { try take(request) }
            }
        }
    }
}
