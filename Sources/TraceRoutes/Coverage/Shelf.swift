import LogRecords

/// The shards that one source has lines in, or could have by their series.
struct Shelf {
    private let windows: Windows
    private let series: [Series]
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
        series = Dictionary(grouping: shards.filter { $0.rhythm != nil }) { $0.rhythm?.series ?? "" }.values.map { shards in
            Series(
                windows: Windows(shards.compactMap(Window.init)),
                periodNanoseconds: shards.compactMap { $0.rhythm?.periodNanoseconds }.filter { $0 > 0 }.max(),
                isGapless: shards.allSatisfy { $0.rhythm?.isGapless ?? false })
        }
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
            if let period = one.periodNanoseconds {
                addMissingParts(one.windows.touching(range), to: &standing)
                addHoles(one, period: period, in: range, to: &standing)
            } else {
                addMissingNumbers(one.windows.all, in: range, to: &standing)
            }
        }
        // What lies outside everything that was loaded, or between shards without a rhythm, nobody can count.
        let isInside = windows.whole.map { $0.contains(range.from) && $0.contains(range.to) } ?? false
        if !isInside || isUnpredictable, standing.missing == 0 { standing.missing = nil }
        return standing
    }

    /// Counts the windows in `range` that have no shard. One that expired leaves no hole: it is counted as expired.
    private func addHoles(_ one: Series, period: Int64, in range: TimeRange, to standing: inout Standing) {
        var cursor = range.from
        var holes: [TimeRange] = []
        for window in one.windows.touching(range) where window.range.to >= cursor {
            if window.range.from > cursor { holes.append(TimeRange(from: cursor, to: window.range.from)) }
            cursor = max(cursor, window.range.to.advanced(by: 1))
        }
        if cursor <= range.to { holes.append(TimeRange(from: cursor, to: range.to)) }
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

    /// Shards that end when they end are numbered; a number that is left out between two is missing.
    private func addMissingNumbers(_ windows: [Window], in range: TimeRange, to standing: inout Standing) {
        let numbered = windows.compactMap { window in window.part.flatMap { Int($0) }.map { (number: $0, range: window.range) } }
            .sorted { $0.number < $1.number }
        for (one, next) in zip(numbered, numbered.dropFirst()) {
            let (distance, overflow) = next.number.subtractingReportingOverflow(one.number)
            guard distance > 1 || overflow, one.range.from <= range.to, next.range.to >= range.from else { continue }
            standing.miss(overflow ? 1 : min(distance - 1, 1_000_000), TimeRange(from: one.range.from, to: next.range.to))
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
