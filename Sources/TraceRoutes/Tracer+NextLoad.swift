import LogRecords

extension Tracer {
    /// The same coverage with what is known of the next load; asked of the store only where a later one may bring what
    /// is missing.
    ///
    /// `isOfAnyTime`: what was asked for carries no time, so it may be of a time that is not loaded yet.
    func withNextLoad(_ coverage: Coverage, isOfAnyTime: Bool) throws -> Coverage {
        guard let searched = coverage.range, isOfAnyTime || !coverage.complete, can(.knowsShards) else { return coverage }
        let ends = coverage.sources.compactMap(\.span?.to).filter { isOfAnyTime || $0 < searched.to }
        guard let end = ends.max(), let rhythm = try store.loadRhythm() else { return coverage }
        var coverage = coverage
        coverage.nextLoad = Coverage.NextLoad(
            loadedUntil: end, due: rhythm.due, isOverdue: now.map(rhythm.isOverdue) ?? false)
        return coverage
    }
}
