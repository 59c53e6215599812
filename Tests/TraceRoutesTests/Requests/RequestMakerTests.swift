import LogRecords
import OddValues
import StoreContract
import Testing

@testable import TraceRoutes

/// Requests that are made of many lines at once are those that a look-up shows.
struct RequestMakerTests {
    private static func rows(of lines: [Sighting]) throws -> [RequestRow] {
        try RequestMaker(ledger: Tracer(store: InMemoryStore(lines)).ledger()).requests(of: lines).map(\.row)
    }

    /// Two requests that may share ids, with one line in six lost.
    private static func drawn(_ dice: inout SeededDice) -> [Sighting] {
        DrawnPair.drawn(&dice).requests.flatMap { $0.lines(&dice) }.filter { _ in dice.below(6) > 0 }
    }

    @Test func `every line is in exactly one row, in whatever order the lines come`() throws {
        var dice = Dice.throwing("rows")
        for _ in 0..<Dice.count(100, soak: 20_000) {
            let lines = Self.drawn(&dice)
            let rows = try Self.rows(of: lines)
            let places = rows.flatMap(\.lines)
            #expect(Set(places) == Set(lines.map(\.place.storedLine)) && places.count == lines.count, "\(described(lines))")
            #expect(try Self.rows(of: lines.shuffled(using: &dice)) == rows, "\(described(lines))")
        }
    }

    @Test func `a row says what a look-up of each of its ids says`() throws {
        var dice = Dice.throwing("rows asked")
        var asked = 0
        for _ in 0..<Dice.count(100, soak: 20_000) {
            let lines = Self.drawn(&dice)
            let tracer = Tracer(store: InMemoryStore(lines))
            for row in try Self.rows(of: lines) where row.kind == .request {
                let own = lines.filter { row.lines.contains($0.place.storedLine) }
                for id in Set(own.flatMap(\.identifiers).filter { $0.kind.isFollowed }.map(\.text)) {
                    asked += 1
                    let answer = try tracer.answer(id)
                    #expect(
                        answer.routes.contains { route in
                            var shown = row
                            shown.take(route)
                            return shown == row
                        }, "\(id) \(row) \(described(lines))")
                }
            }
        }
        #expect(asked > 200)
    }

    @Test func `several processors give what one gives, in the same order`() throws {
        var dice = Dice.throwing("processors")
        var lines: [Sighting] = []
        for number in 1...60 {
            lines += DrawnRequest.drawn(number, at: number * 5_000, &dice).lines(&dice)
        }
        let tracer = Tracer(store: InMemoryStore(lines))
        func rows(on processors: Int) throws -> [RequestRow] {
            var rows: [RequestRow] = []
            let summary = try tracer.requests(in: nil, on: processors) { row, _ in rows.append(row.value) }
            #expect(summary.requests + summary.unparted == rows.count)
            return rows
        }
        let one = try rows(on: 1)
        #expect(one.count >= 60 && one.map(\.lines.count).reduce(0, +) == lines.count)
        #expect(try rows(on: 3) == one)
    }

    @Test func `undated lines are given once: with the day's request that they are of, or by themselves`() throws {
        var story = Story()
        let ray = Story.ray(at: 0)
        story.edge(ray)
        story.add(.gateway, Source.gitlabGateway, from: nil, to: nil) { $0.ray = ray }
        story.add(.gateway, Source.gitlabGateway, from: nil, to: nil) { $0.correlationID = "lonely" }
        var rows: [RequestRow] = []
        _ = try Tracer(store: InMemoryStore(story.lines)).requests(in: nil) { row, _ in rows.append(row.value) }
        #expect(rows.map(\.lines.count).sorted().reduce(0, +) == 3)
        #expect(Set(rows.flatMap(\.lines)) == Set(story.lines.map(\.place.storedLine)))
    }

    @Test func `a request is of the day on which it began, though a clock behind puts a line of it before midnight`() throws {
        let midnight = Day(Story.at(0)).advanced(by: 1).start
        let begun = Double(midnight.nanoseconds - Story.at(0).nanoseconds) / 1e9 + 0.05
        var story = Story()
        let ray = Story.ray(at: begun)
        story.edge(ray, from: begun, to: begun + 2)
        story.add(.gateway, Source.gitlabGateway, from: begun - 0.1, to: begun + 1.8) {
            ($0.ray, $0.path, $0.status) = (ray, "/v2/completions", 200)
        }
        let tracer = Tracer(store: InMemoryStore(story.lines))
        var days: [Day: [RequestRow]] = [:]
        for day in [Day(midnight).advanced(by: -1), Day(midnight)] {
            _ = try tracer.requests(in: day.range) { row, _ in days[day, default: []].append(row.value) }
        }
        #expect(days.keys.map(\.self) == [Day(midnight)] && days[Day(midnight)]?.first?.lines.count == 2)
    }

    @Test func `a caller of several requests is of none of them`() throws {
        var story = Story()
        story.add(.monolith, Source.monolith, from: 0, to: 20) {
            $0.correlationID = "shared"
            $0.service = "sidekiq"
        }
        for start in [1.0, 10.0] {
            story.add(.gateway, Source.gitlabGateway, from: start, to: start + 2) {
                $0.correlationID = "shared"
                $0.path = "/v2/completions"
                $0.status = 200
            }
        }
        let rows = try Self.rows(of: story.lines)
        #expect(rows.map(\.kind) == [.request, .request, .unparted])
        #expect(rows.last?.lines == [story.lines[0].place.storedLine])
    }

    @Test func `an id that more requests carry than are followed joins none of them`() throws {
        var story = Story()
        for number in 0..<150 {
            let start = Double(number)
            story.edge(Story.ray(at: start, low: UInt64(number)), from: start, to: start + 0.5) { $0.correlationID = "shared" }
        }
        let rows = try Self.rows(of: story.lines)
        #expect(rows.count == 150)
        #expect(rows.allSatisfy { $0.lines.count == 1 && $0.edge.value == "IAD" })
    }
}
