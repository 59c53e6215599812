import Foundation
import LogFormats
import LogRecords
import StoreContract
import Testing

@testable import LogIngest

/// Which numbers of a gateway's lines are known to be there.
struct SequenceTests {
    private static let instance = ID128(high: 0x0b9c_5d9e_1f00_4abc, low: 0x8def_0123_4567_89ab)

    private func record(_ sequence: Int64, of instance: ID128 = Self.instance) -> String {
        let time = Instant(nanoseconds: 1_790_000_000 * Instant.second).advanced(by: sequence &* Instant.second)
        let record = GatewayRecord(
            writer: GatewayWriter(instance: instance, region: "us-east4"), sequence: sequence, started: time, ended: time)
        var bytes: [UInt8] = []
        record.append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func notice(_ sequence: Int64) -> String {
        var bytes: [UInt8] = []
        GatewayNotice(
            .health, writer: GatewayWriter(instance: Self.instance, region: nil), sequence: sequence,
            time: Instant(nanoseconds: 1_790_000_000 * Instant.second)
        ).append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The gaps after loading a shard of each text.
    private func gaps(_ texts: String...) throws -> SequenceGaps? {
        let folder = try ShardFolder()
        for (index, text) in texts.enumerated() { try folder.write(text, to: "\(index).ndjson") }
        let store = InMemoryStore()
        let summary = try load([folder.path], into: store)
        #expect(summary.failures.isEmpty)
        return store.sequenceGaps(in: nil, limit: 100)
    }

    @Test func `a shard of many instances in no order claims no gap that it cannot know of, in little memory`() throws {
        var tally = SequenceTally()
        let terms = TermTable()
        let names = (0..<300).map { [UInt8]("instance \($0)".utf8) }
        for number in stride(from: Int64(1), to: 400, by: 2) {
            for name in names {
                let term = try #require(name.withUnsafeBytes { terms.number(of: $0, make: { [UInt8]($0) }) })
                tally.count(LineNumbering(instance: term, sequence: number, written: Instant(nanoseconds: 0)), terms)
            }
        }
        let runs = tally.runs()
        #expect(runs.count <= SequenceTally.mostRunsInAll)
        #expect(Set(runs.map(\.instance)).count == names.count)
        #expect(runs.allSatisfy { (1...399).contains($0.first) && (1...399).contains($0.last) })
    }

    @Test func `lines that go on from each other count as each does by itself`() throws {
        let terms = TermTable()
        let batch = RecordBatch(terms: terms)
        let words = try ["one", "another", "format", "region"].map { word in
            Int64(try #require(Array(word.utf8).withUnsafeBytes { terms.number(of: $0, make: { [UInt8]($0) }) }))
        }
        var (together, alone) = (SequenceTally(), SequenceTally())
        var (instance, number) = (0, Int64(0))
        for line in 0..<5000 {
            if Int.random(in: 0..<50) == 0 { instance = 1 - instance }
            number = Int.random(in: 0..<40) == 0 ? [1, 7, .max - 2, .random(in: 1..<9000)].randomElement() ?? 1 : number &+ 1
            let row = batch.beginRow()
            row.set(.gatewayInstance, words[instance])
            row.set(.sequence, number)
            row.set(line % 3 == 0 ? .started : .ended, .random(in: 0..<1_000_000))
            row.set(.format, words[2])
            if line > 100, line % 500 != 0 { row.set(.region, words[3]) }
            together.count(row, terms)
            if let numbering = LineNumbering(row) { alone.count(numbering, terms) }
            batch.dropRow(attemptsFrom: 0)
            if line % 1000 == 0 { #expect(together.runs() == alone.runs()) }
        }
        #expect(together.runs() == alone.runs())
        #expect(together.replicas() == alone.replicas())
    }

    @Test func `requests and notices count together`() throws {
        let found = try gaps(record(1) + notice(2) + record(3), notice(4) + notice(5) + record(6))
        #expect(found == SequenceGaps(instances: 1))
    }

    @Test func `a line that was lost between shards is a gap of its instance`() throws {
        let found = try gaps(record(1) + record(2), record(4) + record(7))
        #expect(found?.gaps.map { [$0.first, $0.last] } == [[3, 3], [5, 6]])
        #expect(found?.gaps.first?.instance == "0b9c5d9e-1f00-4abc-8def-0123456789ab")
        #expect(found?.lines == 3)
    }

    @Test func `a line that was rejected is missing too`() throws {
        let broken = record(2).replacingOccurrences(of: "\"seq\":2", with: "\"seq\":2x")
        #expect(try gaps(record(1) + broken + record(3))?.gaps.map(\.first) == [2])
    }

    @Test func `instances that share a file are counted each by itself`() throws {
        let other = ID128(high: 1, low: 2)
        let text = (1...50).map { record(Int64($0)) + record(Int64($0), of: other) }.joined()
        #expect(try gaps(text) == SequenceGaps(instances: 2))
    }

    @Test func `lines in no order have no gap where all are there`() throws {
        let numbers = (1...3000).map { Int64($0 * 1009 % 3001) }
        #expect(try gaps(numbers.map { record($0) }.joined()) == SequenceGaps(instances: 1))
    }

    @Test func `a shard with a gap at every other line claims none of them`() throws {
        let found = try gaps((1...2500).map { record(Int64($0 * 2)) }.joined(), record(5001))
        #expect(found?.total == 0)
    }

    @Test func `numbers that nothing counts to are left out`() throws {
        #expect(try gaps(record(.min) + record(-1) + record(0) + record(.max))?.instances == 0)
    }

    @Test func `a shard that grew counts each of its lines once`() throws {
        let folder = try ShardFolder()
        let store = InMemoryStore()
        try folder.write(record(1) + record(2), to: "a.ndjson")
        _ = try load([folder.path], into: store)
        try folder.write(record(1) + record(2) + record(3), to: "a.ndjson")
        _ = try load([folder.path], into: store)
        #expect(store.sequences.values.flatMap(\.self).map(\.first).sorted() == [1, 3])
        #expect(store.sequenceGaps(in: nil, limit: 9) == SequenceGaps(instances: 1))
    }
}
