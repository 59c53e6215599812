import LogRecords

/// The shards that one source has lines in, or could have by their series.
struct Shelf {
    private let windows: Windows
    /// Those of its series that follow a clock.
    private let series: [Series]
    /// Numbers that were left out in series that only count, each with the time between its neighbours.
    private let gaps: [(range: TimeRange, count: Int)]
    /// A shard of it has no rhythm, so nobody knows what else there should be.
    private let isUnpredictable: Bool

    /// Shards that follow each other.
    private struct Series {
        var windows: Windows
        var periodNanoseconds: Int64?
        var isGapless: Bool
    }

    init(_ shards: [ShardEntry]) {
        windows = Windows(shards.compactMap(Window.init))
        isUnpredictable = shards.contains { $0.rhythm == nil }
        let all = Dictionary(grouping: shards.filter { $0.rhythm != nil }) { $0.rhythm?.series ?? "" }.values.map { shards in
            Series(
                windows: Windows(shards.compactMap(Window.init)),
                periodNanoseconds: shards.compactMap { $0.rhythm?.periodNanoseconds }.filter { $0 > 0 }.max(),
                isGapless: shards.allSatisfy { $0.rhythm?.isGapless ?? false })
        }
        series = all.filter { $0.periodNanoseconds != nil }
        gaps = all.filter { $0.periodNanoseconds == nil }.flatMap { Shelf.gaps(between: $0.windows.all) }
    }

    /// How a source stands in one range.
    struct Standing {
        var loaded = 0
        /// `nil`: nobody can tell.
        var missing: Int? = 0
        var truncated = 0
        var expired = 0
        var holes: [TimeRange] = []

        var isWhole: Bool { missing == 0 && truncated == 0 && expired == 0 && loaded > 0 }

        fileprivate mutating func miss(_ count: Int, _ hole: TimeRange?) {
            missing = missing.map { $0 + count }
            if let hole { holes.append(hole) }
        }
    }

    /// What of the source is there in a range, and what is not.
    func standing(in range: TimeRange) -> Standing {
        var standing = Standing()
        for window in windows.touching(range) {
            if window.isExpired {
                standing.expired += 1
            } else {
                standing.loaded += 1
                if window.isTruncated { standing.truncated += 1 }
            }
        }
        for one in series {
            guard let period = one.periodNanoseconds else { continue }
            addMissingParts(one.windows.touching(range), to: &standing)
            addHoles(one, period: period, in: range, to: &standing)
        }
        for gap in gaps where gap.range.overlaps(range) { standing.miss(gap.count, gap.range) }
        // What lies outside everything that was loaded, or between shards without a rhythm, nobody can count.
        let isInside = windows.whole.map { $0.contains(range.from) && $0.contains(range.to) } ?? false
        if !isInside || isUnpredictable, standing.missing == 0 { standing.missing = nil }
        return standing
    }

    /// Counts the windows in `range` that have no shard. One that expired leaves no hole: it is counted as expired.
    private func addHoles(_ one: Series, period: Int64, in range: TimeRange, to standing: inout Standing) {
        // A hole is told by whole windows.
        let whole = aligned(range, to: one, period: period)
        var cursor = whole.from
        var holes: [TimeRange] = []
        for window in one.windows.touching(range) where window.range.to >= cursor {
            if window.range.from > cursor { holes.append(TimeRange(from: cursor, to: window.range.from)) }
            cursor = max(cursor, window.range.to.advanced(by: 1))
        }
        if cursor <= range.to { holes.append(TimeRange(from: cursor, to: whole.to)) }
        guard !holes.isEmpty else { return }
        guard one.isGapless else {
            // A window without requests has no shard, so this may be a hole or a quiet hour.
            standing.missing = nil
            return
        }
        for hole in holes {
            let length = max(1, hole.to.nanoseconds.subtractingReportingOverflow(hole.from.nanoseconds).partialValue)
            standing.miss(Int((length - 1) / period) + 1, hole)
        }
    }

    private func aligned(_ range: TimeRange, to one: Series, period: Int64) -> TimeRange {
        guard let first = one.windows.all.first?.range.from.nanoseconds else { return range }
        let phase = first % period
        func floor(_ instant: Instant) -> Instant {
            let behind = (instant.nanoseconds.subtractingReportingOverflow(phase).partialValue % period + period) % period
            return instant.advanced(by: -behind)
        }
        return TimeRange(from: floor(range.from), to: floor(range.to).advanced(by: period))
    }

    /// Shards that end when they end are numbered; a number that is left out between two is missing.
    private static func gaps(between windows: [Window]) -> [(range: TimeRange, count: Int)] {
        let numbered = windows.compactMap { window in window.part.flatMap { Int($0) }.map { (number: $0, range: window.range) } }
            .sorted { $0.number < $1.number }
        return zip(numbered, numbered.dropFirst()).compactMap { one, next in
            let (distance, overflow) = next.number.subtractingReportingOverflow(one.number)
            guard distance > 1 || overflow else { return nil }
            return (one.range.union(next.range), overflow ? 1 : min(distance - 1, 1_000_000))
        }
    }

    /// Google numbers the shards of an hour from `S0`; one that is left out below the highest is missing.
    /// https://cloud.google.com/logging/docs/export/storage#gcs-organization
    private func addMissingParts(_ windows: [Window], to standing: inout Standing) {
        var numbers: [TimeRange: Set<Int>] = [:]
        for window in windows {
            guard let part = window.part, part.hasPrefix("S"), let number = Int(part.dropFirst()), number < 1_000_000 else {
                continue
            }
            numbers[window.range, default: []].insert(number)
        }
        for (range, present) in numbers {
            let lacking = (present.max() ?? 0) + 1 - present.count
            if lacking > 0 { standing.miss(lacking, range) }
        }
    }
}
