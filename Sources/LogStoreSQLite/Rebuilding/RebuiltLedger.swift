import LogRecords

/// Decides which shards a catalog that is made from segments lists: those of which every row is there, or is gone with
/// its day.
///
/// A shard that is not listed is one that was never loaded: its rows are not shown, and the next load of its file takes
/// all of it. That is better than a shard that is known, and of which some rows are missing for ever.
struct RebuiltLedger {
    /// The shards that are listed.
    private(set) var shards: [Int64: KnownShard] = [:]
    /// Shards that ended, and of which rows are missing, by path.
    private(set) var incomplete: [String] = []
    /// Shards with rows, whose end no segment knows.
    private(set) var unended = 0
    private let oldestDay: Day?

    /// `oldestDay`: the oldest that has a segment, readable or not. What is older was pruned.
    init(_ segments: [SurveyedSegment], oldestDay: Day?, in folder: StoreFolder) throws(StoreError) {
        self.oldestDay = oldestDay
        var known: [Int64: KnownShard] = [:]
        var numbers: Set<Int64> = []
        for line in segments.flatMap(\.ledger.lines) {
            numbers.insert(line.number)
            guard let shard = line.known else { continue }
            // A merge writes an entry again after rows were pruned.
            if let other = known[line.number], other.entry.tally.expired >= shard.entry.tally.expired { continue }
            known[line.number] = shard
        }
        unended = numbers.count - known.count
        var visible: [Int64: Int64] = [:]
        let lines = known.mapValues { shard in
            let end = shard.entry.firstVisibleLine.addingReportingOverflow(shard.entry.visibleLines)
            return shard.entry.firstVisibleLine...max(shard.entry.firstVisibleLine, end.overflow ? .max : end.partialValue - 1)
        }
        for segment in segments {
            visible.merge(try segment.visibleRows(lines, in: folder)) { $0 + $1 }
        }
        for (number, shard) in known { enter(shard, visibleRows: visible[number] ?? 0) }
        leaveOutContinuations()
        incomplete.sort()
    }

    private mutating func enter(_ shard: KnownShard, visibleRows: Int64) {
        var shard = shard
        let missing = shard.entry.tally.stored - visibleRows
        if missing > 0 {
            guard reachesBeforeOldestDay(shard.entry) else {
                incomplete.append(shard.entry.path)
                return
            }
            shard.entry.tally.stored -= missing
            shard.entry.tally.expired += missing
            if shard.entry.tally.stored == 0 { shard.entry.state = .expired }
        }
        shards[shard.entry.number] = shard
    }

    private func reachesBeforeOldestDay(_ entry: ShardEntry) -> Bool {
        guard let oldestDay, let from = entry.sources.compactMap(\.span?.from).min() else { return false }
        return Day(from) < oldestDay
    }

    /// A shard that continues one that is not listed would leave a hole that no load fills.
    private mutating func leaveOutContinuations() {
        let inOrder = shards.values.sorted { $0.entry.firstVisibleLine < $1.entry.firstVisibleLine }
        var ends: [UInt64: [Int64]] = [:]
        for shard in inOrder {
            let (first, count) = (shard.entry.firstVisibleLine, shard.entry.visibleLines)
            if first > 1, !(ends[shard.firstLineHash] ?? []).contains(where: { $0 >= first }) {
                shards[shard.entry.number] = nil
                incomplete.append(shard.entry.path)
                continue
            }
            ends[shard.firstLineHash, default: []].append(first.addingReportingOverflow(count).partialValue)
        }
    }
}
