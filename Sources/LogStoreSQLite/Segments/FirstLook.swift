import LogRecords

/// A look at a segment that was just built, as a look-up will read it, before it gets its name: through SQLite and past the seals, at both ends and in
/// the middle of each table. It costs some pages, not all; `trace verify` reads those.
struct FirstLook {
    let lastKeys: SegmentFilling.LastKeys
    let layout: SegmentLayout

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
        guard try SegmentLayout.roots(connection) == layout.roots else {
            throw fault("its tables are at other pages than they were")
        }
        for (table, last) in lastKeys {
            let first = try row(of: table, "rowid >= ?1 ORDER BY rowid LIMIT 1", .min, connection)
            guard let last else {
                guard first == nil else { throw fault("\(table) has rows, and none was written") }
                continue
            }
            guard let first, first <= last else { throw fault("the first row of \(table) is not found") }
            guard try row(of: table, "rowid >= ?1 ORDER BY rowid LIMIT 1", first / 2 + last / 2, connection) != nil else {
                throw fault("a row in the middle of \(table) is not found")
            }
            guard try row(of: table, "rowid = ?1", last, connection) == last else {
                throw fault("the last row of \(table) is not found")
            }
            guard try row(of: table, "rowid > ?1 LIMIT 1", last, connection) == nil else {
                throw fault("\(table) has more rows than were written")
            }
        }
    }

    /// The key of a row, all of whose columns were read.
    private func row(
        of table: String, _ condition: String, _ key: Int64, _ connection: SegmentConnection
    ) throws(StoreError) -> Int64? {
        let statement = try connection.prepare("SELECT * FROM \(table) WHERE \(condition)")
        statement.bind(1, key)
        guard try statement.step() else { return nil }
        let number = statement.integer(0)
        statement.reset()
        return number
    }
}
