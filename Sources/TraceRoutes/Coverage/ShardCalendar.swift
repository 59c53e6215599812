package import LogRecords

/// Which shards a store should hold of each source, and which it does not: the same judgement as an answer's coverage,
/// in full.
package struct ShardCalendar: Sendable, Equatable {
    /// One source's shards in the range.
    package struct Source: Sendable, Equatable {
        /// The format's name.
        package var source: String
        package var loaded = 0
        /// `nil`: nobody can tell.
        package var missing: Int?
        package var expired = 0
        /// The first and the last moment that its loaded shards speak of, whatever the range.
        package var span: TimeRange?
        /// How long a window is, where all its series keep one clock.
        package var periodNanoseconds: Int64?
        /// In the order of series and time, a thousand at most.
        package var holes: [ShardHole] = []
        package var holeCount = 0
        /// Shards that end in the middle.
        package var cut: [ShardEntry] = []

        package init(_ source: String) {
            self.source = source
        }

        /// Whether something is known to be missing. That nobody can tell is no hole.
        package var hasHoles: Bool { holeCount > 0 || !cut.isEmpty }
    }

    /// What was looked at; `nil` when the store is empty.
    package var range: TimeRange?
    /// As an answer's `coverage.complete`: each expected shard of every source that was ever loaded is there whole.
    package var complete: Bool
    /// Those that were ever loaded, then those that a route could need besides.
    package var sources: [Source]
    /// `nil`: not kept, or the calendar is of another source.
    package var sequences: SequenceGaps?
    /// What is missing, or may be, where all shards that can be counted are there.
    package var silences: [Silence] = []
    /// What people said, as far as this rests on it.
    package var declared: [Declaration] = []
    /// Holes that somebody knows of: they are told, and no monitor is.
    package var acknowledged: [AcknowledgedHole] = []

    package init(range: TimeRange?, complete: Bool, sources: [Source], sequences: SequenceGaps?) {
        self.range = range
        self.complete = complete
        self.sources = sources
        self.sequences = sequences
    }

    /// Whether something is known to be missing that nobody acknowledged, or there is nothing at all.
    package var hasHoles: Bool {
        if range == nil || sources.allSatisfy({ $0.loaded == 0 }) { return true }
        let gaps = sequences?.gaps ?? []
        return sources.contains(where: hasNews) || silences.contains { $0.state == .hole && !isKnown($0.range, of: $0.source) }
            || (sequences?.total ?? 0) > gaps.count || gaps.contains { !isKnown($0.span, of: TraceRoutes.Source.waybillGateway) }
    }

    private func hasNews(_ source: Source) -> Bool {
        source.holeCount > source.holes.count || source.holes.contains { !isKnown($0.included, of: source.source) }
            || source.cut.contains { shard in !(shard.standing.covers.map { isKnown($0, of: source.source) } ?? false) }
    }

    /// Whether somebody acknowledged a hole.
    package func isKnown(_ hole: TimeRange, of source: String?) -> Bool {
        guard let source else { return false }
        return acknowledged.contains { $0.covers(hole, of: source) }
    }
}

extension Tracer {
    /// Gaps in sequence numbers that a calendar names at most.
    package static var mostGaps: Int { 1000 }

    /// From the first moment of what was ever loaded to the last; `nil` where that is nothing.
    package func span() throws -> TimeRange? { try ledger().span }

    /// The calendar of a time, or of the whole store; of one source, or of all.
    package func calendar(in range: TimeRange?, of source: String? = nil) throws -> ShardCalendar {
        try require(.knowsShards)
        var calendar = try ledger().calendar(in: range, of: source) { try store.shards(numbered: $0) }
        // Only our own gateway numbers its lines.
        if source == nil || source == Source.waybillGateway {
            calendar.sequences = try store.sequenceGaps(in: range, limit: Self.mostGaps)
        }
        calendar.acknowledged = try store.acknowledgedHoles().filter { source == nil || $0.source == source }
        return calendar
    }
}

extension Ledger {
    /// `entries` gives the whole entries of shards.
    func calendar(
        in range: TimeRange?, of wanted: String?, entries: (Set<Int64>) throws -> [ShardEntry]
    ) rethrows -> ShardCalendar {
        let looked = range ?? span
        let names = coverage(in: range).sources.map(\.source).filter { wanted == nil || $0 == wanted }
        let sources = try names.map { name in
            try looked.map { try source(name, in: range ?? shelves[name]?.judged($0, lines) ?? $0, entries) }
                ?? ShardCalendar.Source(name)
        }
        let whole = makeCoverage(in: range, late: false)
        let silences = whole.silences.filter { wanted == nil || $0.source == nil || $0.source == wanted }
        let isComplete =
            wanted == nil
            ? whole.complete
            : silences.isEmpty
                && sources.allSatisfy { $0.loaded > 0 && $0.missing == 0 && $0.expired == 0 && $0.cut.isEmpty }
        var calendar = ShardCalendar(
            range: looked, complete: isComplete && !sources.isEmpty,
            sources: sources.filter { $0.span != nil } + sources.filter { $0.span == nil }, sequences: nil)
        // Numbers are told with the instances that they are of.
        calendar.declared = whole.declared.filter { wanted == nil || $0.subject == wanted || $0.promise == .ended }
        calendar.silences = silences.filter { if case .numbersMissing = $0.reason { false } else { true } }
        return calendar
    }

    private func source(
        _ name: String, in range: TimeRange, _ entries: (Set<Int64>) throws -> [ShardEntry]
    ) rethrows -> ShardCalendar.Source {
        var source = ShardCalendar.Source(name)
        guard let shelf = shelves[name] else { return source }
        let standing = shelf.standing(in: range)
        (source.loaded, source.missing, source.expired) = (standing.loaded, standing.missing, standing.expired)
        (source.holes, source.holeCount) = (standing.holes, standing.holeCount)
        source.span = shelf.windows.whole
        source.periodNanoseconds = shelf.periodNanoseconds
        let cut = shelf.windows.touching(range).filter { $0.isTruncated && !$0.isExpired }.map(\.shard)
        let found = Dictionary(try entries(Set(cut)).map { ($0.number, $0) }) { first, _ in first }
        source.cut = cut.compactMap { found[$0] }
        return source
    }
}
