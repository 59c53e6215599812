import Foundation
import GRDB
import LogRecords
import StoreContract
import Testing

@testable import LogStoreSQLite

/// Segments of earlier versions are sealed only where their shards say the same.
@Suite struct StoreSealingTests {
    private func findings(_ store: TemporaryStore) throws -> [StoreFinding] {
        try StoreVerifier(of: store.path, lookingUpAll: true).report().findings
    }

    private func makeAllVersion1(_ store: TemporaryStore) throws {
        for segment in try files(in: store).filter({ $0.hasSuffix(".sqlite") }) { try makeVersion1(segment, in: store) }
    }

    /// Two segments of a shard each, of version 1.
    private func makeStore() throws -> TemporaryStore {
        let store = TemporaryStore()
        for number in 1...2 { try load([full("c-\(number)")], digest: UInt64(number), into: try store.open()) }
        store.drop()
        try makeAllVersion1(store)
        #expect(try findings(store).map(\.kind) == [.notSealed, .notSealed])
        return store
    }

    /// A row with fields of every kind.
    private func full(_ id: String) -> Sighting {
        var row = sighting(id)
        (row.region, row.customerInstance, row.traceID) = ("europe-west3", "i-1", ID128(high: 1, low: 2))
        (row.requestID, row.duration, row.sampled, row.ray) = (
            "0190163d-8694-739b-aea5-966c26f8ad90", -7, true, 0xFFFF_FFFF_FFFF_FFFF
        )
        var attempt = Attempt(number: 1)
        (attempt.provider, attempt.providerRequestID, attempt.served) = ("p", "req_1", false)
        row.attempts = [attempt, Attempt(number: 2)]
        return row
    }

    private func seal(_ store: TemporaryStore, _ rows: (ShardEntry) -> [Sighting]?) throws -> SealReport {
        var sealing = try StoreSealing(of: store.path)
        for shard in sealing.shards {
            guard let rows = rows(shard) else {
                sealing.note(shard, isNotThere: "the file is gone")
                continue
            }
            let reread = sealing.reread(shard)
            try reread.append(rows, shard: reread.beginShard())
            sealing.note(reread)
        }
        return try sealing.seal()
    }

    @Test func `a segment is sealed when its shard gives the same rows, and nothing else of it changes`() throws {
        let store = try makeStore()
        let rows = try files(in: store).filter { $0.hasSuffix(".sqlite") }.sorted().map { try Data(contentsOf: URL(filePath: $0)) }
        let report = try seal(store) { [full("c-\($0.path.dropFirst(2))")] }
        #expect(report.sealed.count == 2 && report.left == [])
        #expect(try findings(store) == [])
        #expect(try count("c-1", in: store) == 1 && count("c-2", in: store) == 1)
        let after = try files(in: store).filter { $0.hasSuffix(".sqlite") }.sorted().map { try Data(contentsOf: URL(filePath: $0)) }
        #expect(after == rows)
        let segment = try #require(try files(in: store).first { $0.hasSuffix(".sqlite") })
        try DatabaseQueue(path: segment).write { try $0.execute(sql: "UPDATE sighting SET status = 1") }
        #expect(try findings(store).map(\.kind) == [.segmentDamaged])
    }

    @Test func `a segment whose shard gives other rows, or is gone, stays without seals and is named`() throws {
        let changes: [(inout Sighting) -> Void] = [
            { $0.region = "us-east4" }, { $0.status = 200 }, { $0.attempts[1].served = true }, { $0.attempts.removeLast() },
            { $0.place.offset += 1 }, { $0.traceID = ID128(high: 2, low: 1) }, { $0.requestID = "another" }, { $0.duration = nil },
        ]
        let store = try makeStore()
        for change in changes {
            let report = try seal(store) { shard in
                guard shard.path == "s-1" else { return nil }
                var row = full("c-1")
                change(&row)
                return [row]
            }
            #expect(report.sealed == [])
            #expect(Set(report.left.map(\.kind)) == [.segmentDiffers, .notSealed])
        }
        #expect(try findings(store).map(\.kind) == [.notSealed, .notSealed])
        #expect(try seal(store) { $0.path == "s-1" ? [full("c-1"), full("c-1")] : [] }.sealed == [])
    }

    @Test func `what was merged of them is sealed too, and rows that nobody sees are not compared`() throws {
        let store = TemporaryStore()
        try fillVaried(store)
        try makeAllVersion1(store)
        try load("c-20", digest: 20, into: try store.open())
        store.drop()
        #expect(try files(in: store).contains { $0.hasSuffix("-m0.sqlite") })
        var two = [sighting("night-1"), sighting("night-2")]
        two[0].customerInstance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"
        (two[1].place.line, two[1].started) = (2, two[1].started?.advanced(by: Instant.day))
        (two[1].user, two[1].vantage, two[1].recordID) = ("u-1", .monolith, 77)
        var more = two + [sighting("night-3")]
        more[2].place.line = 3
        let report = try seal(store) { shard in
            switch shard.number {
            case 18: two
            case 19: more
            default: [sighting("c-\(shard.path.dropFirst(2))")]
            }
        }
        #expect(report.left == [])
        #expect(report.sealed.count > 2)
        #expect(try findings(store) == [])
    }

    @Test func `a run that was killed between a file and the catalog is finished by the next one`() throws {
        let store = try makeStore()
        let sizes = try Catalog(writing: StoreFolder(path: store.path)).read {
            try Int.fetchAll($0, sql: "SELECT id_bytes FROM segment")
        }
        _ = try seal(store) { [full("c-\($0.path.dropFirst(2))")] }
        try Catalog(writing: StoreFolder(path: store.path)).write {
            try $0.execute(sql: "UPDATE segment SET id_bytes = ?", arguments: [sizes[0]])
        }
        #expect(try findings(store).map(\.kind) == [.segmentDiffers, .segmentDiffers])
        #expect(try seal(store) { _ in nil } == SealReport())
        #expect(try findings(store) == [])
    }
}
