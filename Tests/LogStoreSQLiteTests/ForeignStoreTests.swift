import Foundation
import GRDB
import LogRecords
import OwnedFiles
import StoreContract
import Testing

@testable import LogStoreSQLite

/// A store that somebody else packed, with what a writer would follow and a reader would wait for.
@Suite struct ForeignStoreTests {
    /// Two days of a store, and a folder outside with files that are nobody's business.
    private struct Packed {
        let store = TemporaryStore()
        let outside = TemporaryStore()

        init() throws {
            try load("a", digest: 1, into: store.open())
            store.drop()
            try loseLog(of: store)
            try FileManager.default.createDirectory(atPath: outside.path, withIntermediateDirectories: true)
            for name in ["letter.txt", "0123456789ab-1.sqlite", "0123456789ab-1.ids", "catalog.sqlite", "rc"] {
                try Data("keep".utf8).write(to: URL(fileURLWithPath: outside.path + "/" + name))
            }
        }

        func link(_ name: String, to target: String) throws {
            try? FileManager.default.removeItem(atPath: store.path + "/" + name)  // it need not be there
            try FileManager.default.createSymbolicLink(atPath: store.path + "/" + name, withDestinationPath: target)
        }

        var kept: [String] {
            get throws {
                try FileManager.default.contentsOfDirectory(atPath: outside.path).sorted().map { name in
                    name + "=" + (try String(contentsOfFile: outside.path + "/" + name, encoding: .utf8))
                }
            }
        }
    }

    @Test(arguments: ["catalog.sqlite-shm", "catalog.sqlite-wal", ".lock"])
    func `a file that is written in place and has a second name elsewhere is left alone`(_ name: String) throws {
        let packed = try Packed()
        let (own, other) = (packed.store.path + "/" + name, packed.outside.path + "/letter.txt")
        unlink(own)
        #expect(Glibc.link(other, own) == 0 && chmod(other, 0o644) == 0)
        let before = try packed.kept
        let path = packed.store.path
        #expect(throws: StoreError.foreign(path: own, what: "it has a second name elsewhere")) {
            try SQLiteRecordWriter(opening: path)
        }
        #expect(throws: StoreError.self) { try StoreModes(of: path).fix() }
        if name != ".lock" { #expect(throws: StoreError.self) { try SQLiteRecordReader(opening: path) } }
        var status = stat()
        #expect(try packed.kept == before)
        #expect(stat(other, &status) == 0 && status.st_mode & 0o777 == 0o644)
    }

    @Test func `a reader opens no catalog and no segment through a link`() throws {
        for name in [".sqlite", ".ids"] {
            let packed = try Packed()
            let file = try #require(try files(in: packed.store).first { $0.hasSuffix(name) })
            try FileManager.default.moveItem(atPath: file, toPath: packed.outside.path + "/moved")
            try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: packed.outside.path + "/moved")
            let reader = try SQLiteRecordReader(opening: packed.store.path)
            // Said by a failure, or beside the answers of the others.
            do {
                #expect(try reader.sightings(carrying: [CanonicalIdentifier("a")], on: .all, limit: 9).sightings.isEmpty)
                #expect(reader.unreadable.count == 1)
            } catch { #expect(error.file == file) }
        }
        let packed = try Packed()
        let catalog = packed.store.path + "/catalog.sqlite"
        try FileManager.default.moveItem(atPath: catalog, toPath: packed.outside.path + "/moved")
        try FileManager.default.createSymbolicLink(atPath: catalog, withDestinationPath: packed.outside.path + "/moved")
        #expect(throws: StoreError.self) { try SQLiteRecordReader(opening: packed.store.path) }
        #expect(!FileManager.default.fileExists(atPath: packed.outside.path + "/moved-shm"))
    }

    @Test(arguments: [
        "DELETE FROM segment", "UPDATE shard SET visible_lines = 0", "UPDATE shard SET first_visible_line = 40",
    ]) func `that nothing is missing is not said of a catalog that somebody edited`(_ sql: String) throws {
        let packed = try Packed()
        let reader = try SQLiteRecordReader(opening: packed.store.path)
        try reader.checkCatalog()
        let queue = try DatabaseQueue(path: packed.store.path + "/catalog.sqlite")
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        #expect(throws: StoreError.self) { try SQLiteRecordReader(opening: packed.store.path).checkCatalog() }
    }

    private static let linked = [
        ".rebuilding", "2020-01-01", "undated", ".lock", "catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-shm",
        "catalog.sqlite-journal",
    ]

    @Test(arguments: linked) func `a writer follows no link, and says which one`(_ name: String) throws {
        let packed = try Packed()
        let isFolder = !name.contains("catalog") && name != ".lock"
        try packed.link(
            name, to: isFolder ? packed.outside.path : packed.outside.path + (name == ".lock" ? "/rc" : "/catalog.sqlite"))
        let before = try packed.kept
        let path = packed.store.path
        let refusals: [() throws -> Void] = [
            { _ = try SQLiteRecordWriter(opening: path) }, { _ = try CatalogRebuild.run(in: path) },
            { _ = try StorePruner(of: path, keeping: PruneLimits(days: 1)).prune() }, { _ = try StoreModes(of: path).fix() },
        ]
        for refused in refusals {
            let error = #expect(throws: StoreError.self) { try refused() }
            // What a reader cannot make sense of is said before a writer looks at it.
            let isSaid = error?.file == path + "/" + name || error?.isDamage == true
            #expect(isSaid, "\(String(describing: error))")
        }
        #expect(try packed.kept == before)
        guard !name.hasPrefix("catalog.sqlite") else { return }
        let findings = try StoreVerifier(of: path, lookingUpAll: false).report().findings
        #expect(findings.map(\.kind) == [.foreign] && findings.map(\.place) == [name], "\(findings)")
    }

    @Test func `what is called otherwise than a writer calls it is never deleted`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: try store.open())
        store.drop()
        let kept = ["2026-09-20/notes.sqlite", "2026-09-20/0123456789ab-1.txt", "2026-02-31/0123456789ab-1.ids", ".hidden"]
        for name in kept {
            let url = URL(fileURLWithPath: store.path + "/" + name)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("keep".utf8).write(to: url)
        }
        _ = try store.open()
        for name in kept { #expect(FileManager.default.fileExists(atPath: store.path + "/" + name), "\(name)") }
    }

    @Test(arguments: ["catalog.sqlite", "catalog.sqlite-wal", "catalog.sqlite-journal", ".ids", ".sqlite"])
    func `a pipe in a file's place is not waited for`(_ ending: String) throws {
        let packed = try Packed()
        let place =
            ending.hasPrefix(".")
            ? try #require(try files(in: packed.store).first { $0.hasSuffix(ending) }) : packed.store.path + "/" + ending
        try? FileManager.default.removeItem(atPath: place)  // it need not be there
        try #require(mkfifo(place, 0o600) == 0)
        #expect(throws: StoreError.foreign(path: place, what: "it is no plain file")) {
            _ = try SQLiteRecordReader(opening: packed.store.path).sightings(
                carrying: [CanonicalIdentifier("a")], on: .all, limit: 9)
        }
    }

    @Test func `a segment's own log is neither waited for nor read`() throws {
        let packed = try Packed()
        let segment = try #require(try files(in: packed.store).first { $0.hasSuffix(".sqlite") })
        try DatabaseQueue(path: segment).inDatabase { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        // Who packs a store leaves the seals out, by which an edit would be seen before.
        try makeVersion1(segment, in: packed.store)
        for ending in ["-wal", "-journal", "-shm"] {
            try? FileManager.default.removeItem(atPath: segment + ending)  // it need not be there
            try #require(mkfifo(segment + ending, 0o600) == 0)
        }
        #expect(try count("a", in: packed.store) == 1)
    }

    private static let impostors = [
        """
        ALTER TABLE sighting RENAME TO other;
        CREATE VIEW sighting AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT other.* FROM other, c;
        """,
        "CREATE TRIGGER t AFTER INSERT ON term BEGIN DELETE FROM term; END",
        "ALTER TABLE term RENAME TO other; CREATE VIRTUAL TABLE term USING fts5(number, text)",
    ]

    @Test(arguments: impostors) func `a segment in which a view or a trigger waits is refused, not asked`(_ sql: String) throws {
        let packed = try Packed()
        let segment = try #require(try files(in: packed.store).first { $0.hasSuffix(".sqlite") })
        try DatabaseQueue(path: segment).inDatabase { try $0.execute(sql: sql) }
        // Who packs a store leaves the seals out, by which an edit would be seen before.
        try makeVersion1(segment, in: packed.store)
        let reader = try SQLiteRecordReader(opening: packed.store.path)
        let error = #expect(throws: StoreError.self) {
            try reader.sightings(carrying: [CanonicalIdentifier("a")], on: .all, limit: 9)
        }
        #expect(error?.explanation.what.hasPrefix("the store was changed by somebody else: its schema") == true)
        let findings = try StoreVerifier(of: packed.store.path, lookingUpAll: false).report().findings
        #expect(findings.contains { $0.kind == .foreign }, "\(findings)")
    }

    @Test(arguments: ["CREATE INDEX i ON term (text)", "DROP TABLE merged", "ALTER TABLE term ADD COLUMN more TEXT AS (hex(text))"])
    func `a segment of another schema is left out, and the others answer`(_ sql: String) throws {
        let packed = try Packed()
        try load("b", digest: 2, into: packed.store.open())
        packed.store.drop()
        let segment = try #require(try files(in: packed.store).sorted().first { $0.hasSuffix(".sqlite") })
        try DatabaseQueue(path: segment).inDatabase { try $0.execute(sql: sql) }
        let reader = try SQLiteRecordReader(opening: packed.store.path)
        let found = try ["a", "b"].map { try reader.sightings(carrying: [CanonicalIdentifier($0)], on: .all, limit: 9) }
        #expect(found.flatMap(\.sightings).count == 1)
        #expect(reader.unreadable.count == 1)
    }

    @Test func `a query on a segment that takes more steps than it can need is ended`() throws {
        let packed = try Packed()
        let segment = try #require(try files(in: packed.store).first { $0.hasSuffix(".sqlite") })
        let connection = try SegmentConnection(reading: segment, sealedBy: nil)
        let endless = try connection.prepare(
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c")
        #expect(throws: StoreError.damaged(file: segment, what: QueryGuard.tooMuch)) { try endless.step() }
        let rows = try connection.prepare("SELECT count(*) FROM sighting")
        #expect(try rows.step() && rows.integer(0) == 1)
        #expect(throws: StoreError.self) { try connection.run("ATTACH ':memory:' AS other") }
    }
}
