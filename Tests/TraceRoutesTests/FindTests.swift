import LogRecords
import Testing

@testable import TraceRoutes

/// A customer's requests about a moment.
struct FindTests {
    private let hour = TimeRange(from: Story.at(-1800), to: Story.at(1800))

    private func story() -> Story {
        var story = Story()
        let ray = Story.ray(at: 0)
        story.edge(ray) {
            $0.correlationID = "c-1"
            $0.customerInstance = Story.instance
        }
        story.access("c-1", "us-east4") { $0.customerInstance = Story.instance }
        story.call("complete", "c-1", at: 1.5, "us-east4", provider: "anthropic", model: "m", served: true) {
            $0.customerInstance = Story.instance
        }
        story.access("c-2", "europe-west2", from: 60, to: 61, status: 401) { $0.customerInstance = Story.instance }
        return story
    }

    @Test func `the lines of one request are one row, the newest first`() throws {
        let answer = try story().tracer.find(instance: Story.instance, in: [hour], filter: SightingFilter(), limit: 50)
        #expect(answer.rows.count == 2)
        #expect(answer.total == 2)
        // Nobody knows how many shards there should be.
        #expect(!answer.totalIsExact)
        #expect(answer.rows.map(\.region.value) == ["europe-west2", "us-east4"])
        #expect(answer.rows[1].provider.value == "anthropic")
        #expect(answer.rows[1].request.ids[.correlationID] == ["c-1"])
        #expect(answer.exitCode == 0)
    }

    @Test func `over a hole or a part that cannot be read a list exits with 3, with rows or without; what was pruned is no hole`()
        throws
    {
        var answer = try story().tracer.find(instance: Story.instance, in: [hour], filter: SightingFilter(), limit: 50)
        func codes(_ change: (inout Coverage) -> Void) -> [Int32] {
            var coverage = Coverage(
                range: hour, complete: false, sources: [.init(source: "s", loaded: 1, missing: 0, truncated: 0, expired: 0)])
            change(&coverage)
            answer.coverage = coverage
            let rows = answer.rows
            defer { answer.rows = rows }
            let some = answer.exitCode
            answer.rows = []
            return [some, answer.exitCode]
        }
        #expect(codes { $0.complete = true } == [0, 1])
        #expect(codes { _ in } == [0, 3])
        #expect(codes { $0.sources[0].expired = 1 } == [0, 3])
        #expect(codes { $0.sources[0].missing = 1 } == [3, 3])
        #expect(codes { $0.sources[0].truncated = 1 } == [3, 3])
        #expect(codes { $0.isPartUnreadable = true } == [3, 3])
        for state in Silence.State.allCases {
            let silence = Silence(state: state, range: hour, reason: .notCounted)
            #expect(codes { $0.silences = [silence] } == [state == .hole ? 3 : 0, 3])
        }
    }

    @Test func `a request whose instance was only claimed is marked`() throws {
        let answer = try story().tracer.find(instance: Story.instance, in: [hour], filter: SightingFilter(), limit: 50)
        #expect(answer.rows.map(\.isClaimed) == [true, false])
    }

    @Test func `the limit cuts the rows, not the total`() throws {
        let answer = try story().tracer.find(instance: Story.instance, in: [hour], filter: SightingFilter(), limit: 1)
        #expect(answer.shown == 1)
        #expect(answer.total == 2)
    }

    @Test func `a status narrows to the requests that have it`() throws {
        let answer = try story().tracer.find(
            instance: Story.instance, in: [hour], filter: SightingFilter(status: 400...499), limit: 50)
        #expect(answer.rows.map(\.request.status) == [401])
    }

    @Test func `two ranges are searched where an hour occurs twice`() throws {
        let early = TimeRange(from: Story.at(-1), to: Story.at(10))
        let late = TimeRange(from: Story.at(50), to: Story.at(70))
        let answer = try story().tracer.find(instance: Story.instance, in: [early, late], filter: SightingFilter(), limit: 50)
        #expect(answer.ranges == [early, late])
        #expect(answer.rows.count == 2)
    }

    @Test func `an empty list is complete only where all was searched`() throws {
        var story = Story()
        #expect(try story.tracer.find(instance: Story.instance, in: [hour], filter: SightingFilter(), limit: 50).exitCode == 3)
        story.shards = Shards.edge()
        let minute = TimeRange(from: Story.at(0), to: Story.at(60))
        #expect(try story.tracer.find(instance: Story.instance, in: [minute], filter: SightingFilter(), limit: 50).exitCode == 1)
    }

    @Test func `an instance that was never seen is said to be so, with those that resemble it, the most alike first`() throws {
        func near(_ asked: String) throws -> Whereabouts? {
            try story().tracer.find(instance: asked, in: [hour], filter: SightingFilter(), limit: 50).whereabouts
        }
        let typed = "4b1c7d7e-52f5-4a8e-9f0c-0d3a6c1e2b12"
        let slip = try #require(try near(typed))
        #expect(slip.isNeverSeen && slip.span == nil)
        #expect(slip.near.map(\.value) == [Story.instance])
        #expect(slip.near.first?.why == .slip(.differs, of: .digit))
        // The line of it that is nearest to the time.
        #expect(slip.near.first?.started == Story.at(0))
        #expect(try near("4b1c7d7e-52f5-4a8e-9f0c-0d3a6c1efff1")?.near.first?.why == .severalDiffer(3))
        #expect(try near("4b1c7d7e-52f5-0000-0000-000000000000")?.near.first?.why == .sameBeginning(12))
        #expect(try near("ba249c57-7a3e-47cd-bbc6-a4dd3adeae43")?.near == [])
    }

    @Test func `an instance that was seen at another time says when first, when last, and what is nearest`() throws {
        let hours = { (from: Double, to: Double) in TimeRange(from: Story.at(from * 3600), to: Story.at(to * 3600)) }
        var story = story()
        story.access("c-3", "us-east4", from: 86_400 * 9, to: 86_400 * 9 + 1) { $0.customerInstance = Story.instance }
        func seen(_ range: TimeRange, _ filter: SightingFilter = SightingFilter()) throws -> Whereabouts? {
            try story.tracer.find(instance: Story.instance, in: [range], filter: filter, limit: 50).whereabouts
        }
        #expect(try seen(hour) == nil)
        let between = try #require(try seen(hours(24, 25)))
        #expect(!between.isNeverSeen && between.near.isEmpty)
        #expect(between.lines == 5 && between.days == 2)
        #expect(between.span == TimeRange(from: Story.at(0), to: Story.at(86_400 * 9)))
        #expect(between.before == Story.at(60) && between.after == Story.at(86_400 * 9))
        #expect(between.nearest(to: hours(24, 25)) == Story.at(60))
        #expect(try seen(hours(-9, -8))?.before == nil)
        #expect(try seen(hours(-9, -8))?.after == Story.at(0))
        let filtered = try #require(try seen(hour, SightingFilter(path: "/nowhere")))
        #expect(filtered.linesInRange == 4 && filtered.lines == 5)
    }

    @Test func `instances are compared on the days that are nearest to the time`() throws {
        var story = Story()
        let instance = { (number: Int) in String(Story.instance.dropLast(2)) + (number < 10 ? "0" : "") + "\(number)" }
        for day in 0..<40 {
            let start = Double(day) * 86_400
            story.access("c-\(day)", "us-east4", from: start, to: start + 1) { $0.customerInstance = instance(day) }
        }
        let asked = String(Story.instance.dropLast(2)) + "ff"
        func near(day: Double) throws -> [String]? {
            let range = TimeRange(from: Story.at(day * 86_400), to: Story.at(day * 86_400 + 60))
            return try story.tracer.find(instance: asked, in: [range], filter: SightingFilter(), limit: 50).whereabouts?.near
                .map(\.value)
        }
        #expect(try near(day: 0)?.count == 5)
        #expect(try near(day: 0)?.first == instance(0))
        // All are as alike as the others, so they come in their order: of the last 31 days here.
        #expect(try near(day: 39)?.first == instance(9))
    }

    @Test func `an instance is named as a customer, with the line to run`() throws {
        let answer = try story().ask(Story.instance.uppercased())
        #expect(answer.outcome == .ambiguous)
        #expect(answer.routes.isEmpty)
        #expect(answer.exitCode == 0)
        #expect(answer.asked.readings.contains { $0.kind == "instance" && $0.matched })
        let day = Day(Story.at(0))
        #expect(
            answer.notes.contains(
                .namesInstance(Story.instance, requests: 2, isExact: true, days: 1, first: day, last: day)))
        #expect(answer.notes.contains { if case .listInstance(Story.instance, _) = $0 { true } else { false } })
    }

    @Test func `a request's UUID is a request, not an instance`() throws {
        var story = story()
        story.gateway(Story.instance)
        #expect(try story.ask(Story.instance).outcome == .found)
    }
}
