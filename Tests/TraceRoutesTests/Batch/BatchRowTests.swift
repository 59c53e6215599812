import LogRecords
import StoreContract
import Testing

@testable import TraceRoutes

/// What one cell of a sheet comes to.
struct BatchRowTests {
    private func story() -> Story {
        var story = Story()
        for (number, region) in ["europe-west2", "us-east4", "europe-west3"].enumerated() {
            let second = Double(number) * 100
            let ray = Story.ray(at: second, low: UInt64(number))
            story.edge(ray, from: second, to: second + 2)
            story.gateway("0190a4b0-7c1f-7abc-8def-00000000000\(number)", region, from: second + 0.1, to: second + 1.8) {
                $0.ray = ray
                $0.correlationID = number == 0 ? "alone-1" : "shared-23"
            }
        }
        return story
    }

    private func ray(_ number: UInt64) -> String { Story.ray(at: Double(number) * 100, low: number).hexadecimal }

    private func row(_ cell: String) throws -> BatchRow { try story().tracer.row(of: cell).value }

    @Test func `a row of one request says what its answer says`() throws {
        let answer = try story().ask(ray(0))
        let row = try row("cf-ray: \(ray(0))-LHR")
        #expect(row.outcome == .found && row.requests == 1)
        let verdict = try #require(answer.verdict)
        for (clause, told) in [
            (verdict.region, row.region), (verdict.provider, row.provider), (verdict.model, row.model),
            (verdict.location, row.location),
        ] {
            #expect(told.values == [clause.value].compactMap { $0 })
            #expect(told.basis == clause.basis)
            #expect(told.cause == clause.cause)
        }
        #expect(row.region.values == ["europe-west2"])
        #expect((row.statuses, row.results) == ([200], ["completed"]))
        #expect((row.basis, row.firstCause) == (.observed, verdict.location.cause))
    }

    @Test func `an id of several requests has each of their values once`() throws {
        let row = try row("shared-23")
        #expect(row.outcome == .ambiguous && row.requests == 2)
        #expect(Set(row.region.values) == ["us-east4", "europe-west3"])
        #expect(row.statuses == [200])
    }

    @Test func `of a cell with two ids what was found is told, and that not all was`() throws {
        let absent = Story.ray(at: 5000).hexadecimal
        let part = try row("Broken: cf-ray \(absent)-IAD\nYesterday it worked: cf-ray \(ray(1))-IAD")
        #expect(part.outcome == .partlyFound && part.region.values == ["us-east4"])
        #expect(part.exitCode != 0)
        #expect(try row("Broken: cf-ray \(ray(0))-IAD\nYesterday it worked: cf-ray \(ray(1))-IAD").outcome == .ambiguous)
    }

    @Test(
        arguments: [
            ("", .empty), (" \u{A0}\t", .empty), ("n/a", .noID), ("TBD", .noID), ("see the ticket", .noID), ("1.23E+15", .mangled),
            ("1,23457E+18", .mangled), ("#NAME?", .mangled), ("########", .mangled), ("12345678901234500000", .mangled),
            ("8c38fb2918f135d2-IAD", .notFound), ("own-4711", .notFound),
        ] as [(String, BatchRow.Outcome)])
    func `a cell in which nothing is found has a word for it, and no value`(cell: String, outcome: BatchRow.Outcome) throws {
        let row = try row(cell)
        #expect(row.outcome == outcome)
        #expect(row.requests == 0 && row.region.values.isEmpty)
        #expect(row.asks == (outcome == .notFound))
        #expect(row.exitCode == (outcome == .empty ? 0 : outcome == .notFound ? 3 : 1))
        #expect(row.firstCause == (outcome == .notFound ? .notLoaded : nil))
    }

    @Test func `an id of digits and an E is no number of a spreadsheet`() throws {
        for id in ["1234567890123e45", "12E45678901234567", "a3b77b26e000966d", "12345678901234567", "1e+", "1.2.3E+4"] {
            #expect(!isMangled(id), "\(id)")
        }
    }

    @Test func `two sources that contradict each other are no value, and said`() throws {
        var story = Story()
        let trace = someTrace
        story.cloudRun(trace: trace, "europe-west2")
        story.access("01M2JF4D2CT3M8CPT7NBG2KGWD", "us-east4") {
            $0.traceID = trace; $0.gatewayInstance = "replica-1"
        }
        let answer = try story.ask("01M2JF4D2CT3M8CPT7NBG2KGWD")
        try #require(answer.verdict?.region.basis == .conflict)
        let row = try story.tracer.row(of: "01M2JF4D2CT3M8CPT7NBG2KGWD")
        #expect(row.value.basis == .conflict && row.value.region.values.isEmpty)
        var totals = BatchTotals()
        totals.add(row)
        #expect(totals.region.unknown == [.conflict: 1])
    }

    @Test func `a line of a text has a row for each id, and one without an id has none`() throws {
        let tracer = story().tracer
        let found = try tracer.rows(ofLine: "first \(ray(0))-IAD, then \(ray(1))-IAD")
        #expect(found.map(\.ids) == [[ray(0)], [ray(1)]])
        #expect(found.map(\.row.value.region.values) == [["europe-west2"], ["us-east4"]])
        #expect(try tracer.rows(ofLine: "Thanks for looking into it").isEmpty)
        #expect(try tracer.rows(ofLine: "  ").isEmpty)
        #expect(try tracer.rows(ofLine: "ALONE-1").map(\.ids) == [["ALONE-1"]])
    }

    @Test func `the store is held against its records where something is missing, and only there`() throws {
        var checks = 0
        let tracer = story().tracer
        _ = try tracer.row(of: "") { checks += 1 }
        #expect(checks == 0)
        _ = try tracer.row(of: "8c38fb2918f135d2-IAD") { checks += 1 }
        #expect(checks == 1)
    }

    @Test func `what is not found is held against nothing that resembles it where that is not wanted`() throws {
        let store = InMemoryStore(story().lines)
        let near = String(ray(0).dropLast()) + (ray(0).hasSuffix("0") ? "1" : "0")
        #expect(try Tracer(store: store).answer(near).suggestions.count == 1)
        let answer = try Tracer(store: store, suggests: false).answer(near)
        #expect(answer.suggestions.isEmpty && answer.outcome == .notFound)
    }

    @Test func `each row is in the totals once, whatever it is`() throws {
        let tracer = story().tracer
        let cells = [ray(0), ray(1), ray(2), "shared-23", "", "n/a", "1.23E+15", "8c38fb2918f135d2-IAD", "own-4711"]
        var totals = BatchTotals()
        for cell in cells { totals.add(try tracer.row(of: cell)) }
        #expect(totals.rows == cells.count)
        #expect(totals.outcomes.values.reduce(0, +) == cells.count)
        for tally in [totals.region, totals.location] {
            #expect(tally.europe + tally.outside + tally.none + tally.unknownCount == cells.count)
        }
        #expect((totals.region.europe, totals.region.outside) == (2, 1))
        #expect(
            totals.region.unknown == [
                .several: 1, .outcome(.empty): 1, .outcome(.noID): 1, .outcome(.mangled): 1, .perhapsNotLoaded: 2,
            ])
        #expect(totals.region.names == ["europe-west2": 1, "us-east4": 1, "europe-west3": 1])
        #expect(totals.exitCode == 3)
        #expect(totals.askedAny)
    }

    /// An answer with a route for each region; `nil` is one that is not known.
    private func answer(_ regions: [String?], missing: Int = 0) -> Answer {
        var source = Coverage.Source(source: "waybill.gateway", loaded: 4, missing: missing, truncated: 0, expired: 0)
        source.wasEverLoaded = true
        let unknown = Clause<String>.unknown(.notLoaded)
        let routes = regions.map { region in
            let clause = region.map { Clause.observed($0, by: RuleName("gateway-record"), in: Evidence(1)) } ?? unknown
            let verdict = Verdict(edge: unknown, region: clause, provider: unknown, model: unknown, location: unknown)
            return Route(request: RequestSummary(), verdict: verdict, hops: [], attempts: [])
        }
        return Answer(
            asked: Asked(text: "x", readings: []), outcome: routes.count == 1 ? .found : .ambiguous, routes: routes,
            coverage: Coverage(range: nil, complete: missing == 0, sources: [source]))
    }

    private func totals(_ answers: Answer...) -> BatchTotals {
        answers.reduce(into: BatchTotals()) { totals, answer in totals.add(Masked("x", [answer])) }
    }

    @Test func `over holes a sheet is not answered for sure, though each of its ids was found`() {
        #expect(totals(answer(["us-east4"])).exitCode == 0)
        #expect(totals(answer(["us-east4"]), answer(["us-east4"], missing: 1)).exitCode == 3)
    }

    @Test func `requests of one id are in a place only where each of them is known to be`() {
        #expect(totals(answer(["europe-west2", "europe-west3"])).region.europe == 1)
        #expect(totals(answer(["europe-west2", "us-east4"])).region.unknown == [.several: 1])
        #expect(totals(answer(["europe-west2", nil])).region.unknown == [.several: 1])
        #expect(totals(answer(["here-1"])).region.unknown == [.unknownPlace: 1])
        #expect(totals(answer([nil])).region.unknown == [.cause(.notLoaded): 1])
    }
}
