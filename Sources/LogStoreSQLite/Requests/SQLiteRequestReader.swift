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
            try RequestRowReader(files.reader(file)).each { row, request in
                if !replaced.contains(row) { try take(request) }
            }
        }
    }

    /// Gives the requests that a filter admits, in no order within a day; and how many more may be meant, and how many
    /// rows of lines that could not be given to one request.
    package func each(
        _ filter: RequestFilter, _ take: (StoredRequest) throws -> Void
    ) throws -> (undecided: Int, unparted: Int) {
        var all = (undecided: 0, unparted: 0)
        try scan(filter) { file, replaced in
            var rows: [Int64] = []
            let reader = try files.reader(file)
            let left = try RequestScan(filter, in: reader, without: replaced).each { rows.append($0.number) }
            all = (all.undecided + left.undecided, all.unparted + left.unparted)
            let requests = try RequestRowReader(reader)
            for row in rows { if let request = try requests.request(row) { try take(request) } }
        }
        return all
    }

    private func scan(_ filter: RequestFilter, _ take: (RequestCatalog.File, Set<Int64>) throws -> Void) throws {
        let days = filter.range.map { Day($0.from)...max(Day($0.from), Day($0.to)) }
        for (file, replaced) in try files.listed() {
            // A request lies with the day of its first line, and may have begun on the day before.
            let isWanted =
                days.map { days in file.day.map { days.contains($0) || days.contains($0.advanced(by: -1)) } ?? true } ?? true
            if isWanted { try take(file, replaced) }
        }
    }
}

extension SQLiteRequestReader: RequestReader {
    package func counts(_ count: RequestCount) throws -> RequestCounts {
        var counting = RequestCounting(count)
        try scan(count.filter) { file, replaced in try counting.add(try files.reader(file), without: replaced) }
        return counting.counts
    }

    package func requests(_ filter: RequestFilter, limit: Int) throws -> FoundRequests {
        var found = FoundRequests()
        var newest = NewestRows(most: limit)
        try scan(filter) { file, replaced in
            let left = try RequestScan(filter, in: try files.reader(file), without: replaced).each { row in
                found.total += 1
                newest.add(row.started, row.number, in: file)
            }
            found.undecided += left.undecided
            found.unparted += left.unparted
        }
        found.requests = try newest.sorted.compactMap { row in
            try RequestRowReader(files.reader(row.file)).request(row.number)
        }
        return found
    }
}

/// The newest of many rows. Their files need not stay open.
private struct NewestRows {
    typealias Row = (started: Int64?, number: Int64, file: RequestCatalog.File)

    let most: Int
    private var rows: [Row] = []

    init(most: Int) {
        self.most = most
    }

    /// The newest first; those without a time last.
    var sorted: [Row] {
        Array(rows.sorted { ($0.started ?? .min, $0.number) > ($1.started ?? .min, $1.number) }.prefix(most))
    }

    mutating func add(_ started: Int64?, _ number: Int64, in file: RequestCatalog.File) {
        rows.append((started, number, file))
        if rows.count >= max(4096, 4 * most) { rows = sorted }
    }
}
