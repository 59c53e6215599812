import LogRecords
import OddValues
import StoreContract
import Testing

@testable import TraceRoutes

/// That a ledger which knows the shards near a time judges as one that knows all of them.
struct NearLedgerTests {
    /// Three days of clocks with holes, of counted shards with gaps, of shards without a rhythm; some are cut, expired
    /// or continued.
    private func entries(_ dice: inout SeededDice) -> [ShardEntry] {
        var entries: [ShardEntry] = []
        var number: Int64 = 1
        func add(_ rhythm: ShardRhythm?, _ path: String, _ source: String, _ span: TimeRange?) {
            var entry = ShardEntry(madeUp: number, for: [], path: path, rhythm: rhythm)
            number += 1
            if span != nil || Bool.random(using: &dice) { entry.sources = [.init(name: source, records: 1, span: span)] }
            if Int.random(in: 0..<12, using: &dice) == 0 { entry.truncated = true }
            if Int.random(in: 0..<40, using: &dice) == 0 { entry.state = .expired }
            entries.append(entry)
            guard entry.truncated, Bool.random(using: &dice) else { return }
            (entry.number, entry.firstVisibleLine, entry.truncated) = (number, 5, false)
            entry.servedBytes += 100
            number += 1
            entries.append(entry)
        }
        for (series, source, minutes) in [
            ("edge", "cloudflare.http_requests", 5), ("requests", "google.load_balancer", 60), ("odd", "google.cloud_run", 60),
        ] {
            for index in 0..<(3 * 1440 / minutes) where Int.random(in: 0..<15, using: &dice) > 0 {
                let from = Story.at(Double(index * minutes - 2160) * 60)
                let window = TimeRange(from: from, to: from.advanced(by: Int64(minutes) * Instant.minute))
                let isOdd = series == "odd" && Int.random(in: 0..<5, using: &dice) == 0
                add(
                    ShardRhythm(
                        series: series, window: window, periodNanoseconds: isOdd ? nil : Int64(minutes) * Instant.minute,
                        part: "S0",
                        isGapless: series == "edge"), "\(series)/\(index)", source,
                    TimeRange(
                        from: window.from, to: window.to.advanced(by: Int64.random(in: 0...60, using: &dice) * Instant.second)))
            }
        }
        for instance in 0..<6 {
            let begun = Double.random(in: -2160..<2160, using: &dice) * 60
            for index in 0..<40 where Int.random(in: 0..<8, using: &dice) > 0 {
                let from = Story.at(begun + Double(index) * 1800)
                let hour = TimeRange(from: from, to: from.advanced(by: Instant.hour))
                add(
                    ShardRhythm(
                        series: "us-east4/\(instance)", window: hour, periodNanoseconds: nil, part: "\(index)", isGapless: true),
                    "g/\(instance)-\(index)", "waybill.gateway", TimeRange(from: from, to: from.advanced(by: 1700 * Instant.second))
                )
            }
        }
        for index in 0..<3 where Bool.random(using: &dice) {
            let from = Story.at(Double.random(in: -2160..<2160, using: &dice) * 60)
            add(nil, "rails/\(index)", "gitlab.rails", TimeRange(from: from, to: from.advanced(by: 2 * Instant.hour)))
        }
        return entries
    }

    @Test func `what a near ledger says of a time that it knows is what the whole one says`() {
        var dice = SeededDice(state: 11)
        var (known, holes) = (0, 0)
        let rounds = Dice.count(12, soak: 400)
        for _ in 0..<rounds {
            let store = InMemoryStore(shards: entries(&dice))
            let pruned = [Day(Story.at(86400))]
            let whole = Ledger(store.standing(near: nil), prunedDays: pruned)
            for _ in 0..<25 {
                let hint = Story.at(Double.random(in: -2400..<2400, using: &dice) * 60)
                let near = Ledger(store.standing(near: Ledger.near(hint)), prunedDays: pruned)
                #expect(near.span == whole.span)
                let half = Int64.random(in: 0...3600, using: &dice) * Instant.second
                let range = TimeRange(from: hint, to: hint).widened(by: half)
                guard near.knows(range) else { continue }
                known += 1
                let coverage = whole.coverage(in: range)
                holes += coverage.sources.reduce(0) { $0 + $1.holes.count }
                #expect(near.coverage(in: range) == coverage)
                #expect(near.isExpired(at: hint) == whole.isExpired(at: hint))
                for source in Source.all {
                    let (one, other) = (near.whyAbsent([source], around: range), whole.whyAbsent([source], around: range))
                    #expect(one.cause == other.cause && one.detail == other.detail)
                }
            }
        }
        #expect(known > rounds * 22 && holes > rounds * 12, "\(known) known, \(holes) holes")
    }

    @Test func `of an id without a time the ledger is read near where it is found, and of one that is nowhere the whole`() throws {
        var story = Story()
        story.rails("any text", from: 600, to: 601)
        for (id, outcome) in [("any text", Answer.Outcome.found), ("another text", .notFound)] {
            let store = LesserStore(story)
            #expect(try Tracer(store: store).answers("x-request-id: \(id)").map(\.outcome) == [outcome])
            let near = Ledger.near(Story.at(600))
            #expect(store.nears == [outcome == .found ? near : nil], "\(id)")
        }
    }

    @Test func `a near ledger knows nothing of the whole store, nor of a time that reaches beyond it`() {
        var dice = SeededDice(state: 5)
        let store = InMemoryStore(shards: entries(&dice))
        let hint = Story.at(0)
        let near = Ledger(store.standing(near: Ledger.near(hint)), prunedDays: [])
        #expect(!near.knows(nil) && !near.knows(TimeRange(from: hint, to: hint).widened(by: 4 * Instant.hour)))
        #expect(Ledger(store.standing(near: nil), prunedDays: []).knows(nil))
    }
}
