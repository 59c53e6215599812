import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// Ids that are one slip away, or begin so.
struct GuessingTests {
    private let right = "8c38fb2918f135d2"
    private let slips = Slips(alphabet: Slips.hexadecimal, lengths: 16...16, of: .digit)

    @Test(arguments: [
        ("8c38fb2918f135d3", Likeness.Slip.differs), ("8c38fb2981f135d2", .swapped), ("8c38fb2918f15d2", .missing),
        ("8c38fb2918f1335d2", .tooMany),
    ])
    func `one slip leads back`(typed: String, slip: Likeness.Slip) {
        #expect(slips.texts(near: typed).first { $0.text == right }?.why == .slip(slip, of: .digit))
        #expect(Slips.slip(from: Array(right.utf8), to: Array(typed.utf8)) == .slip(slip, of: .digit))
    }

    @Test func `no near ray is the one typed`() {
        #expect(!slips.texts(near: right).contains { $0.text == right })
        #expect(Slips.slip(from: Array(right.utf8), to: Array(right.utf8)) == nil)
    }

    @Test func `a damaged ray is suggested, never answered`() throws {
        var story = Story()
        let ray = Story.ray(at: 0)
        story.edge(ray)
        let typed = String(ray.hexadecimal.dropLast())
        let answer = try story.ask(typed + "-IAD")
        #expect(answer.outcome == .notFound)
        #expect(answer.routes.isEmpty)
        #expect(answer.suggestions.map(\.value) == [ray.hexadecimal])
        #expect(answer.suggestions.first?.started == Story.at(0))
    }

    @Test func `at most five rays are suggested`() throws {
        var story = Story()
        let ray = Story.ray(at: 0, low: 0)
        for low in 1...9 as ClosedRange<UInt64> { story.edge(ray | low) }
        #expect(try story.ask(ray.hexadecimal).suggestions.count == 5)
    }

    @Test func `a ray that is found suggests nothing`() throws {
        var story = Story()
        story.edge(Story.ray(at: 0, low: 1))
        story.edge(Story.ray(at: 0, low: 2))
        let answer = try story.ask(Story.ray(at: 0, low: 1).hexadecimal)
        #expect(answer.outcome == .found)
        #expect(answer.suggestions.isEmpty)
    }

    @Test func `a beginning that carries its time is looked for there, and no day needs to be said`() throws {
        var story = Story()
        story.edge(Story.ray(at: 0, low: 1))
        story.edge(Story.ray(at: 86_400 * 3, low: 2), from: 86_400 * 3, to: 86_400 * 3 + 1)
        let answer = try story.ask(String(Story.ray(at: 0, low: 1).hexadecimal.prefix(9)))
        #expect(answer.outcome == .notFound)
        #expect(answer.suggestions.map(\.value) == [Story.ray(at: 0, low: 1).hexadecimal])
        #expect(answer.suggestions.first?.why == .begins)
        #expect(!answer.notes.contains { $0.code == .beginningsLookedFor })
    }

    @Test func `a beginning without a time is looked for on the newest day, or on the one that was said`() throws {
        var story = Story()
        story.rails("fff9f5d075dcd14e4ad1c01d057166c5", from: 0, to: 1)
        story.rails("fff9f5d0aaaaaaaaaaaaaaaaaaaaaaaa", from: 86_400, to: 86_401)
        let newest = try story.ask("fff9f5d0…")
        #expect(newest.suggestions.map(\.value) == ["fff9f5d0aaaaaaaaaaaaaaaaaaaaaaaa"])
        let second = Day(Story.at(86_400))
        #expect(newest.notes.contains { if case .beginningsLookedFor(_, .newestDay(second)) = $0 { true } else { false } })
        let store = InMemoryStore(story.lines)
        let day = TimeRange(from: Story.at(-10), to: Story.at(10))
        let older = try Tracer(store: store, about: day).answer("fff9f5d0…")
        #expect(older.suggestions.map(\.value) == ["fff9f5d075dcd14e4ad1c01d057166c5"])
    }

    @Test func `of many that begin alike some are listed, and that there are more is said`() throws {
        var story = Story()
        for number in 0..<30 {
            story.rails("fff9f5d0" + String(repeating: "0", count: 22) + String(number + 10), from: Double(number), to: 40)
        }
        let answer = try story.ask("fff9f5d0")
        #expect(answer.suggestions.count == 20)
        #expect(answer.notes.contains(.beginningsBounded("fff9f5d0", most: 20)))
    }

    @Test func `an id whose middle is left out is suggested by its beginning and its end`() throws {
        var story = Story()
        story.rails("fff9f5d075dcd14e4ad1c01d057166c5", from: 0, to: 1)
        story.rails("fff9f5d0aaaaaaaaaaaaaaaaaaaaaaaa", from: 0, to: 1)
        #expect(try story.ask("fff9f5d0…57166c5").suggestions.map(\.value) == ["fff9f5d075dcd14e4ad1c01d057166c5"])
    }

    @Test func `ids of every kind with one slip are suggested`() throws {
        var story = Story()
        story.gateway("0190a4b0-7c1f-7abc-8def-0123456789ab", attempts: []) {
            $0.traceID = someTrace
            $0.correlationID = "01J30FF2QXV3EKSXGT2QFDRG1R"
        }
        story.call("usage", "req_011CXs9q5frcXauixA6aPLbY", at: 5)
        story.rails("LOt9hgi1TV4", from: 10, to: 11)
        for (typed, meant) in [
            ("0190a4b0-7c1f-7abc-8def-0123456798ab", "0190a4b0-7c1f-7abc-8def-0123456789ab"),
            ("0190a4b0-7c1f-7abc-8def-012345689ab", "0190a4b0-7c1f-7abc-8def-0123456789ab"),
            ("1cfb32c24a18378f0c7834bb46ae5ba2", someTrace.hexadecimal),
            ("01J30FF2QXV3EKSXGT2QFDRG1S", "01J30FF2QXV3EKSXGT2QFDRG1R"),
            ("01J30FF2QXV3EKSXGT2QFDR1R", "01J30FF2QXV3EKSXGT2QFDRG1R"),
            ("req_011CXs9q5frcXauixA6aPLbZ", "req_011CXs9q5frcXauixA6aPLbY"), ("LOt9hgi1VT4", "LOt9hgi1TV4"),
        ] {
            let answer = try story.ask(typed)
            #expect(answer.outcome == .notFound, "\(typed)")
            #expect(answer.suggestions.map(\.value) == [meant], "\(typed)")
        }
    }

    @Test func `a customer's instance with one wrong digit is suggested`() throws {
        var story = Story()
        story.edge(Story.ray(at: 0)) { $0.customerInstance = Story.instance }
        for typed in ["4b1c7d7e-52f5-4a8e-9f0c-0d3a6c1e2b12", "4b1c7d7e-52f5-4a8e-9f0c-0d3a6c1e2b1"] {
            let answer = try story.ask(typed)
            #expect(answer.outcome == .notFound)
            #expect(answer.suggestions.map(\.value) == [Story.instance], "\(typed)")
            #expect(answer.suggestions.first?.kind == "instance")
        }
    }
}
