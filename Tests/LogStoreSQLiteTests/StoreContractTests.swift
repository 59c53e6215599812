import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing
import Workbench

@testable import LogStoreSQLite

@Suite struct StoreContractTests {
    @Test(arguments: StoreContract.all)
    func `the embedded store keeps the promise`(_ promise: StoreContract) throws {
        let store = TemporaryStore()
        try promise.run(on: store)
    }

    @Test(arguments: StoreContract.all)
    func `the store in memory keeps the promise`(_ promise: StoreContract) throws {
        try promise.run(on: MemoryStoreUnderTest())
    }
}

/// A store in a folder that is deleted with this object.
final class TemporaryStore: StoreUnderTest {
    let path = Scratch.root.path + "/waybill-store-" + UUID().uuidString
    private var writer: SQLiteRecordWriter?

    deinit {
        KeptSegments.keep(ofStore: path)
        try? FileManager.default.removeItem(atPath: path)  // nothing depends on it
    }

    func open() throws -> SQLiteRecordWriter {
        writer = nil
        let fresh = try SQLiteRecordWriter(opening: path, now: { Instant(nanoseconds: 1_790_000_000 * Instant.second) })
        writer = fresh
        return fresh
    }

    /// Gives up the writer as a process that dies does.
    func drop() {
        writer = nil
    }

    func makeWriter() throws -> any RecordWriter { try open() }
    func makeReader() throws -> any RecordReader { try SQLiteRecordReader(opening: path) }

    func keep(_ rhythm: LoadRhythm) throws { try open().keep(rhythm) }

    func prune(_ day: Day) throws {
        let catalog = try open().catalog
        try catalog.write { database in
            try database.execute(sql: "INSERT INTO pruned_day VALUES (?1, 1)", arguments: [day.number])
        }
    }
}

final class MemoryStoreUnderTest: StoreUnderTest {
    private var store = InMemoryStore()

    func makeWriter() -> any RecordWriter { store }
    func makeReader() -> any RecordReader { store }
    func keep(_ rhythm: LoadRhythm) { store.rhythm = rhythm }
    func prune(_ day: Day) { store = InMemoryStore(pruned: [day: Instant(nanoseconds: 1)]) }
}
