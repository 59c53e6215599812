import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

@Suite struct CatalogRebuildTests {
    @Test func `a catalog made from segments answers as the lost one did`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let (before, days) = (try store.makeReader().shards(), try store.makeReader().days())
        try loseCatalog(of: store)
        #expect(throws: StoreError.lostCatalog(folder: store.path)) { try store.makeReader() }
        #expect(throws: StoreError.lostCatalog(folder: store.path)) { try store.open() }

        let report = try CatalogRebuild.run(in: store.path)
        #expect(report.shards == 19)
        #expect(report.incomplete == [])
        #expect(report.unended == 0)
        #expect(try store.makeReader().shards() == before)
        #expect(try store.makeReader().days() == days)
        // Lines without a row have numbers as well, and segments do not keep those.
        #expect(try store.makeReader().sequenceGaps(in: nil, limit: 9) == nil)
        for text in (1...17).map({ "c-\($0)" }) + ["night-1", "night-2", "night-3"] { #expect(try count(text, in: store) == 1) }
        #expect(try StoreVerifier(of: store.path, lookingUpAll: true).report().findings == [])
        // And the next load goes on where it was.
        let writer = try store.open()
        #expect(try writer.knownShard(ContentDigest(value: ID128(high: 7, low: 18)))?.path == "s-18")
        #expect(try writer.shards(beginningWith: 18).count == 2)
        #expect(try writer.beginShard() > 19)
        #expect(!FileManager.default.fileExists(atPath: store.path + "/.rebuilding"))
    }

    @Test func `a damaged catalog is set aside, with its log`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let path = store.path + "/catalog.sqlite"
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: path))
        try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: path + "-wal"))
        _ = try CatalogRebuild.run(in: store.path)
        #expect(try count("night-3", in: store) == 1)
        #expect(FileManager.default.fileExists(atPath: path + ".damaged"))
        #expect(FileManager.default.fileExists(atPath: path + ".damaged-wal"))
    }

    @Test func `a catalog that is whole is kept`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        #expect(throws: StoreError.catalogIsWhole(file: store.path + "/catalog.sqlite")) { try CatalogRebuild.run(in: store.path) }
    }

    @Test func `a catalog of a newer version is neither damaged nor replaced`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let catalog = try Catalog(writing: StoreFolder(path: store.path))
        try catalog.write { try $0.execute(sql: "PRAGMA user_version = 9") }
        let newer = StoreError.newerSchema(file: store.path + "/catalog.sqlite", version: 9, known: SchemaVersion.catalog)
        #expect(throws: newer) { try CatalogRebuild.run(in: store.path) }
        #expect(throws: newer) { try StoreVerifier(of: store.path, lookingUpAll: false).report() }
    }

    @Test func `an empty catalog never costs the segments`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        let before = try files(in: store)
        try loseLog(of: store)
        try Data().write(to: URL(fileURLWithPath: store.path + "/catalog.sqlite"))
        #expect(throws: StoreError.lostCatalog(folder: store.path)) { try store.open() }
        #expect(try files(in: store) == before)
        _ = try CatalogRebuild.run(in: store.path)
        #expect(try count("night-3", in: store) == 1)
    }

    @Test func `bytes that were no line are known of a shard still`() throws {
        let store = TemporaryStore()
        try publish(SkippedBytes(count: 9, padding: 4), in: store)
        try loseCatalog(of: store)
        _ = try CatalogRebuild.run(in: store.path)
        let reader = try SQLiteRecordReader(opening: store.path)
        #expect(try reader.shards().map(\.tally.skipped) == [SkippedBytes(count: 9, padding: 4)])
    }

    @Test func `a shard whose end no segment knows stays invisible, and is loaded again`() throws {
        let store = TemporaryStore()
        try publishInParts(store)
        try loseCatalog(of: store)
        let report = try CatalogRebuild.run(in: store.path)
        #expect(report.unended == 1)
        #expect(try count("part", in: store) == 0)
        try load("part", digest: 40, into: try store.open())
        store.drop()
        #expect(try count("part", in: store) == 1)
    }

    @Test func `a segment that cannot be read is set aside, and its shards are loaded again`() throws {
        let store = TemporaryStore()
        try load("kept", digest: 1, into: try store.open())
        let kept = Set(try files(in: store))
        // Of two days, one of which is lost.
        var rows = [sighting("lost"), sighting("half")]
        (rows[1].place.line, rows[1].started) = (2, rows[1].started?.advanced(by: Instant.day))
        try load(rows, digest: 2, into: try store.open())
        store.drop()
        let segment = try #require(
            try files(in: store).first { !kept.contains($0) && $0.contains("03-10") && $0.hasSuffix(".sqlite") })
        try Damage.page.apply(to: segment)
        try loseCatalog(of: store)
        let report = try CatalogRebuild.run(in: store.path)
        #expect(report.setAside.count == 1)
        #expect(report.incomplete == ["s-2"])
        #expect(try count("kept", in: store) == 1)
        #expect(try count("half", in: store) == 0)
        try load(rows, digest: 2, into: try store.open())
        store.drop()
        #expect(try count("half", in: store) == 1)
        #expect(try count("lost", in: store) == 1)
        #expect(FileManager.default.fileExists(atPath: segment + ".damaged"))
        #expect(try StoreVerifier(of: store.path, lookingUpAll: true).report().findings == [])
    }

    @Test(arguments: [MergingStep.placed, .committed])
    func `rows of a merge that did not end are there once`(_ step: MergingStep) throws {
        let store = TemporaryStore()
        #expect(throws: StoreError.self) { try mergeAndDie(after: step, in: store) }
        try loseCatalog(of: store)
        _ = try CatalogRebuild.run(in: store.path)
        for number in 1...17 { #expect(try count("c-\(number)", in: store) == 1) }
        _ = try store.open()
        store.drop()
        #expect(try StoreVerifier(of: store.path, lookingUpAll: true).report().findings == [])
    }
}

private func loseCatalog(of store: TemporaryStore) throws {
    for ending in ["", "-wal", "-shm"] { unlink(store.path + "/catalog.sqlite" + ending) }
}

/// A shard of one row, with bytes that were no line.
private func publish(_ skipped: SkippedBytes, in store: TemporaryStore) throws {
    let writer = try store.open()
    let number = try writer.beginShard()
    try writer.append([sighting("a")], shard: number)
    var tally = Tally()
    (tally.lines, tally.stored, tally.skipped) = (1, 1, skipped)
    let finished = FinishedShard(
        digest: ContentDigest(value: ID128(high: 7, low: 3)), firstLineHash: 3, path: "s-3", folder: nil, coding: .plain,
        fileBytes: 10, tally: tally, sources: [], rhythm: nil, truncated: false, firstVisibleLine: 1, problems: [], hint: nil)
    _ = try writer.endShard(number, as: finished)
    try writer.publish()
    store.drop()
}

/// A shard that is published before it ends, and ends without another row.
private func publishInParts(_ store: TemporaryStore) throws {
    let writer = try store.open()
    let number = try writer.beginShard()
    try writer.append([sighting("part")], shard: number)
    try writer.publish()
    var tally = Tally()
    (tally.lines, tally.stored) = (1, 1)
    _ = try writer.endShard(
        number,
        as: FinishedShard(
            digest: ContentDigest(value: ID128(high: 7, low: 40)), firstLineHash: 40, path: "s-40", folder: nil, coding: .plain,
            fileBytes: 10, tally: tally, sources: [], rhythm: nil, truncated: false, firstVisibleLine: 1, problems: [], hint: nil))
    try writer.publish()
    store.drop()
    #expect(try count("part", in: store) == 1)
}

private func mergeAndDie(after step: MergingStep, in store: TemporaryStore) throws {
    let writer = try store.open()
    defer { store.drop() }
    writer.afterMergingStep = { (done) throws(StoreError) in
        if done == step { throw StoreError.keepsChanging(folder: "the test") }
    }
    for number in 1...17 { try load("c-\(number)", digest: UInt64(number), into: writer) }
}
