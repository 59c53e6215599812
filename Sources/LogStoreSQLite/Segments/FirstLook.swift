import LogRecords

/// A look at a segment that was just built, as a look-up will read it, before it gets its name: through SQLite and past
/// the seals, at both ends and in the middle of each table. It costs some pages, not all; `trace verify` reads those.
struct FirstLook {
    let keys: SegmentFilling.Keys
    /// The page of each table that the schema names.
    let roots: [String: UInt32]

    /// `stem` is the path of the two files without `.sqlite` and `.ids`.
    func take(at stem: String) throws(StoreError) {
        do throws(StoreError) { try look(try SegmentConnection(readingSegment: stem)) } catch {
            guard error.isDamage else { throw error }
            throw StoreError.misbuilt(file: stem + ".sqlite", what: error.explanation.what)
        }
    }

    private func look(_ connection: SegmentConnection) throws(StoreError) {
        func fault(_ what: String) -> StoreError { .damaged(file: connection.path, what: what) }
        let pages = try connection.prepare("PRAGMA page_count")
        let size = try sizeOfPlainFile(connection.path)
        guard try pages.step(), pages.integer(0) == Int64(size / SegmentPages.pageSize), size % SegmentPages.pageSize == 0 else {
            throw fault("SQLite counts \(pages.integer(0) ?? 0) pages in \(size) bytes")
        }
        guard try SegmentLayout.roots(connection) == roots else {
            throw fault("its tables are at other pages than they were")
        }
        for (table, keys) in keys {
            // One statement a table: to make one costs more than to run it.
            let rows = try connection.prepare("SELECT * FROM \(table) WHERE rowid >= ?1 ORDER BY rowid LIMIT 1")
            guard try row(rows, from: .min) == keys?.lowerBound else {
                throw fault("the first row of \(table) is not the one that was written first")
            }
            guard let keys else { continue }
            let middle = keys.lowerBound / 2 + keys.upperBound / 2
            guard try row(rows, from: middle).map(keys.contains) == true else {
                throw fault("a row in the middle of \(table) is not found")
            }
            let behind = keys.upperBound == .max ? nil : try row(rows, from: keys.upperBound + 1)
            guard behind == nil, try row(rows, from: keys.upperBound) == keys.upperBound else {
                throw fault("the last row of \(table) is not the one that was written last")
            }
        }
    }

    /// The key of the first row that has this one or a greater, with all columns read.
    private func row(_ statement: SegmentStatement, from key: Int64) throws(StoreError) -> Int64? {
        statement.bind(1, key)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return statement.integer(0)
    }
}
