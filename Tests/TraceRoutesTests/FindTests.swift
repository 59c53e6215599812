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
