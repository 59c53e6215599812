import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

@Suite struct OpeningTests {
    @Test func `a reader of a store that is not there says so and makes nothing`() {
        let store = TemporaryStore()
        #expect(throws: StoreError.noStore(folder: store.path)) { try store.makeReader() }
        #expect(!FileManager.default.fileExists(atPath: store.path))
    }

    @Test func `a folder with other files is no store, for readers and for writers`() throws {
        let store = TemporaryStore()
        try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: true)
        try Data("hello".utf8).write(to: URL(fileURLWithPath: store.path + "/letter.txt"))
        #expect(throws: StoreError.notAStore(folder: store.path)) { try store.makeReader() }
        #expect(throws: StoreError.notAStore(folder: store.path)) { try store.open() }
        #expect(try FileManager.default.contentsOfDirectory(atPath: store.path) == ["letter.txt"])
    }

    @Test func `a file is no store's folder, for readers and for writers`() throws {
        let store = TemporaryStore()
        try Data("hello".utf8).write(to: URL(fileURLWithPath: store.path))
        #expect(throws: StoreError.fileForFolder(path: store.path)) { try store.makeReader() }
        #expect(throws: StoreError.fileForFolder(path: store.path)) { try store.open() }
    }

    @Test func `what cannot be opened or written has a hint`() {
        for code in [EACCES, ENOSPC, EROFS, ENOENT] {
            #expect(StoreError.file(path: "store", action: "write", code: code).explanation.hint != nil)
        }
        #expect(
            StoreError.sqlite(file: "catalog.sqlite", message: "unable to open database file", code: 14).explanation.hint != nil)
    }

    @Test func `a catalog that is another program's file is refused`() throws {
        let store = TemporaryStore()
        try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: true)
        try Data("not a database, but long enough to be looked at as one".utf8).write(
            to: URL(fileURLWithPath: store.path + "/catalog.sqlite"))
        #expect(throws: StoreError.self) { try store.makeReader() }
    }

    @Test func `a catalog of a newer version is refused with both versions`() throws {
        let store = TemporaryStore()
        let catalog = try store.open().catalog
        try catalog.write { try $0.execute(sql: "PRAGMA user_version = 9") }
        store.drop()
        #expect(throws: StoreError.newerSchema(file: store.path + "/catalog.sqlite", version: 9, known: SchemaVersion.catalog)) {
            try store.makeReader()
        }
    }

    @Test func `a reader sees what is published while the writer is still open`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        let reader = try store.makeReader()
        try load("a", digest: 1, into: writer)
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("a")], on: .all, limit: 9).sightings.count == 1)
    }

    @Test func `a store on a medium that cannot be written is read, and nothing is written`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: try store.open())
        store.drop()
        // What a copy to a read-only medium leaves: no shared memory, and a folder that refuses.
        try FileManager.default.removeItem(atPath: store.path + "/catalog.sqlite-shm")
        try FileManager.default.removeItem(atPath: store.path + "/catalog.sqlite-wal")
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: store.path + "/catalog.sqlite")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: store.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: store.path) }  // to delete it
        let before = try FileManager.default.contentsOfDirectory(atPath: store.path).sorted()
        if getuid() != 0 {
            #expect(try count("a", in: store) == 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: store.path).sorted() == before)
        }
    }

    @Test func `a second writer waits and names the holder`() throws {
        let store = TemporaryStore()
        _ = try store.open()
        let told = Told()
        let isIn = DispatchSemaphore(value: 0)
        let path = store.path
        let thread = Thread {
            _ = try? SQLiteRecordWriter(opening: path) { told.note($0) }  // judged by what it told
            isIn.signal()
        }
        thread.start()
        told.wait()
        #expect(told.holder == getpid())
        store.drop()
        #expect(isIn.wait(timeout: .now() + 30) == .success)
    }

    @Test func `names of folders may hold what ends a URI`() throws {
        let parent = TemporaryStore()
        let path = parent.path + "/a ?#%41 é"
        try load("a", digest: 1, into: try SQLiteRecordWriter(opening: path))
        let reader = try SQLiteRecordReader(opening: path)
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("a")], on: .all, limit: 9).sightings.count == 1)
    }

    @Test func `a segment that vanished is asked for three times, then said to be gone`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: try store.open())
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".ids") })
        try FileManager.default.removeItem(atPath: segment)
        let reader = try store.makeReader()
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("a")], on: .all, limit: 9).sightings.isEmpty)
        #expect(reader.unreadable.map(\.why) == ["its files are missing"])
    }
}

/// The process that a waiting writer was told of.
private final class Told: @unchecked Sendable {  // @unchecked: written before the signal, read after the wait
    private let semaphore = DispatchSemaphore(value: 0)
    private(set) var holder: Int32?

    func note(_ holder: Int32?) {
        self.holder = holder
        semaphore.signal()
    }

    func wait() {
        semaphore.wait()
    }
}
