import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

@Suite struct MergingTests {
    @Test func `two hundred shards of one day in two hundred runs leave sixteen segments or fewer, and every row`() throws {
        let store = TemporaryStore()
        for number in 1...200 {
            try load(String(number), digest: UInt64(number), into: try store.open())
            #expect(try files(in: store).count <= 32)
        }
        let reader = try store.makeReader()
        for number in 1...200 {
            let found = try reader.sightings(carrying: [CanonicalIdentifier(String(number))], on: .all, limit: 9).sightings
            #expect(found.map(\.place.shard) == [Int64(number)])
        }
        #expect(try files(in: store, hidden: true).isEmpty)
    }

    @Test func `every field of a row is the same after a merge`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        try load([.everything(line: 1), sighting("c-2")], digest: 99, into: writer)
        let before = try store.makeReader().sightings(carrying: [CanonicalIdentifier("req_011")], on: .all, limit: 9).sightings
        try fill(writer)
        let reader = try store.makeReader()
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("req_011")], on: .all, limit: 9).sightings == before)
        #expect(before.first?.attempts.count == 2)
        let instance = try #require(before.first?.customerInstance)
        #expect(try reader.days(ofInstance: instance).map(\.sightings) == [1])
        #expect(try files(in: store).count == 18)
    }

    @Test func `a late shard leaves the big segments as they are`() throws {
        let store = TemporaryStore()
        let big = (1...500).map { number in
            var row = sighting("big-\(number)")
            row.place.line = Int64(number)
            return row
        }
        try load(big, digest: 99, into: try store.open())
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        let before = try Data(contentsOf: URL(fileURLWithPath: segment))
        try fill(try store.open())
        #expect(try files(in: store).count == 18)
        #expect(try Data(contentsOf: URL(fileURLWithPath: segment)) == before)
    }

    @Test(arguments: MergingStep.allCases)
    func `a run that dies in a merge leaves every row, once`(_ step: MergingStep) throws {
        let store = TemporaryStore()
        #expect(throws: StoreError.self) { try fillAndDie(after: step, in: store) }
        for number in 1...17 { #expect(try count("c-\(number)", in: store) == 1) }
        // The next run clears up, and merges what is still too much with its own.
        try load("later", digest: 500, into: try store.open())
        store.drop()
        for number in 1...17 { #expect(try count("c-\(number)", in: store) == 1) }
        #expect(try count("later", in: store) == 1)
        #expect(try files(in: store).count <= 32)
        #expect(try files(in: store, hidden: true).isEmpty)
        let listed = try store.open().catalog.read { try String.fetchSet($0, sql: "SELECT name FROM segment") }
        #expect(
            Set(try files(in: store).map { $0.dropFirst(store.path.count + 1).prefix { $0 != "." } }.map(String.init)) == listed)
    }

    @Test func `a reader that was open before a merge answers after it`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        for number in 1...16 { try load("c-\(number)", digest: UInt64(number), into: writer) }
        let reader = try store.makeReader()
        #expect(try reader.sightings(carrying: [CanonicalIdentifier("c-1")], on: .all, limit: 9).sightings.count == 1)
        try load("c-17", digest: 17, into: writer)
        for number in 1...17 {
            #expect(try reader.sightings(carrying: [CanonicalIdentifier("c-\(number)")], on: .all, limit: 9).sightings.count == 1)
        }
    }

    @Test func `rows that nobody sees are left out, and those of a shard in flight are kept`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        let (abandoned, flying) = (try writer.beginShard(), try writer.beginShard())
        try writer.append([sighting("abandoned")], shard: abandoned)
        try writer.append([sighting("flying")], shard: flying)
        try writer.abandonShard(abandoned)
        try writer.publish()
        for number in 1...17 {
            let rows = (1...9).map { line in
                var row = sighting("c-\(number)")
                row.place.line = Int64(line)
                return row
            }
            try load(rows, digest: UInt64(number), into: writer)
        }
        let rows = try writer.catalog.read { database in
            try Row.fetchAll(database, sql: "SELECT shard, rows FROM segment_shard").map { [$0[0] as Int64, $0[1] as Int64] }
        }
        #expect(!rows.contains { $0[0] == abandoned })
        #expect(rows.contains([flying, 1]))
        _ = try writer.endShard(flying, as: finished(digest: 700))
        try writer.publish()
        #expect(try count("flying", in: store) == 1)
    }

    @Test func `a merge of nothing but invisible rows leaves no segment`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        for number in 1...17 {
            let shard = try writer.beginShard()
            try writer.append([sighting("c-\(number)")], shard: shard)
            if number < 17 { try writer.publish() }
            try writer.abandonShard(shard)
        }
        #expect(try files(in: store).count == 32)
        try load("seen", digest: 1, into: writer)
        #expect(try files(in: store).count == 14)
        #expect(try count("seen", in: store) == 1)
    }

    @Test func `a segment that cannot be read is left alone, and the others are merged`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        try load("damaged", digest: 90, into: writer)
        let damaged = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        try Data("no database".utf8).write(to: URL(fileURLWithPath: damaged))
        try fill(writer)
        #expect(try files(in: store).count <= 32)
        #expect(FileManager.default.fileExists(atPath: damaged))
        #expect(try count("c-17", in: store) == 1)
        #expect(try files(in: store, hidden: true).isEmpty)
    }

    @Test func `more terms than one table of a batch takes survive a merge`() throws {
        let store = TemporaryStore()
        let writer = try store.open()
        func path(_ shard: Int, _ line: Int) -> String {
            "/\(shard)/\(line)/" + String(repeating: "x", count: TermTable.byteCapacity / 2000)
        }
        for shard in 0..<17 {
            let number = try writer.beginShard()
            let rows = (1...300).map { line in
                var row = sighting("t-\(shard)-\(line)")
                (row.place.line, row.path) = (Int64(line), path(shard, line))
                return row
            }
            try writer.append(rows, shard: number)
            _ = try writer.endShard(number, as: finished(digest: UInt64(800 + shard), lines: 300))
            try writer.publish()
        }
        #expect(try files(in: store).count == 16)
        let reader = try store.makeReader()
        for (shard, line) in [(0, 1), (5, 200), (6, 199), (9, 300), (16, 300)] {
            let found = try reader.sightings(carrying: [CanonicalIdentifier("t-\(shard)-\(line)")], on: .all, limit: 9).sightings
            #expect(found.map(\.path) == [path(shard, line)])
        }
    }
}

/// Seventeen shards of a row each, published one by one, so that the day has too many segments.
private func fill(_ writer: SQLiteRecordWriter) throws {
    for number in 1...17 { try load("c-\(number)", digest: UInt64(number), into: writer) }
}

private func fillAndDie(after step: MergingStep, in store: TemporaryStore) throws {
    let writer = try store.open()
    writer.afterMergingStep = { (done) throws(StoreError) in
        if done == step { throw StoreError.keepsChanging(folder: "the test") }
    }
    try fill(writer)
}

private func finished(digest: UInt64, lines: Int64 = 1) -> FinishedShard {
    var tally = Tally()
    (tally.lines, tally.stored) = (lines, lines)
    return FinishedShard(
        digest: ContentDigest(value: ID128(high: 7, low: digest)), firstLineHash: digest, path: "s-\(digest)", folder: nil,
        coding: .plain, fileBytes: 10, tally: tally, sources: [], rhythm: nil, truncated: false, firstVisibleLine: 1,
        problems: [], hint: nil)
}

extension Sighting {
    /// A record with a value of each kind, also those that a text could lose.
    fileprivate static func everything(line: Int64) -> Sighting {
        var row = sighting("any text, \u{0}even this")
        row.place = LinePlace(shard: 0, line: line, offset: 77, length: 99)
        row.ended = row.started?.advanced(by: 5)
        (row.duration, row.firstByte, row.method, row.host) = (-5, 3, "POST", "gw.example.test")
        (row.path, row.status, row.originStatus, row.result) = ("/v2/\u{0}completions", 200, 0, "completed")
        (row.faultDomain, row.error, row.colo) = ("provider", "overloaded", "IAD")
        (row.region, row.envelopeRegion, row.regionSource, row.zone) = ("us-east4", "us-east1", "record", "us-east4-b")
        (row.service, row.revision, row.gatewayInstance, row.sequence) = ("gateway", "r-12", "0b9c5d9e", .max)
        (row.customerInstance, row.instanceProof) = ("292c3c7c-c5d5-48ec-b4bf-f00b724ce560", "claimed")
        (row.customerHost, row.customerVersion, row.realm) = ("gitlab.example.test", "18.1.0", "saas")
        (row.user, row.connection, row.clientAddress, row.clientCountry) = ("u-1", "direct", "192.0.2.7", "XX")
        (row.userAgent, row.clientName, row.clientVersion) = ("", "vscode", "6.1")
        (row.bytesIn, row.bytesOut, row.inputTokens, row.outputTokens) = (0, .min, 12, 34)
        (row.sampled, row.worker, row.cacheStatus, row.attemptCount) = (true, false, "dynamic", 2)
        (row.ray, row.parentRay, row.spanID, row.parentSpanID, row.recordID) = (.max, 1, 1 << 63, 77, .max - 1)
        row.traceID = ID128(high: 0, low: .max)
        row.requestID = "01960000-0000-7000-8000-000000000001"
        row.clientRequestID = "01960000-0000-7000-8000-00000000000A"
        var attempt = Attempt(number: 1)
        (attempt.provider, attempt.model, attempt.location) = ("anthropic", "claude", "europe-west4")
        (attempt.endpointHost, attempt.started, attempt.duration) = ("api.example.test", row.started, 10)
        (attempt.firstByte, attempt.status, attempt.errorClass) = (2, 529, "overloaded")
        (attempt.nextAction, attempt.served, attempt.providerRequestID) = ("next_target", false, "req_011")
        (attempt.providerRay, attempt.inputTokens, attempt.outputTokens) = (0x8C38_FB29_18F1_35D2, 1, 2)
        row.attempts = [attempt, Attempt(number: 2)]
        row.fillAbsent()
        return row
    }
}
