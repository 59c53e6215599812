import LogRecords
import LogStoreSQLite
import OddValues
import Testing
import TraceRoutes

/// What is counted of stored requests is what one counts of the requests themselves.
struct CountingTests {
    private static let dimensions: [RequestCount.Dimension] = [
        .field("region"), .field("edge"), .field("model"), .field("path"), .field("customer_instance"), .field("status"),
        .statusClass, .hour, .day,
    ]

    private static let filters: [(RequestFilter, @Sendable (RequestRow) -> Bool?)] = [
        (RequestFilter(), { _ in true }),
        (
            with { $0.conditions = [.init("region", like: ["europe-*"], isNot: true)] },
            { row in row.region.value.map { !$0.hasPrefix("europe-") } }
        ),
        (
            with { $0.conditions = [.init("region", like: ["europe-west2", "us-*"])] },
            { row in row.region.value.map { $0 == "europe-west2" || $0.hasPrefix("us-") } }
        ),
        (with { $0.isFailed = true }, { $0.hasFailed }),
        (with { $0.statuses = [400...499, 503...503] }, { $0.status.map { (400...499).contains($0) || $0 == 503 } }),
        (with { $0.isRerouted = true }, { $0.reroutedFrom != nil }),
        (with { $0.isRetried = true }, { $0.attempts.count > 1 }),
        (with { $0.slowerThan = 2 * Instant.second }, { row in row.duration.map { $0 >= 2 * Instant.second } }),
        (with { $0.conditions = [.init("path", like: ["/v2/*"])] }, { row in row.path.map { $0.hasPrefix("/v2/") } }),
        (with { $0.conditions = [.init("user", like: ["no such user"])] }, { row in row.user.map { _ in false } }),
        (
            with { $0.isModelChanged = true },
            { row in
                guard let asked = row.requestedModel, let served = row.model.value else { return nil }
                return asked != served
            }
        ),
    ]

    private static func with(_ change: (inout RequestFilter) -> Void) -> RequestFilter {
        var filter = RequestFilter()
        change(&filter)
        return filter
    }

    private static func text(_ row: RequestRow, _ dimension: RequestCount.Dimension) -> String? {
        switch dimension {
        case .field("region"): row.region.value
        case .field("edge"): row.edge.value
        case .field("model"): row.model.value
        case .field("path"): row.path
        case .field("customer_instance"): row.customerInstance
        case .field: row.status.map(String.init)
        case .statusClass: row.status.map { "\($0 / 100)xx" }
        case .hour: row.started.map { String($0.text(digits: 0).prefix(13)) + ":00:00Z" }
        case .day: row.started.map { String($0.text(digits: 0).prefix(10)) }
        }
    }

    @Test func `groups, totals and what is not known are those of the requests themselves`() throws {
        let night = try Night(requests: 250)
        try night.load(night.shards)
        try night.keep()
        let rows = try night.kept().map(\.row)
        let reader = try #require(try SQLiteRequestReader(of: night.store))
        var dice = Dice.throwing("counts")
        for (filter, admits) in Self.filters {
            let dimensions = Self.dimensions.shuffled(using: &dice).prefix(2)
            let counts = try reader.counts(RequestCount(filter, by: Array(dimensions)))
            let wanted = rows.filter { $0.kind == .request && admits($0) == true }
            let groups = Dictionary(grouping: wanted) { row in dimensions.map { Self.text(row, $0) } }
            #expect(counts.groups.mapValues(\.requests) == groups.mapValues(\.count), "\(filter) \(dimensions)")
            #expect(counts.total.requests == wanted.count)
            #expect(counts.total.failed == wanted.count { $0.hasFailed == true })
            #expect(counts.undecided == rows.count { $0.kind == .request && admits($0) == nil }, "\(filter)")
            #expect(counts.unparted == rows.count { $0.kind == .unparted && admits($0) != false }, "\(filter)")
            let found = try reader.requests(filter, limit: 10)
            #expect(found.total == wanted.count && found.undecided == counts.undecided)
            let newest = wanted.compactMap(\.started).sorted(by: >).prefix(10)
            #expect(Array(found.requests.compactMap(\.row.started)) == Array(newest), "\(filter)")
        }
    }

    @Test func `a request is found by its user and by its customer's host, and shows neither`() throws {
        let night = try Night(requests: 250)
        try night.load(night.shards)
        try night.keep()
        let rows = try night.kept().map(\.row).filter { $0.kind == .request }
        let reader = try #require(try SQLiteRequestReader(of: night.store))
        let (user, host) = (rows.lazy.compactMap(\.user).first, rows.lazy.compactMap(\.customerHost).first)
        for (condition, wanted) in try [
            (RequestFilter.Condition("user", like: [#require(user)]), rows.filter { $0.user == user }),
            (.init("host", "customer_host", like: [#require(host)]), rows.filter { $0.host == host || $0.customerHost == host }),
        ] {
            let filter = Self.with { $0.conditions = [condition] }
            #expect(try reader.counts(RequestCount(filter, by: [.day])).total.requests == wanted.count && !wanted.isEmpty)
            for request in try reader.requests(filter, limit: 5).requests {
                let shown = Masked(stored: request).value
                #expect(shown.user == nil && shown.customerHost == nil && shown.host != host)
            }
        }
    }

    @Test func `a time that is asked for has the requests that began in it, whatever day they are kept with`() throws {
        let night = try Night(requests: 200)
        try night.load(night.shards)
        try night.keep()
        let rows = try night.kept().map(\.row).filter { $0.kind == .request }
        let reader = try #require(try SQLiteRequestReader(of: night.store))
        let midnight = Day(number: 20_712).start
        for (before, behind) in [(3600, 3600), (0, 60), (600, 0), (40_000, 7200)] as [(Int64, Int64)] {
            let range = TimeRange(
                from: midnight.advanced(by: -before * Instant.second), to: midnight.advanced(by: behind * Instant.second))
            let counts = try reader.counts(RequestCount(RequestFilter(range: range), by: [.day]))
            #expect(counts.total.requests == rows.count { $0.filed.map(range.contains) ?? false }, "\(before) \(behind)")
        }
        #expect(rows.contains { $0.started.map { Day($0) == Day(number: 20_712) } ?? false })
    }

    @Test func `a percentile is right to 1.6 percent, and parts add up to the whole`() {
        var dice = Dice.throwing("durations")
        let durations = (0..<2000).map { _ in Int64(dice.below(9_000_000_000)) + 1 }
        var (whole, parts) = (DurationHistogram(), [DurationHistogram(), DurationHistogram()])
        for (place, duration) in durations.enumerated() {
            whole.add(duration)
            parts[place % 2].add(duration)
        }
        var sum = parts[0]
        sum.add(parts[1])
        #expect(sum == whole && whole.count == 2000 && whole.longest == durations.max())
        let sorted = durations.sorted()
        for share in [10, 500, 950, 990, 1000] {
            let exact = Double(sorted[share * 2 - 1])
            let told = Double(whole.percentile(perMille: share) ?? 0)
            #expect(abs(told - exact) <= exact * 0.0162, "\(share): \(told) for \(exact)")
        }
        #expect(DurationHistogram().percentile(perMille: 500) == nil)
        var odd = DurationHistogram()
        for duration in [Int64.min, -1, 0, 1, .max] { odd.add(duration) }
        #expect(odd.count == 5 && odd.longest == .max)
    }
}
