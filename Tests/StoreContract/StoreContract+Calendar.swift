import LogRecords

extension StoreContract {
    static let calendar: [StoreContract] = [
        StoreContract("numbers that follow each other across shards have no gap") { store in
            try store.load([run(1, 9)], digest: 1)
            try store.load([run(10, 20), run(15, 30)], digest: 2)
            try expect(try store.makeReader().sequenceGaps(in: nil, limit: 9)?.gaps, is: [])
            try expect(try store.makeReader().sequenceGaps(in: nil, limit: 9)?.instances, is: 1)
        },
        StoreContract("a number that no shard holds is a gap, until its shard comes") { store in
            try store.load([run(1, 1041)], digest: 1)
            try store.load([run(1078, 1080)], digest: 2)
            try store.load([run(5000, 5001, of: "another")], digest: 3)
            let gaps = try store.makeReader().sequenceGaps(in: nil, limit: 9)
            let gap = SequenceGap(
                instance: "an instance", first: 1042, last: 1077, span: TimeRange(from: .second(1041), to: .second(1078)))
            try expect(gaps, is: SequenceGaps(gaps: [gap], total: 1, lines: 36, instances: 2))
            try store.load([run(1042, 1077)], digest: 4)
            try expect(try store.makeReader().sequenceGaps(in: nil, limit: 9)?.total, is: 0, "with the late shard")
        },
        StoreContract("gaps are counted beyond the limit, and only in the time asked for") { store in
            try store.load([run(1, 2), run(5, 6), run(100, 110), run(200, 200)], digest: 1)
            let gaps = try store.makeReader().sequenceGaps(in: nil, limit: 1)
            try expect(gaps?.gaps.map(\.first), is: [3])
            try expect(gaps?.total, is: 3)
            try expect(gaps?.lines, is: 2 + 93 + 89)
            let late = TimeRange(from: .second(120), to: .second(130))
            try expect(try store.makeReader().sequenceGaps(in: late, limit: 9)?.gaps.map(\.first), is: [111])
        },
        StoreContract("a gap beyond the limit makes a silence that is cut") { store in
            try store.load([run(1, 2), run(5, 6), run(100, 110)], digest: 1)
            try expect(try store.makeReader().silences(in: nil, limit: 2).isCut, is: false)
            let cut = try store.makeReader().silences(in: nil, limit: 1)
            try expect(cut.gaps.map(\.first), is: [3])
            try expect(cut.isCut, is: true)
        },
        StoreContract("a run within another hides no gap, and makes none") { store in
            try store.load([run(1, 50), run(10, 12), run(60, 61)], digest: 1)
            try expect(try store.makeReader().sequenceGaps(in: nil, limit: 9)?.gaps.map(\.first), is: [51])
        },
        StoreContract("numbers at the end of the range are counted and do not fail") { store in
            try store.load([run(1, 2), run(.max - 1, .max - 1), run(1, 1, of: "b"), run(.max - 1, .max - 1, of: "b")], digest: 1)
            try expect(try store.makeReader().sequenceGaps(in: nil, limit: 9)?.lines, is: .max)
        },
        StoreContract("fields of several shards and runs add up, by day, source, path and kind") { store in
            func count(_ day: Int32, _ path: String, _ kind: FieldCount.Kind, _ lines: Int64) -> FieldCount {
                FieldCount(day: Day(number: day), source: "s", path: path, kind: kind, lines: lines)
            }
            let fields = [count(20_000, "", .line, 9), count(20_000, "a", .text, 7), count(20_000, "a", .number, 2)]
            try store.load([], fields: fields, digest: 1)
            try store.load([], fields: [count(20_000, "a", .text, 1), count(20_001, "a", .text, 5)], digest: 2)
            let days = Day(number: 20_000)...Day(number: 20_000)
            try expect(
                try store.makeReader().fieldCounts(on: days),
                is: [count(20_000, "", .line, 9), count(20_000, "a", .number, 2), count(20_000, "a", .text, 8)])
        },
        StoreContract("how often loads come is what the last one said, and nothing before") { store in
            try store.load([.at(line: 1)])
            try expect(try store.makeReader().loadRhythm(), is: nil)
            for every in [Instant.day, Instant.hour] { try store.keep(LoadRhythm(begun: .noon, everyNanoseconds: every)) }
            try expect(try store.makeReader().loadRhythm(), is: LoadRhythm(begun: .noon, everyNanoseconds: Instant.hour))
        },
        StoreContract("the numbers of an abandoned shard are not there") { store in
            let writer = try store.makeWriter()
            try store.load([run(1, 2)], digest: 1, with: writer, publish: false)
            let number = try writer.beginShard()
            try writer.abandonShard(number)
            try writer.publish()
            try expect(try store.makeReader().sequenceGaps(in: nil, limit: 9)?.instances, is: 1)
        },
    ]

    /// A run, written a second a line.
    private static func run(_ first: Int64, _ last: Int64, of instance: String = "an instance") -> SequenceRun {
        SequenceRun(
            instance: instance, first: first, last: last, span: TimeRange(from: .second(first), to: .second(last)))
    }
}

extension StoreUnderTest {
    /// Loads a shard of one record whose lines had these numbers.
    fileprivate func load(
        _ runs: [SequenceRun], fields: [FieldCount] = [], digest: UInt64, with writer: (any RecordWriter)? = nil,
        publish: Bool = true
    ) throws {
        let writer = try writer ?? makeWriter()
        let sighting = Sighting.at(line: 1)
        let number = try writer.beginShard()
        try writer.append([sighting], shard: number)
        var finished = FinishedShard(of: [sighting], digest: digest)
        finished.sequences = runs
        finished.fields = fields
        _ = try writer.endShard(number, as: finished)
        if publish { try writer.publish() }
    }
}

extension Instant {
    /// Held at the ends of the range.
    fileprivate static func second(_ number: Int64) -> Instant {
        .noon.advanced(by: min(number, 1_000_000) * second)
    }
}
