package import LogRecords

/// What a pass over requests rests on.
package struct RequestsSummary: Sendable, Equatable {
    package var requests = 0
    /// Rows that are no request: lines that could not be given to one.
    package var unparted = 0
    package var coverage: Coverage
    package var notes: [Note] = []

    /// 3 over holes, with rows or without; 1 where there is nothing, and everything expected was searched.
    package var exitCode: Int32 {
        if coverage.hasHoles { return 3 }
        return requests + unparted > 0 ? 0 : coverage.complete ? 1 : 3
    }
}

extension Tracer {
    /// Gives every request that began in a time, `nil` for all of the store: day by day, each once, in no order within
    /// a day.
    ///
    /// Each comes with the ledger's entries of its shards. `begin` is told each day, `nil` for the undated lines.
    package func requests(
        in range: TimeRange?, on processors: Int = 1, begin: (Day?) throws -> Void = { _ in },
        _ take: (Masked<RequestRow>, _ shards: [Int64: ShardEntry]) throws -> Void
    ) throws -> RequestsSummary {
        try require(.connectsLines)
        let ledger = try ledger()
        let maker = RequestMaker(ledger: readable(ledger))
        var summary = RequestsSummary(coverage: Coverage(range: nil, complete: false, sources: []))
        let days = try store.days()
        let listed = Set(days.compactMap(\.self))
        // What is filed by its end may have begun on the day before.
        let wanted = range.map { $0.days.lowerBound...$0.days.upperBound.advanced(by: 1) }
        // Undated lines that a day's requests took along.
        var taken: Set<StoredLine> = []
        for day in days where wanted.map({ wanted in day.map(wanted.contains) ?? false }) ?? true {
            try begin(day)
            var groups = HeldGroups()
            func makeHeld() throws {
                let (lines, undated) = groups.taken()
                for made in try maker.requests(of: lines, on: processors) where made.day(among: listed) == day {
                    taken.formUnion(made.row.lines.filter(undated.contains))
                    guard range.map({ range in made.row.filed.map(range.contains) ?? false }) ?? true else { continue }
                    if made.row.kind == .request { summary.requests += 1 } else { summary.unparted += 1 }
                    try take(Masked(made), try entries(Set(made.row.lines.map(\.shard))))
                }
            }
            try store.connectedLines(on: day, by: IdentifierKind.followed, most: IdentifierClosure<Store>.mostRows) { lines in
                let left = taken.isEmpty || day != nil ? lines : lines.filter { !taken.contains($0.place.storedLine) }
                if groups.add(left, listed) { try makeHeld() }
            }
            try makeHeld()
        }
        let readable = readable(ledger)
        summary.coverage = readable.coverage(in: range)
        summary.notes = notes(of: summary.coverage)
        return summary
    }
}

extension IdentifierKind {
    /// Those through which other lines are looked for.
    static let followed = Set(allCases.filter(\.isFollowed))
}
