import LogRecords
import LogStoreSQLite
import Testing
import TraceRoutes

/// The sums of a residency report are those of the calls themselves, and what is not known is never inside.
struct ResidencyTests {
    private static func request(
        _ proof: String? = "authenticated", provider: RequestClause = RequestClause(), calls attempts: [Attempt]
    ) -> StoredRequest {
        var row = RequestRow(kind: .request, lines: [StoredLine(shard: 1, line: 1)])
        (row.instanceProof, row.attempts, row.provider) = (proof, attempts, provider)
        return StoredRequest(row: row)
    }

    private static func attempt(_ location: String?, stated: String? = nil, served: Bool? = true) -> Attempt {
        var attempt = Attempt(number: 1)
        (attempt.location, attempt.providerLocation, attempt.served) = (location, stated, served)
        return attempt
    }

    private static func residency(of requests: [StoredRequest]) -> Residency {
        var residency = Residency(isAllowed: { $0.hasPrefix("europe-") }, isPinned: { $0 == "one" })
        for request in requests { residency.add(request) }
        return residency
    }

    @Test(
        arguments: [
            ("europe-west4", nil, Residency.Placement.inside), ("us-east4", nil, .outside), (nil, nil, .unknown),
            ("global", nil, .unknown), ("europe-west4", "us-east1", .outside), ("us-east4", "europe-west1", .outside),
            (nil, "europe-west1", .inside), (nil, "us-east1", .outside), ("global", "europe-west1", .inside), ("", nil, .outside),
        ] as [(String?, String?, Residency.Placement)])
    func `a call is inside only where all that is said of its place is`(
        _ location: String?, _ stated: String?, _ placement: Residency.Placement
    ) {
        let residency = Self.residency(of: [Self.request(calls: [Self.attempt(location, stated: stated)])])
        #expect(residency.attempts(placement) == 1 && residency.attempts == 1)
        #expect(residency.outside.count == (placement == .outside ? 1 : 0))
    }

    @Test func `a call that failed counts as one that served, and what only claims an instance does not`() {
        let residency = Self.residency(of: [
            Self.request(calls: [Self.attempt("us-east4", served: false), Self.attempt("europe-west4")]),
            Self.request("claimed", calls: [Self.attempt("us-east4")]), Self.request(nil, calls: [Self.attempt("us-east4")]),
        ])
        #expect(residency.attempts(.outside) == 1 && residency.attempts(.inside) == 1 && residency.requests == 1)
        #expect(residency.claimed == 2 && residency.outside.first?.attempt.served == false)
    }

    @Test func `a request without a call is told from one of whose calls nothing is known`() {
        let residency = Self.residency(of: [
            Self.request(provider: RequestClause(basis: .observed, cause: .notCalled), calls: []),
            Self.request(provider: RequestClause(basis: .observed, cause: .notReached), calls: []),
            Self.request(provider: RequestClause(cause: .notLoaded), calls: []), Self.request(calls: []),
        ])
        #expect(residency.withoutCall == 2 && residency.notCovered == [Cause.notLoaded: 1, Cause.notStated: 1])
        #expect(residency.attempts == 0 && residency.requests == 4)
    }

    @Test func `the sums are those of a corpus, for each of its customers`() throws {
        let night = try Night(requests: 250)
        try night.load(night.shards)
        try night.keep()
        let rows = try night.kept().map(\.row).filter { $0.kind == .request }
        let reader = try #require(try SQLiteRequestReader(of: night.store))
        var calls = 0
        for instance in Set(rows.compactMap(\.customerInstance)) {
            var residency = Residency(isAllowed: { $0.hasPrefix("europe-") }, isPinned: { _ in true })
            var filter = RequestFilter()
            filter.conditions = [.init("customer_instance", like: [instance])]
            let left = try reader.each(filter) { residency.add($0) }
            let own = rows.filter { $0.customerInstance == instance }
            let proved = own.filter { $0.instanceProof == "authenticated" }
            let attempts = proved.flatMap(\.attempts)
            calls += attempts.count
            #expect(residency.requests == proved.count && residency.claimed == own.count - proved.count)
            #expect(residency.attempts == attempts.count)
            #expect(residency.attempts(.inside) == attempts.count { $0.location?.hasPrefix("europe-") ?? false })
            #expect(residency.attempts(.unknown) == attempts.count { $0.location == nil && $0.providerLocation == nil })
            #expect(left.undecided == rows.count { $0.customerInstance == nil })
            #expect(residency.servedByPinned == proved.count { $0.model.value != nil })
        }
        #expect(calls > 100)
    }
}
