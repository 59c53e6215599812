import Foundation
import GRDB
import GRDBSQLite
import LogRecords
import Testing

@testable import LogStoreSQLite

/// What SQLite might lay out in another way, and does for others.
struct SegmentHeaderTests {
    private let scratch = ScratchFolder()

    @Test func `a file that SQLite laid out is as assumed`() throws {
        let layout = try SegmentLayout(creating: scratch.file("usual.sqlite"))
        _ = try SegmentPages(layout)
    }

    @Test(arguments: [
        ("PRAGMA auto_vacuum = FULL", "the largest root page of auto_vacuum"),
        ("PRAGMA auto_vacuum = INCREMENTAL", "the largest root page of auto_vacuum"),
        ("PRAGMA encoding = 'UTF-16le'", "the text encoding is 2, and 1 is assumed"),
        ("PRAGMA page_size = 4096", "the size of a page is 4096, and 16384 is assumed"),
        ("PRAGMA journal_mode = WAL", "the version for writing is 2"),
        ("PRAGMA user_version = 1999", "the user version is 1999"),
        ("PRAGMA application_id = 77", "the application id is 77"),
        ("CREATE TABLE a (b); CREATE TABLE c (d); DROP TABLE a; DROP TABLE c", "the first free page"),
    ])
    func `a file that SQLite laid out in another way is refused before a page is written`(_ order: String, _ what: String) throws {
        let path = scratch.file("other.sqlite")
        try lay(path, order)
        #expect(try refusal(of: path).contains(what))
    }

    @Test func `a file whose pages keep bytes for others is refused`() throws {
        let path = scratch.file("reserved.sqlite")
        try lay(path, "") { database in
            var bytes: CInt = 12
            #expect(sqlite3_file_control(database.sqliteConnection, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes) == SQLITE_OK)
        }
        #expect(try refusal(of: path).contains("the reserved bytes of each page is 12, and 0 is assumed"))
    }

    /// Schemas of the first formats have no numbers without bytes.
    @Test func `a file of an earlier schema format is refused`() throws {
        let path = scratch.file("legacy.sqlite")
        try lay(path, "")
        try write([0, 0, 0, 1], at: 44, of: path)
        #expect(try refusal(of: path).contains("the schema format is 1, and 4 is assumed"))
    }

    @Test(arguments: [
        (0, "it does not begin as SQLite's files do"), (19, "the version for reading"), (21, "the greatest payload fraction"),
        (22, "the smallest payload fraction"), (23, "the leaf payload fraction"), (31, "counts"), (39, "the number of free pages"),
        (67, "incremental_vacuum"), (80, "bytes are in use that were kept for later versions"),
        (95, "its count of pages is of another version than its content"),
    ])
    func `a byte of the header that is another is noticed`(_ place: Int, _ what: String) throws {
        let path = scratch.file("byte.sqlite")
        try lay(path, "")
        let byte = try Data(contentsOf: URL(fileURLWithPath: path))[place]
        try write([byte ^ 0x10], at: place, of: path)
        #expect(try refusal(of: path).contains(what))
    }

    @Test func `a file that has more pages than its header counts, or none, is refused`() throws {
        let path = scratch.file("size.sqlite")
        try lay(path, "")
        let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
        try write([UInt8](repeating: 0, count: SegmentPages.pageSize), at: size, of: path)
        #expect(try refusal(of: path).contains("it has \(size + SegmentPages.pageSize) bytes"))
        try Data("SQLite format 3\0".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try refusal(of: path).contains("it has no header"))
    }

    @Test func `a table whose root is no empty leaf is refused`() throws {
        let layout = try SegmentLayout(creating: scratch.file("root.sqlite"))
        try DatabaseQueue(path: layout.path).write { try $0.execute(sql: "INSERT INTO term VALUES (1, 'there before')") }
        let pages = try SegmentPages(layout)
        #expect(throws: StoreError.self) { _ = try pages.table("term") }
        _ = try pages.table("origin")
    }

    @Test func `the refusal says which SQLite it was, and what to do`() throws {
        let path = scratch.file("words.sqlite")
        try lay(path, "PRAGMA auto_vacuum = FULL")
        let error = try #require(throws: StoreError.self) { try SegmentHeader.check(try OpenFile(path, O_RDONLY), pages: 1) }
        #expect(error.explanation.what.contains("this SQLite (\(String(cString: sqlite3_libversion())))"))
        #expect(error.explanation.hint == "WAYBILL_SEGMENT_WRITER=sql assumes nothing of it, and is slower")
    }

    /// Has SQLite make a file as a segment is made, but for one thing.
    private func lay(_ path: String, _ order: String, _ other: (Database) throws -> Void = { _ in }) throws {
        try DatabaseQueue(path: path).writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA page_size = 16384")
            try other(database)
            try database.execute(
                sql: """
                    \(order);
                    PRAGMA application_id = \(SchemaVersion.segmentApplication);
                    PRAGMA user_version = \(SchemaVersion.segment);
                    \(order);
                    CREATE TABLE term (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
                    """)
        }
    }

    private func write(_ bytes: [UInt8], at place: Int, of path: String) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: UInt64(place))
        try file.write(contentsOf: Data(bytes))
        try file.close()
    }

    private func refusal(of path: String) throws -> String {
        let file = try OpenFile(path, O_RDONLY)
        let error = try #require(throws: StoreError.self) { try SegmentHeader.check(file, pages: 2) }
        return error.explanation.what
    }
}
