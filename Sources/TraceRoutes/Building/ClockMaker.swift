import LogRecords

// foreign numbers: sums and products are checked

/// Bounds how far the clocks of the systems are apart that a request went through.
///
/// Only pairs of which the lines say for certain that one called the other: a crossing with several lines, or a
/// balancer's line beside several tries, is left out.
struct ClockMaker {
    /// Pairs that a route lists.
    private static let mostPairs = 64

    let facts: RouteFacts
    /// How the request ended (`RequestSummary.result`).
    let result: String?

    /// One for each pair of systems that are known to have called one another, from outside in.
    func offsets(_ evidence: inout EvidenceList) -> [ClockOffset] {
        var offsets: [ClockOffset] = []
        var seen: Set<Pair> = []
        for way in ways {
            for (index, inner) in way.enumerated() {
                for outer in way[..<index] {
                    guard offsets.count < Self.mostPairs,
                        seen.insert(Pair(outer: outer.sighting.place, inner: inner.sighting.place)).inserted,
                        let bounds = bounds(outer, inner)
                    else { continue }
                    offsets.append(
                        ClockOffset(
                            inner: inner.sighting.format, outer: outer.sighting.format, least: bounds.least, most: bounds.most,
                            evidence: evidence.numbers(of: [outer, inner])))
                }
            }
        }
        return offsets
    }

    private struct Pair: Hashable {
        var outer: LinePlace
        var inner: LinePlace
    }

    // MARK: Who called whom

    /// For each try the lines from outside in.
    private var ways: [[JoinedRecord]] {
        let head = [only(facts.firstEdges), callingMonolith, only(facts.frontEdges)].compactMap { $0 }
        let balancer = only(facts.balancers)
        guard facts.hops.count > 1 else {
            let hop = facts.hops.first
            return [head + [balancer, hop.flatMap { only($0.cloudRun) }, hop.flatMap { only($0.applications) }].compactMap { $0 }]
        }
        // Nobody knows of which try the balancer's line is.
        return [head + [balancer].compactMap { $0 }]
            + facts.hops.map { head + [only($0.cloudRun), only($0.applications)].compactMap { $0 } }
    }

    /// The line of a crossing that holds all others of it: a Worker's sub-requests lie inside.
    private func only(_ records: [JoinedRecord]) -> JoinedRecord? {
        let whole = records.filter { $0.sighting.worker != true }
        return whole.count == 1 ? whole.first : nil
    }

    /// Workhorse's line or Rails'; none where a job did the calling, which begins when the request has ended.
    private var callingMonolith: JoinedRecord? {
        guard facts.monolith.allSatisfy({ $0.sighting.service != "sidekiq" && $0.sighting.service != "llm" }) else { return nil }
        return facts.monolith.first { $0.sighting.service == "workhorse" } ?? only(facts.monolith)
    }

    // MARK: The bounds

    private func bounds(_ outer: JoinedRecord, _ inner: JoinedRecord) -> (least: Int64?, most: Int64?)? {
        let (called, caller) = (StatedSpan(inner.sighting), StatedSpan(outer.sighting))
        let slack = max(called.digit, caller.digit)
        let most = difference(called.began, caller.began).map { saturatingSum($0, slack) }
        var least = waits(outer, for: inner) ? difference(called.ended, caller.ended).map { saturatingSum($0, -slack) } : nil
        // What was called outlasted its caller: nobody waited for it.
        if let low = least, let high = most, low > high { least = nil }
        return least == nil && most == nil ? nil : (least, most)
    }

    /// Whether the outer one ended because the inner one had: it handed on the inner one's status, and nobody left
    /// before.
    private func waits(_ outer: JoinedRecord, for inner: JoinedRecord) -> Bool {
        guard result != "client_gone", outer.sighting.status != 499, inner.sighting.status != 499,
            let got = outer.sighting.originStatus.flatMap({ $0 == 0 ? nil : $0 }) ?? outer.sighting.status,
            got == inner.sighting.status, outer.sighting.status == got
        else { return false }
        // Rails hands a stream over to Workhorse and ends; the user's crossing waits for the monolith alone.
        if outer.vantage == .monolith { return outer.sighting.service == "workhorse" }
        let isFirst = facts.firstEdges.contains { $0.sighting.place == outer.sighting.place }
        return !isFirst || inner.vantage == .monolith
    }

    private func difference(_ left: Instant?, _ right: Instant?) -> Int64? {
        guard let left, let right else { return nil }
        let (difference, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
        return overflow ? nil : difference
    }
}
