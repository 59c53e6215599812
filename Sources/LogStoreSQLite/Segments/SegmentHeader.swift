import GRDBSQLite

/// What the header of a file says that SQLite laid out, as far as pages that are written by hand depend on it: other
/// builds of SQLite, and other file systems for it, keep pages for their own use, or bytes of each.
/// https://www.sqlite.org/fileformat2.html#the_database_header
struct SegmentHeader {
    private static let size = 100
    private static let magic = Array("SQLite format 3\0".utf8)

    /// A number of the header, and what it must be.
    private struct Promise {
        let what: String
        let offset: Int
        let bytes: Int
        let value: Int
    }

    private static let promises = [
        Promise(what: "the size of a page", offset: 16, bytes: 2, value: SegmentPages.pageSize),
        // 2 would be a write-ahead log, which is read before the pages.
        Promise(what: "the version for writing", offset: 18, bytes: 1, value: 1),
        Promise(what: "the version for reading", offset: 19, bytes: 1, value: 1),
        // Cells go to the end of a page. Checksums and ciphers keep some bytes there.
        Promise(what: "the reserved bytes of each page", offset: 20, bytes: 1, value: 0),
        Promise(what: "the greatest payload fraction", offset: 21, bytes: 1, value: 64),
        Promise(what: "the smallest payload fraction", offset: 22, bytes: 1, value: 32),
        Promise(what: "the leaf payload fraction", offset: 23, bytes: 1, value: 32),
        Promise(what: "the first free page", offset: 32, bytes: 4, value: 0),
        Promise(what: "the number of free pages", offset: 36, bytes: 4, value: 0),
        // 0 and 1 have no bytes of their own from the fourth on.
        Promise(what: "the schema format", offset: 44, bytes: 4, value: 4),
        // Every so many pages would be one of pointers to parents.
        Promise(what: "the largest root page of auto_vacuum", offset: 52, bytes: 4, value: 0),
        Promise(what: "the text encoding", offset: 56, bytes: 4, value: 1),
        Promise(what: "the user version", offset: 60, bytes: 4, value: SchemaVersion.segment),
        Promise(what: "incremental_vacuum", offset: 64, bytes: 4, value: 0),
        Promise(what: "the application id", offset: 68, bytes: 4, value: SchemaVersion.segmentApplication),
    ]

    /// Holds the file against what is assumed of it; `pages` is what SQLite says that it has.
    static func check(_ file: OpenFile, pages: Int) throws(StoreError) {
        guard file.size >= size else { throw fault(in: file, "it has no header") }
        let bytes = try file.bytes(size, at: 0)
        guard bytes.starts(with: magic) else { throw fault(in: file, "it does not begin as SQLite's files do") }
        func number(_ offset: Int, _ count: Int) -> Int {
            bytes[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
        }
        for promise in promises {
            let found = number(promise.offset, promise.bytes)
            guard found == promise.value else {
                throw fault(in: file, "\(promise.what) is \(found), and \(promise.value) is assumed")
            }
        }
        guard bytes[72..<92].allSatisfy({ $0 == 0 }) else {
            throw fault(in: file, "bytes are in use that were kept for later versions")
        }
        // The header's count of pages is believed only where these two agree, and we change that count.
        guard number(92, 4) == number(24, 4) else {
            throw fault(in: file, "its count of pages is of another version than its content")
        }
        guard number(28, 4) == pages, file.size == pages * SegmentPages.pageSize else {
            throw fault(in: file, "it has \(file.size) bytes, and counts \(number(28, 4)) pages")
        }
    }

    /// Says that a file is not what is assumed.
    static func fault(in file: OpenFile, _ what: String) -> StoreError {
        .unforeseenLayout(file: file.path, version: String(cString: sqlite3_libversion()), what: what)
    }
}
