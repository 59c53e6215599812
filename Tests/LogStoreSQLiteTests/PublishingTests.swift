import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

@Suite struct PublishingTests {
    @Test(arguments: PublishingStep.allCases)
    func `a run that dies in a publication leaves all of it or nothing`(_ step: PublishingStep) throws {
        let store = TemporaryStore()
        try load("before", digest: 1, into: try store.open())
        #expect(throws: StoreError.self) { try loadAndDie(after: step, into: store) }

        let isCommitted = step == .committed
        #expect(try count("before", in: store) == 1)
        #expect(try count("during", in: store) == (isCommitted ? 1 : 0))

        // The next run clears up, and may load the same shard.
        let known = try store.open().knownShard(ContentDigest(value: ID128(high: 7, low: 2)))
        #expect((known != nil) == isCommitted)
        if !isCommitted { try load("during", digest: 2, into: try store.open()) }
        store.drop()
        #expect(try count("during", in: store) == 1)
        #expect(try files(in: store).count == 4, "two segments of two files, and nothing hidden")
    }

    @Test func `a run that dies before it publishes leaves nothing`() throws {
        let store = TemporaryStore()
        try takeWithoutPublishing(in: store)
        #expect(try files(in: store, hidden: true).count == 1)
        _ = try store.open()
        #expect(try files(in: store, hidden: true).isEmpty)
    }

    @Test func `a run that gave up all its shards publishes no segment`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        let number = try writer.beginShard()
        try writer.append([sighting("given up")], shard: number)
        try writer.abandonShard(number)
        try writer.publish()
        #expect(try files(in: store).isEmpty)
        #expect(try files(in: store, hidden: true).isEmpty)
    }

    @Test func `files that the catalog does not list are deleted, and strangers are not`() throws {
        let store = TemporaryStore()
        try load("kept", digest: 1, into: try store.open())
        let day = store.path + "/2026-03-10"
        for name in ["0123456789ab-1.sqlite", "0123456789ab-1.ids", "notes.txt"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: day + "/" + name))
        }
        _ = try store.open()
        let names = try FileManager.default.contentsOfDirectory(atPath: day)
        #expect(names.contains("notes.txt"))
        #expect(!names.contains { $0.hasPrefix("0123456789ab") })
        #expect(try count("kept", in: store) == 1)
    }

    @Test func `the pragmas of the catalog are what they should be`() throws {
        let store = TemporaryStore()
        let catalog = try store.open().catalog
        let values = try catalog.read { database in
            try ["journal_mode", "synchronous", "foreign_keys", "journal_size_limit"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        #expect(values == ["wal", "2", "1", "0"])
    }

    @Test func `the log of the catalog stays when the writer ends`() throws {
        let store = TemporaryStore()
        try load("a", digest: 1, into: try store.open())
        store.drop()
        #expect(FileManager.default.fileExists(atPath: store.path + "/catalog.sqlite-wal"))
    }

    @Test func `a segment passes SQLite's own check and opens with its views`() throws {
        let store = TemporaryStore()
        let expected = Sighting(vantage: .edge, format: "f", place: LinePlace(shard: 0, line: 3, offset: 4, length: 5))
        var dated = expected
        dated.started = Instant(nanoseconds: 1_773_144_000 * Instant.second)
        dated.correlationID = "c-1"
        dated.attempts = [Attempt(number: 1)]
        try load([dated], digest: 1, into: try store.open())
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: segment, configuration: configuration)
        try queue.read { database in
            #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
            let row = try #require(try Row.fetchOne(database, sql: "SELECT vantage, started, correlation_id, shard FROM lines"))
            #expect(row[0] == "edge")
            #expect(row[1] == "2026-03-10T12:00:00.000Z")
            #expect(row[2] == "c-1")
            #expect(row[3] == "s-1")
            #expect(try Int.fetchOne(database, sql: "SELECT row FROM attempts") == 0)
        }
    }

    @Test func `the view of lines has what a line says, and tells Cloud Run's lines from the gateway's`() throws {
        let store = TemporaryStore()
        let start = Instant(nanoseconds: 1_773_144_000 * Instant.second)
        func line(_ number: Int64, _ vantage: Vantage, _ format: String, _ change: (inout Sighting) -> Void) -> Sighting {
            var line = Sighting(vantage: vantage, format: format, place: LinePlace(shard: 0, line: number, offset: 0, length: 5))
            line.started = start
            change(&line)
            return line
        }
        let lines = [
            line(1, .edge, "cloudflare.http_requests") {
                ($0.ended, $0.securityRule) = (start.advanced(by: 1_500_000_000), "r-1")
            },
            line(2, .gateway, "google.cloud_run") { ($0.service, $0.duration) = ("gw", 7_000_000) },
            line(3, .gateway, "waybill.gateway") {
                ($0.connection, $0.user, $0.gatewayInstance, $0.reroutedFrom) = ("direct", "u-1", "i-1", "europe-west2")
                ($0.inputTokens, $0.requestedModel, $0.session) = (12, "fast", "8687327")
            },
        ]
        try load(lines, digest: 1, into: try store.open())
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        let queue = try DatabaseQueue(path: segment)
        let texts = try queue.read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT json_array(vantage, written_by, duration_ms, security_rule, service, connection, user, replica, rerouted_from,
                      input_tokens, requested_model, session) FROM lines ORDER BY line
                    """)
        }
        #expect(
            texts == [
                #"["edge",null,1500.0,"r-1",null,null,null,null,null,null,null,null]"#,
                #"["gateway","cloud_run",7.0,null,"gw",null,null,null,null,null,null,null]"#,
                #"["gateway","application",null,null,null,"direct","u-1","i-1","europe-west2",12,"fast","8687327"]"#,
            ])
    }
}

// A writer holds the store's lock as long as it lives, so each lives in a function of its own.

private func loadAndDie(after step: PublishingStep, into store: TemporaryStore) throws {
    let writer = try store.open()
    writer.afterStep = { (done) throws(StoreError) in
        if done == step { throw StoreError.keepsChanging(folder: "the test") }
    }
    try load("during", digest: 2, into: writer)
}

private func takeWithoutPublishing(in store: TemporaryStore) throws {
    let writer = try store.open()
    try writer.append([sighting("lost")], shard: try writer.beginShard())
}

func sighting(_ correlationID: String) -> Sighting {
    var sighting = Sighting(vantage: .gateway, format: "f", place: LinePlace(shard: 0, line: 1, offset: 0, length: 9))
    sighting.started = Instant(nanoseconds: 1_773_144_000 * Instant.second)
    sighting.correlationID = correlationID
    return sighting
}

func load(_ correlationID: String, digest: UInt64, into writer: SQLiteRecordWriter) throws {
    try load([sighting(correlationID)], digest: digest, into: writer)
}

func load(_ sightings: [Sighting], digest: UInt64, into writer: SQLiteRecordWriter) throws {
    let number = try writer.beginShard()
    try writer.append(sightings, shard: number)
    var tally = Tally()
    (tally.lines, tally.stored) = (Int64(sightings.count), Int64(sightings.count))
    _ = try writer.endShard(
        number,
        as: FinishedShard(
            digest: ContentDigest(value: ID128(high: 7, low: digest)), firstLineHash: digest, path: "s-\(digest)", folder: nil,
            coding: .plain, fileBytes: 10, tally: tally, sources: [], rhythm: nil, truncated: false, firstVisibleLine: 1,
            problems: [], hint: nil))
    try writer.publish()
}

func count(_ text: String, in store: TemporaryStore) throws -> Int {
    try store.makeReader().sightings(carrying: [CanonicalIdentifier(text)], on: .all, limit: 10).sightings.count
}

/// The files of segments, or those that are still hidden.
func files(in store: TemporaryStore, hidden: Bool = false) throws -> [String] {
    let found = FileManager.default.enumerator(atPath: store.path)?.allObjects as? [String] ?? []
    let wanted = found.filter { hidden ? $0.hasPrefix(".building-") : $0.contains("/") }
    return wanted.map { store.path + "/" + $0 }
}
