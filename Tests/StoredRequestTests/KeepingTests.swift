import LogRecords
import LogStoreSQLite
import OddValues
import Testing
import TraceRoutes

/// What is kept of requests is what is made of all lines at once, however the lines came.
struct KeepingTests {
    @Test func `every line is in one stored request, and these are the requests that all lines make`() throws {
        let night = try Night(requests: 200)
        try night.load(night.shards)
        let made = try night.keep()
        let kept = try night.kept()
        #expect(made.requests >= kept.count && kept.count > 200)
        #expect(kept.map(\.row.shown) == (try night.made()).map(\.shown))
        let lines = kept.flatMap(\.row.lines)
        #expect(lines.count == Set(lines).count)
        #expect(
            kept.contains { $0.row.user != nil } && kept.contains { !$0.row.attempts.isEmpty } && kept.contains { $0.asked != nil })
    }

    @Test func `nothing is made twice`() throws {
        let night = try Night(requests: 60)
        try night.load(night.shards)
        #expect(try night.keep().requests > 60)
        let again = try night.keep()
        #expect(again.requests == 0 && again.days == 0)
    }

    @Test func `after loads in any order and any splitting the stored requests are those that all lines make`() throws {
        var dice = Dice.throwing("loads")
        for round in 0..<Dice.count(2, soak: 200) {
            let night = try Night(requests: 120, seed: UInt64(round + 1))
            var left = night.shards.shuffled(using: &dice)
            while !left.isEmpty {
                let count = min(left.count, 1 + dice.below(left.count))
                try night.load(Array(left.prefix(count)))
                left.removeFirst(count)
                try night.keep()
                let (kept, made) = (try night.kept().map(\.row.shown), try night.made().map(\.shown))
                #expect(kept.count == made.count)
                for (kept, made) in zip(kept, made) where kept != made {
                    Issue.record("kept \(kept)\nmade \(made)")
                    return
                }
            }
        }
    }

    @Test func `one late shard makes only those requests again that it touches`() throws {
        let night = try Night(requests: 150)
        let late = try #require(night.shards.first { $0.contains("cloudflare") || $0.contains("edge") })
        try night.load(night.shards.filter { $0 != late })
        let all = try night.keep().requests
        try night.load([late])
        let again = try night.keep()
        #expect(again.requests > 0 && again.requests < all / 4, "\(again) of \(all)")
        #expect(try night.kept().map(\.row.shown) == night.made().map(\.shown))
    }
}
