import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// When "not found" may be believed.
struct CoverageTests {
    private let absent = Story.ray(at: 0, low: 99)

    private func story(_ shards: [ShardEntry]) -> Story {
        var story = Story()
        story.shards = shards
        return story
    }

    @Test func `nothing found where all is loaded is complete and exits with 1`() throws {
        let answer = try story(Shards.edge()).ask(absent.hexadecimal)
        #expect(answer.outcome == .notFound)
        #expect(answer.coverage.complete)
        #expect(answer.exitCode == 1)
    }

    @Test func `a hole in the searched time exits with 3`() throws {
        let answer = try story(Shards.edge(without: 0)).ask(absent.hexadecimal)
        #expect(!answer.coverage.complete)
        #expect(answer.exitCode == 3)
        #expect(answer.coverage.sources.first { $0.source == "cloudflare.http_requests" }?.missing == 1)
    }

    @Test func `a hole that is delivered late counts as well`() throws {
        #expect(try !story(Shards.edge(without: 10)).ask(absent.hexadecimal).coverage.complete)
    }

    @Test func `a hole far away does not count`() throws {
        #expect(try story(Shards.edge(without: -55)).ask(absent.hexadecimal).coverage.complete)
        #expect(try story(Shards.edge(without: 40)).ask(absent.hexadecimal).coverage.complete)
    }

    @Test func `a shard that was cut short is not whole`() throws {
        let answer = try story(Shards.edge().map { $0.cut() }).ask(absent.hexadecimal)
        #expect(answer.exitCode == 3)
        #expect((answer.coverage.sources.first?.truncated ?? 0) > 0)
    }

    @Test func `a shard with bytes that are no line is not whole, unless they are padding`() throws {
        for (skipped, code) in [(SkippedBytes(count: 64, padding: 0), Int32(3)), (SkippedBytes(count: 64, padding: 64), 1)] {
            let shards = Shards.edge().map { shard in
                var shard = shard
                shard.tally.skipped = skipped
                return shard
            }
            let answer = try story(shards).ask(absent.hexadecimal)
            #expect(answer.exitCode == code)
            #expect(answer.coverage.complete == (code == 1))
            #expect((answer.coverage.sources.first?.lossy ?? 0 > 0) == (code == 3))
        }
    }

    @Test func `behind what is loaded the answer says when the next load is due, and whether it is overdue`() throws {
        let store = InMemoryStore([], shards: Shards.edge())
        func next(_ id: String, now: Double) throws -> Coverage.NextLoad? {
            try Tracer(store: store, now: Story.at(now)).answer(id).coverage.nextLoad
        }
        let later = Story.ray(at: 86_400 * 2).hexadecimal
        #expect(try next(later, now: 0) == nil)
        store.rhythm = LoadRhythm(begun: Story.at(3600), everyNanoseconds: Instant.day)
        let due = try #require(try next(later, now: 3600))
        #expect(due.due == Story.at(3600 + 86_400) && !due.isOverdue)
        #expect(due.loadedUntil == Shards.edge().compactMap { $0.rhythm?.window.to }.max()?.advanced(by: -1))
        // A timer waits, and a load takes its time: a 24th of a day.
        #expect(try next(later, now: 3600 + 86_400 + 3600)?.isOverdue == false)
        #expect(try next(later, now: 3600 + 86_400 + 3601)?.isOverdue == true)
        // Of a time that is loaded a later load brings nothing; an id without a time may be of any.
        #expect(try next(absent.hexadecimal, now: 0) == nil)
        #expect(try next("no-such-correlation-id-77", now: 0) != nil)
    }

    @Test func `outside what is loaded nothing is complete`() throws {
        let far = Story.ray(at: 40 * 86400)
        #expect(try story(Shards.edge()).ask(far.hexadecimal).exitCode == 3)
    }

    @Test func `a shard without a rhythm is never complete`() throws {
        var shards = Shards.edge()
        shards[0].rhythm = nil
        let answer = try story(shards).ask(absent.hexadecimal)
        #expect(!answer.coverage.complete)
        #expect(answer.coverage.sources.first?.missing == nil)
    }

    @Test func `an empty store is never complete`() throws {
        let answer = try Story().ask("nothing-here")
        #expect(answer.exitCode == 3)
        #expect(answer.coverage.range == nil)
    }

    @Test func `an id without a time is judged over the whole store`() throws {
        #expect(try story(Shards.edge()).ask("some-free-id").exitCode == 1)
        #expect(try story(Shards.edge(without: 0)).ask("some-free-id").exitCode == 3)
    }

    @Test func `sources that were never loaded are named every time`() throws {
        let sources = try story(Shards.edge()).ask(absent.hexadecimal).coverage.sources
        #expect(sources.map(\.source) == Source.all)
        #expect(sources.first { $0.source == "google.load_balancer" }?.missing == nil)
    }

    @Test func `an hour of a balancer between two that are loaded is expected`() throws {
        let whole = Shards.windows(
            "requests", source: "google.load_balancer", first: -600, count: 20, minutes: 60, without: nil, isGapless: false)
        #expect(try story(whole).ask(absent.hexadecimal).coverage.complete)
        let hours = Shards.windows(
            "requests", source: "google.load_balancer", first: -600, count: 20, minutes: 60, without: 0, isGapless: false)
        let answer = try story(hours).ask(absent.hexadecimal)
        #expect(!answer.coverage.complete)
        #expect(answer.coverage.sources.first { $0.source == "google.load_balancer" }?.missing == 1)
    }

    @Test func `an hour of a balancer behind its last one may have been quiet, and nobody knows`() throws {
        let hours = Shards.windows(
            "requests", source: "google.load_balancer", first: -600, count: 11, minutes: 60, without: nil, isGapless: false)
        let answer = try story(hours).ask(absent.hexadecimal)
        #expect(!answer.coverage.complete)
        #expect(answer.coverage.sources.first { $0.source == "google.load_balancer" }?.missing == nil)
    }

    @Test func `a number left out between a gateway's shards is missing`() throws {
        let numbers = [1, 2, 4]
        let shards = numbers.map { number in
            let from = Story.at(Double(number * 3600 - 3 * 3600))
            let rhythm = ShardRhythm(
                series: "us-east4/a", window: TimeRange(from: from, to: from.advanced(by: Instant.hour)), periodNanoseconds: nil,
                part: "\(number)", isGapless: false)
            var entry = ShardEntry(madeUp: Int64(200 + number), for: [], rhythm: rhythm)
            entry.sources = [ShardEntry.Source(name: "waybill.gateway", records: 1, span: nil)]
            return entry
        }
        let answer = try story(shards).ask(absent.hexadecimal)
        #expect(answer.coverage.sources.first { $0.source == "waybill.gateway" }?.missing == 1)
        #expect(!answer.coverage.complete)
    }

    @Test func `an empty window counts as loaded, by its series`() throws {
        var shards = Shards.edge()
        for index in shards.indices.dropFirst() { shards[index].sources = [] }
        #expect(try story(shards).ask(absent.hexadecimal).coverage.complete)
    }

    @Test func `an id of a pruned day is expired`() throws {
        var story = story(Shards.edge())
        story.pruned = [Day(Story.day): Story.at(1_000_000)]
        let answer = try story.ask(absent.hexadecimal)
        #expect(answer.outcome == .expired)
        #expect(answer.exitCode == 3)
    }

    @Test func `what is found exits with 0, whatever is missing`() throws {
        var story = story(Shards.edge(without: 0))
        story.edge(Story.ray(at: 0))
        #expect(try story.ask(Story.ray(at: 0).hexadecimal).exitCode == 0)
    }
}
