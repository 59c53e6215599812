package import LogRecords

/// What a report over requests rests on.
package struct ReportBasis: Sendable, Equatable {
    package var coverage: Coverage
    package var notes: [Note]
    /// Days of which newer lines are in no stored request, or which have none.
    package var staleDays: [Day?] = []

    /// 3 over holes or over lines that are in no request yet, with rows or without; 1 where there is nothing, and
    /// everything expected was searched.
    package func exitCode(found: Int) -> Int32 {
        if coverage.hasHoles || !staleDays.isEmpty { return 3 }
        return found > 0 ? 0 : coverage.complete ? 1 : 3
    }
}

extension Tracer {
    /// The ledger's entries of these shards.
    package func shards(_ numbers: Set<Int64>) throws -> [Int64: ShardEntry] { try entries(numbers) }

    /// On what a report about a time rests; `nil` is all of the store. To be asked before the requests are.
    package func reportBasis(in range: TimeRange?, kept: [Day?: RequestsOrigin]) throws -> ReportBasis {
        let readable = readable(try ledger())
        let coverage = readable.coverage(in: range)
        let plan = try RequestsPlan(of: self, kept: kept)
        // What is filed by its end may have begun on the day before.
        let days = range.map { Day($0.from)...Day($0.to).advanced(by: 1) }
        let stale = plan.days.filter { day, standing in
            standing != .fresh && (days.map { days in day.map(days.contains) ?? false } ?? true)
        }
        return ReportBasis(coverage: coverage, notes: notes(of: coverage), staleDays: stale.map(\.day))
    }
}
