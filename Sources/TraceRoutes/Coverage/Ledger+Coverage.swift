import LogRecords

extension Ledger {
    /// How long after a request its line may be delivered. Logpush: some minutes of batching and retries; a Google
    /// sink: up to three hours of addenda. https://cloud.google.com/logging/docs/export/storage
    static func longestDelay(of source: String) -> Int64 {
        switch source {
        case Source.balancer, Source.cloudRun: mostDelay
        default: 15 * Instant.minute
        }
    }

    static let mostDelay = 3 * Instant.hour

    /// What there was to be searched between the two ends; `nil` is the whole store, beyond which nothing is expected.
    func coverage(in range: TimeRange?) -> Coverage {
        var coverage = makeCoverage(in: range)
        coverage.isPartUnreadable = isUnreadable(in: coverage.range)
        if coverage.isPartUnreadable { coverage.complete = false }
        coverage.unreadable = unreadable
        let holesFirst = coverage.silences.filter { $0.state == .hole } + coverage.silences.filter { $0.state != .hole }
        coverage.silences = Array(holesFirst.prefix(Coverage.mostSilences))
        return coverage
    }

    /// Whether a part that could not be read may hold lines of that time; of the whole store where there is none.
    private func isUnreadable(in range: TimeRange?) -> Bool {
        unreadable.contains { part in part.day.map { range?.days.contains($0) ?? true } ?? true }
    }

    /// The same, looked up in the shelves. A request's line may come late, so what is searched for one reaches further
    /// than its time does, unless `late` is false.
    func makeCoverage(in range: TimeRange?, late isLate: Bool = true) -> Coverage {
        guard let searched = range ?? span else { return Coverage(range: nil, complete: false, sources: namedSources([])) }
        var sources: [Coverage.Source] = []
        var isComplete = !shelves.isEmpty && prunedDays.isDisjoint(with: touchedDays(of: searched))
        for name in shelves.keys.sorted() {
            guard let shelf = shelves[name] else { continue }
            let late = range == nil || !isLate ? 0 : Ledger.longestDelay(of: name)
            let judged = range ?? shelf.judged(searched, lines)
            let standing = shelf.standing(in: TimeRange(from: judged.from, to: judged.to.advanced(by: late)))
            var source = Coverage.Source(
                source: name, loaded: standing.loaded, missing: standing.missing, truncated: standing.truncated,
                expired: standing.expired)
            source.wasEverLoaded = true
            source.span = shelf.windows.whole
            source.lossy = standing.lossy
            source.holes = standing.holes.map(\.range)
            sources.append(source)
            if !standing.isWhole { isComplete = false }
        }
        let silences = silences(in: searched, late: range != nil && isLate)
        var coverage = Coverage(range: searched, complete: isComplete && silences.isEmpty, sources: namedSources(sources))
        (coverage.silences, coverage.silenceCount) = (silences, silences.count)
        coverage.declared = declared.filter { declaration in
            switch declaration.promise {
            case .every: shelves[declaration.subject] != nil
            case .ended:
                facts?.open.contains {
                    $0.replica.instance == declaration.subject && $0.replica.span.from <= searched.to
                        && $0.replica.span.to < searched.to
                } ?? false
            }
        }
        return coverage
    }

    /// Days of the range, as far as any was pruned; a range of years is not walked.
    private func touchedDays(of range: TimeRange) -> Set<Day> {
        let days = range.days
        return prunedDays.filter(days.contains)
    }

    /// Every source that a route could need is named each time, in the order in which a request meets them; others
    /// follow.
    private func namedSources(_ loaded: [Coverage.Source]) -> [Coverage.Source] {
        let known = Source.all.map { name in
            loaded.first { $0.source == name }
                ?? Coverage.Source(source: name, loaded: 0, missing: nil, truncated: 0, expired: 0)
        }
        return known + loaded.filter { !Source.all.contains($0.source) }
    }

    /// Whether what was loaded of that time is gone.
    func isExpired(at time: Instant) -> Bool {
        prunedDays.contains(Day(time))
            || shelves.values.contains { $0.standing(in: TimeRange(from: time, to: time)).expired > 0 }
    }

    /// Why no line of these sources was found around a time.
    func whyAbsent(_ names: [String], around span: TimeRange?) -> (cause: Cause, detail: Detail?) {
        let loaded = names.filter { shelves[$0] != nil }
        guard !loaded.isEmpty else {
            return (.notLoaded, .neverLoaded(sources: names))
        }
        guard let span else { return (.notLoaded, .timeUnknown) }
        var causes: [(cause: Cause, detail: Detail?)] = []
        for name in loaded {
            guard let shelf = shelves[name] else { continue }
            let range = TimeRange(from: span.from, to: span.to.advanced(by: Ledger.longestDelay(of: name)))
            causes.append(why(name, shelf.standing(in: range), in: range))
        }
        if causes.allSatisfy({ $0.cause != .expired }), isUnreadable(in: span) {
            return (.notLoaded, .storePartUnreadable)
        }
        let order: [Cause] = [.expired, .notLoaded, .truncated]
        for cause in order {
            if let found = causes.first(where: { $0.cause == cause }) { return found }
        }
        return (.noneFound, nil)
    }

    private func why(_ name: String, _ standing: Shelf.Standing, in range: TimeRange) -> (cause: Cause, detail: Detail?) {
        if standing.expired > 0 || !touchedDays(of: range).isEmpty { return (.expired, .sourceExpired(source: name)) }
        if let hole = standing.holes.first?.range {
            return (.notLoaded, .windowNotLoaded(source: name, hole))
        }
        if standing.truncated > 0 { return (.truncated, .shardCutShort(source: name)) }
        if standing.loaded == 0 { return (.notLoaded, .noShardOfThatTime(source: name)) }
        guard standing.missing == 0 else {
            return (.notLoaded, .shardsCannotBeCounted(source: name))
        }
        // Its own record is what is missing here.
        if let silence = silences(in: range, late: false).first(where: { $0.source == name || $0.source == nil }) {
            return (.notLoaded, .silent(silence))
        }
        return (.noneFound, nil)
    }
}
