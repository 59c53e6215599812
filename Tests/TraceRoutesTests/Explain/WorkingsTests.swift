import LogRecords
import OddValues
import StoreContract
import Testing

@testable import TraceRoutes

/// How an answer came about, from the work that made it.
struct WorkingsTests {
    private let ray = Story.ray(at: 0)

    private func workings(_ paste: String, _ fill: (inout Story) -> Void) throws -> Workings {
        var story = Story()
        fill(&story)
        return try story.tracer.workings(paste).workings
    }

    @Test func `each reading is told with the lines that carry it, also one that finds nothing`() throws {
        let work = try workings(ray.hexadecimal) { $0.edge(ray) }
        let looked = work.steps.compactMap { step -> String? in
            if case .lookedUp(let kind, _, _, let lines) = step { "\(kind) \(lines)" } else { nil }
        }
        #expect(looked.contains("ray 1"))
        #expect(work.steps.contains { if case .found("ray", _, let lines) = $0 { lines.count == 1 } else { false } })
        let none = try workings("01JYSFBEGWM01JCH9NHK9ZP24X") { $0.edge(ray) }
        #expect(!none.steps.isEmpty)
        #expect(none.steps.allSatisfy { if case .lookedUp(_, _, _, 0) = $0 { true } else { false } })
        #expect(none.lines.isEmpty)
    }

    @Test func `ids that are followed, and what joins the lines, come in their order`() throws {
        let work = try workings(ray.hexadecimal) { story in
            story.edge(ray) { $0.traceID = someTrace }
            story.gateway("r-1") { $0.ray = ray }
            story.balancer(trace: someTrace)
        }
        let trace = WorkStep.followed(.traceID, value: someTrace.hexadecimal, lines: 2, new: 1)
        #expect(work.steps.contains(trace))
        let joined = work.steps.filter { $0.code == .joined }
        let links = joined.compactMap { step -> WorkStep.Link? in
            if case .joined(_, _, let link) = step { link } else { nil }
        }
        #expect(links == [.ray, .onlyFit])
        let codes = work.steps.map(\.code)
        let order = WorkStep.Code.allCases.compactMap { codes.firstIndex(of: $0) }
        #expect(order == order.sorted())
        #expect(work.lines.map(\.number) == Array(1...3))
    }

    /// What makes a gateway's line another request's than the edge's.
    private static let changes: [WorkStep.Contradiction: @Sendable (inout Sighting) -> Void] = [
        .path: { $0.path = "/v1/other" }, .method: { $0.method = "GET" }, .status: { $0.status = 503 },
        .times: { ($0.started, $0.ended) = (Story.at(9), Story.at(10)) }, .length: { $0.duration = 9_000_000_000 },
    ]

    @Test(arguments: [WorkStep.Contradiction.path, .method, .status, .times, .length])
    func `lines that share an id and contradict each other are told with why`(_ why: WorkStep.Contradiction) throws {
        let change = try #require(Self.changes[why])
        let work = try workings("corr-1") { story in
            story.edge(ray) { ($0.correlationID, $0.duration) = ("corr-1", 2_000_000_000) }
            story.access("corr-1") { line in
                line.method = "POST"
                change(&line)
            }
        }
        let refused = work.steps.compactMap { step -> WorkStep.Contradiction? in
            if case .refused(_, _, let reason) = step { reason } else { nil }
        }
        #expect(refused.first == why)
    }

    @Test func `another replica and more than one that fits are reasons too`() throws {
        let replicas = try workings(someTrace.hexadecimal) { story in
            story.cloudRun(trace: someTrace, "us-east4", instance: "replica-1")
            story.access("corr-1", "us-east4") { $0.traceID = someTrace }
        }
        #expect(replicas.steps.contains { if case .refused(_, _, .replica) = $0 { true } else { false } })
        let several = try workings("corr-1") { story in
            story.edge(ray) { $0.correlationID = "corr-1" }
            story.access("corr-1", "us-east4", from: 0.1, to: 1.2)
            story.access("corr-1", "europe-west2", from: 0.3, to: 1.6)
        }
        #expect(several.steps.contains { if case .refused(_, _, .several) = $0 { true } else { false } })
    }

    @Test func `what each rule found is told, and what follows is the verdict`() throws {
        var story = Story()
        story.edge(ray, "FRA")
        story.gateway("r-1", "europe-west3") { ($0.ray, $0.colo) = (ray, "FRA") }
        let (work, answers) = try story.tracer.workings(ray.hexadecimal)
        let rules = work.steps.compactMap { step -> Rule.Code? in
            if case .ruled(_, let rule, _, _, _) = step { rule } else { nil }
        }
        #expect(rules.prefix(3) == [.edgeLine, .gatewayRaySuffix, .gatewayRecord])
        let verdict = try #require(answers.first?.verdict)
        let concluded = WorkStep.concluded(
            .region, value: "europe-west3", basis: .observed, cause: nil, rule: verdict.region.rule)
        #expect(work.steps.contains(concluded))
        #expect(work.steps.count { $0.code == .concluded } == 5)
    }

    @Test func `to be asked how changes no answer`() throws {
        var dice = Dice.throwing("workings")
        for _ in 0..<Dice.count(60, soak: 3_000) {
            let start = dice.below(1_000)
            let lines = (1...3).flatMap { owner in
                let request = DrawnRequest.drawn(owner, at: start + owner * dice.below(900), &dice)
                return request.lines(&dice)
            }
            let tracer = Tracer(store: InMemoryStore(lines))
            for id in Set(lines.flatMap { $0.identifiers }.filter { $0.kind.isFollowed }.map(\.text)).sorted().prefix(6) {
                #expect(try tracer.workings(id).answers == tracer.answers(id))
            }
        }
    }

    @Test func `no more steps are kept than their limit, and that is said`() {
        let journal = WorkJournal()
        for number in 0...WorkJournal.mostSteps { journal.note(.parted(requests: number)) }
        #expect(journal.steps.count == WorkJournal.mostSteps)
        #expect(journal.isCut)
    }
}
