import Foundation
import GRDB
import Testing
import Workbench

@testable import LogStoreSQLite

/// Pages that are written by hand, read back by SQLite.
struct TablePagesTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// One row a leaf; a page can point to 1,091 of them.
    @Test(arguments: [(2, 0), (1091, 0), (1092, 2), (2182, 2), (2183, 3), (3400, 4)])
    func `a table of two or three levels is whole to SQLite`(leaves: Int, between: Int) throws {
        let path = scratch.path("levels.sqlite")
        let layout = try SegmentLayout(creating: path)
        let pages = try SegmentPages(layout)
        let terms = try pages.table("term")
        let text = String(repeating: "a", count: 9000)
        for number in 1...leaves { try add("\(number)\(text)", as: Int64(number), to: terms) }
        try terms.finish()
        try pages.finish()
        #expect(pages.count == layout.pages + leaves + between, "the root was there before")
        #expect(try fetch(String.self, path, "PRAGMA integrity_check") == ["ok"])
        #expect(
            try fetch(Int.self, path, "SELECT sum(number) FROM term WHERE text = number || '\(text)'") == [
                leaves * (leaves + 1) / 2
            ])
        let middle = leaves / 2
        #expect(
            try fetch(String.self, path, "SELECT substr(text, 1, 6) FROM term WHERE number = \(middle)")
                == [String("\(middle)aaaaaa".prefix(6))])
    }

    @Test func `a table that fits in one page is its own root`() throws {
        let path = scratch.path("root.sqlite")
        let layout = try SegmentLayout(creating: path)
        let pages = try SegmentPages(layout)
        let terms = try pages.table("term")
        try add("", as: 1, to: terms)
        try add("é\u{0}", as: 2, to: terms)
        try terms.finish()
        try pages.finish()
        #expect(pages.count == layout.pages)
        #expect(try fetch(String.self, path, "PRAGMA integrity_check") == ["ok"])
        #expect(try fetch(String.self, path, "SELECT hex(text) FROM term") == ["", "C3A900"])
    }

    @Test func `a number of any size comes back as it was`() throws {
        let path = scratch.path("numbers.sqlite")
        let layout = try SegmentLayout(creating: path)
        let pages = try SegmentPages(layout)
        let attempts = try pages.table("attempt")
        let edges = (0..<63).flatMap { shift in [-1, 0, 1].flatMap { [(Int64(1) << shift) + $0, -(Int64(1) << shift) - $0] } }
        let numbers = Array(Set(edges + [.min, .max])).sorted()
        for (index, number) in numbers.enumerated() {
            var row = attempts.beginRow()
            row.addNull()
            row.add(number)
            for _ in 2..<17 { row.addNull() }
            // Keys of one to nine bytes.
            try attempts.append(index < 64 ? Int64(1) << index &- (index == 63 ? 1 : 0) : .max, row)
            if index == 63 { break }
        }
        try attempts.finish()
        let texts = try pages.table("origin")
        for (index, number) in numbers.enumerated() {
            var row = texts.beginRow()
            row.addNull()
            row.add(number)
            row.add(number)
            for _ in 3..<11 { row.addNull() }
            try texts.append(Int64(index), row)
        }
        try texts.finish()
        try pages.finish()
        #expect(try fetch(String.self, path, "PRAGMA integrity_check") == ["ok"])
        #expect(try fetch(Int64.self, path, "SELECT vantage FROM origin ORDER BY number") == numbers)
        #expect(try fetch(Int64.self, path, "SELECT number FROM attempt ORDER BY id") == Array(numbers.prefix(64)))
        #expect(try fetch(Int64.self, path, "SELECT id FROM attempt").last == .max)
    }

    /// https://www.sqlite.org/fileformat2.html#the_lock_byte_page
    @Test func `the page where SQLite locks is left out`() throws {
        let path = scratch.path("lock.sqlite")
        let layout = try SegmentLayout(creating: path)
        // A hole of a gibibyte, which costs no room on the disk.
        let pages = try SegmentPages(layout, after: SegmentPages.lockPage - 3)
        let terms = try pages.table("term")
        let text = String(repeating: "b", count: 4000)
        for number in 1...40 { try add(text, as: Int64(number), to: terms) }
        try terms.finish()
        try pages.finish()
        #expect(pages.count > SegmentPages.lockPage)
        #expect(try fetch(Int.self, path, "SELECT count(*) FROM term WHERE length(text) = 4000") == [40])
        let file = try #require(FileHandle(forReadingAtPath: path))
        try file.seek(toOffset: 1 << 30)
        let page = try file.read(upToCount: SegmentPages.pageSize)
        #expect(page == Data(count: SegmentPages.pageSize))
    }

    private func add(_ text: String, as number: Int64, to terms: TablePages) throws {
        var row = terms.beginRow()
        row.addNull()
        Array(text.utf8).withUnsafeBytes { row.add(text: $0) }
        try terms.append(number, row)
    }

    private func fetch<Value: DatabaseValueConvertible>(_ type: Value.Type, _ path: String, _ sql: String) throws -> [Value] {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration).read { try type.fetchAll($0, sql: sql) }
    }
}
