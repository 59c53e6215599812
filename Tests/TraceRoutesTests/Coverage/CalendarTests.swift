import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// Which shards are expected, and how each that is not there is told.
struct CalendarTests {
    private func calendar(_ shards: [ShardEntry], in range: TimeRange? = nil, of source: String? = nil) throws -> ShardCalendar {
        try Tracer(store: InMemoryStore(shards: shards)).calendar(in: range, of: source)
    }

    private func holes(_ shards: [ShardEntry], in range: TimeRange? = nil) throws -> [ShardHole] {
        try calendar(shards, in: range).sources.flatMap(\.holes)
    }

    private static func minute(_ number: Int) -> Instant { Story.at(-128).advanced(by: Int64(number) * Instant.minute) }

    private func minutes(_ from: Int, _ to: Int) -> TimeRange { TimeRange(from: Self.minute(from), to: Self.minute(to)) }

    /// A shard of a Logpush job by the minutes of its batch.
    private func batch(_ from: Int, _ to: Int, isGapless: Bool) -> ShardEntry {
        let period = Int64(to - from) * Instant.minute
        let rhythm = ShardRhythm(
            series: "edge", window: minutes(from, to), periodNanoseconds: period, part: "h\(from)", isGapless: isGapless)
        var entry = ShardEntry(madeUp: Int64(10_000 + from), for: [], path: "edge/\(from).gz", rhythm: rhythm)
        entry.sources = [ShardEntry.Source(name: Source.edge, records: 1, span: minutes(from, to))]
        return entry
    }

    @Test func `a store without a hole is whole`() throws {
        let whole = try calendar(Shards.edge())
        #expect(whole.complete)
        #expect(!whole.hasHoles)
        #expect(whole.sources.first?.loaded == 24)
        #expect(whole.sources.first?.periodNanoseconds == 5 * Instant.minute)
    }

    @Test func `an empty store has a hole, and so has a source that was never loaded`() throws {
        #expect(try calendar([]).hasHoles)
        #expect(try calendar(Shards.edge(), of: Source.waybillGateway).hasHoles)
    }

    @Test func `windows that follow each other are one hole, between loaded ones`() throws {
        let shards = Shards.edge().filter { !["edge/4.gz", "edge/5.gz", "edge/20.gz"].contains($0.path) }
        let found = try holes(shards)
        #expect(
            found == [
                ShardHole(kind: .between, series: "edge", range: minutes(-40, -30), shards: 2),
                ShardHole(kind: .between, series: "edge", range: minutes(40, 45), shards: 1),
            ])
    }

    @Test func `beyond its first and its last shard nobody knows of a source, and nothing is a hole`() throws {
        let calendar = try calendar(
            Shards.edge(), in: TimeRange(from: Self.minute(-70), to: Self.minute(70).advanced(by: -1)))
        #expect(calendar.sources.first?.holes == [])
        #expect(calendar.sources.first?.missing == nil)
        #expect(!calendar.complete)
        #expect(!calendar.hasHoles)
    }

    @Test func `a range that begins and ends within windows asks for whole ones`() throws {
        let range = TimeRange(from: Self.minute(2), to: Self.minute(3))
        #expect(try holes(Shards.edge(without: 0), in: range).map(\.range) == [minutes(0, 5)])
        #expect(try calendar(Shards.edge(without: 0), in: minutes(5, 6)).complete)
    }

    @Test func `a hole hides nothing that came later`() throws {
        let calendar = try calendar(Shards.edge(without: 0), in: minutes(5, 30))
        #expect(calendar.complete)
        #expect(calendar.sources.first?.loaded == 6)
    }

    @Test func `a batch that was closed early is no end of the clock, and what is missing of its window is a hole`() throws {
        let regular = Array(0..<30).filter { $0 != 10 }.map { batch($0 * 5, $0 * 5 + 5, isGapless: true) }
        #expect(try holes(regular + [batch(50, 52, isGapless: false), batch(52, 55, isGapless: false)]).isEmpty)
        let found = try holes(regular + [batch(50, 52, isGapless: false)])
        #expect(found == [ShardHole(kind: .between, series: "edge", range: minutes(52, 55), shards: 1)])
    }

    @Test func `batches that are cut by size keep no clock, and nobody knows what is missing`() throws {
        let shards = [(0, 2), (2, 7), (7, 8), (30, 34), (34, 35)].map { batch($0.0, $0.1, isGapless: false) }
        let calendar = try calendar(shards)
        #expect(calendar.sources.first?.holes.isEmpty == true)
        #expect(calendar.sources.first?.missing == nil)
        #expect(!calendar.complete)
        #expect(!calendar.hasHoles)
    }

    @Test func `a quiet hour may be no hole, and that is said`() throws {
        let hours = Shards.windows(
            "requests", source: Source.balancer, first: -600, count: 20, minutes: 60, without: 0, isGapless: false)
        let found = try holes(hours)
        #expect(found == [ShardHole(kind: .between, series: "requests", range: minutes(0, 60), shards: 1, mayBeQuiet: true)])
    }

    @Test func `a part of an hour below the highest is missing, an addendum is not counted`() throws {
        var hours = Shards.windows("requests", source: Source.balancer, first: 0, count: 1, minutes: 60, without: nil)
        hours += hours + hours
        for (index, part) in ["S0", "S4", "A0:1461546000"].enumerated() {
            hours[index].rhythm?.part = part
            hours[index].number = Int64(500 + index)
        }
        #expect(
            try holes(hours) == [
                ShardHole(kind: .parts, series: "requests", range: minutes(0, 60), shards: 3, parts: ["S1", "S2", "S3"])
            ])
    }

    @Test func `an hour of which only an addendum is there lacks what was in time`() throws {
        var hours = Shards.windows(
            "requests", source: Source.balancer, first: -120, count: 5, minutes: 60, without: nil, isGapless: false)
        for index in hours.indices { hours[index].rhythm?.part = index == 2 ? "A0:1461546000" : "S0" }
        #expect(
            try holes(hours) == [ShardHole(kind: .between, series: "requests", range: minutes(0, 60), shards: 1, mayBeQuiet: true)])
    }

    @Test func `numbers that were left out are named, with the time between their neighbours`() throws {
        let shards = [1, 2, 6].map { number in
            let rhythm = ShardRhythm(
                series: "us-east4/a", window: minutes(number * 60, number * 60 + 60), periodNanoseconds: nil, part: "\(number)",
                isGapless: false)
            var entry = ShardEntry(madeUp: Int64(200 + number), for: [], rhythm: rhythm)
            entry.sources = [ShardEntry.Source(name: Source.waybillGateway, records: 1, span: nil)]
            return entry
        }
        let found = try holes(shards)
        #expect(found.map(\.parts) == [["3-5"]])
        #expect(found.map(\.shards) == [3])
        #expect(found.map(\.kind) == [.numbers])
    }

    @Test func `a shard lasts as long as its records where its name says only when it was begun`() throws {
        let rhythm = ShardRhythm(
            series: "us-east4/a", window: minutes(0, 60), periodNanoseconds: nil, part: "1", isGapless: false)
        var entry = ShardEntry(madeUp: 200, for: [], rhythm: rhythm)
        entry.sources = [ShardEntry.Source(name: Source.waybillGateway, records: 1, span: minutes(5, 300))]
        #expect(try calendar([entry], in: minutes(200, 210)).sources.first?.loaded == 1)
    }

    @Test func `a shard that is cut short is a hole, until the whole one continues it`() throws {
        var shards = Shards.edge()
        shards[3].truncated = true
        #expect(try calendar(shards).sources.first?.cut.map(\.path) == ["edge/3.gz"])
        #expect(try calendar(shards).hasHoles)
        var whole = shards[3]
        (whole.number, whole.truncated, whole.firstVisibleLine, whole.servedBytes) = (9000, false, 5, whole.servedBytes + 100)
        let mended = try calendar(shards + [whole])
        #expect(mended.complete)
        #expect(!mended.hasHoles)
        #expect(mended.sources.first?.loaded == 24)
    }

    @Test func `what was pruned is counted and is no hole`() throws {
        var shards = Shards.edge()
        for index in 0..<4 { shards[index] = shards[index].gone() }
        let calendar = try calendar(shards)
        #expect(calendar.sources.first?.expired == 4)
        #expect(!calendar.hasHoles)
        #expect(!calendar.complete)
    }

    @Test func `a gap in a gateway's numbers is a hole`() throws {
        let store = InMemoryStore(shards: Shards.edge())
        let span = minutes(0, 1)
        store.sequences[100 + 24_000] = [
            SequenceRun(instance: "a", first: 1, last: 3, span: span), SequenceRun(instance: "a", first: 5, last: 6, span: span),
        ]
        let calendar = try Tracer(store: store).calendar(in: nil)
        #expect(calendar.sequences?.gaps.map(\.first) == [4])
        #expect(calendar.hasHoles)
        #expect(try Tracer(store: store).calendar(in: nil, of: Source.edge).sequences == nil)
    }

    @Test func `the calendar and an answer judge alike`() throws {
        for shards in [Shards.edge(), Shards.edge(without: 0), Shards.edge(without: 20), Shards.edge().map { $0.cut() }] {
            var story = Story()
            story.shards = shards
            let answer = try story.ask(Story.ray(at: 0, low: 99).hexadecimal)
            let range = try #require(answer.coverage.range)
            let late = TimeRange(from: range.from, to: range.to.advanced(by: Ledger.longestDelay(of: Source.edge)))
            let calendar = try calendar(shards, in: late)
            #expect(calendar.complete == answer.coverage.complete)
            #expect(calendar.sources.first?.missing == answer.coverage.sources.first?.missing)
        }
    }

    @Test func `names that claim the ends of time are counted without an overflow`() throws {
        var shards = Shards.edge()
        shards[0].rhythm?.window = TimeRange(
            from: Instant(nanoseconds: .min), to: Instant(nanoseconds: .min + 300 * Instant.second))
        shards[1].rhythm?.window = TimeRange(from: Instant(nanoseconds: .max - 1), to: Instant(nanoseconds: .max))
        let calendar = try calendar(shards)
        #expect(calendar.hasHoles)
        #expect((calendar.sources.first?.missing ?? 0) > 1_000_000)
    }
}
