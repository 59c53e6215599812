import Algorithms
import LogRecords

/// The time that one shard speaks of.
struct Window {
    /// Its name's window, the time of its records, or both: whichever tells.
    var range: TimeRange
    /// In the ledger.
    var shard: Int64
    var isTruncated: Bool
    var isExpired: Bool
    /// What its name says of its place among the others.
    var part: String?

    init?(_ shard: ShardStanding) {
        self.shard = shard.number
        isTruncated = shard.truncated
        isExpired = shard.state == .expired
        part = shard.rhythm?.part
        let span = shard.sources.compactMap(\.span).reduce(nil) { $0?.union($1) ?? $1 } as TimeRange?
        if let rhythm = shard.rhythm {
            // The end is excluded there, and included in a range.
            let window = TimeRange(from: rhythm.window.from, to: max(rhythm.window.from, rhythm.window.to.advanced(by: -1)))
            // A shard that ends when it ends is named after the hour in which it was begun.
            range = rhythm.periodNanoseconds == nil ? span.map(window.union) ?? window : window
        } else if let span {
            range = span
        } else {
            return nil
        }
    }
}

/// Windows in the order of their beginning, of which those that touch a range are found without looking at all.
struct Windows {
    let all: [Window]
    private let longest: Int64
    let whole: TimeRange?

    init(_ windows: [Window]) {
        all = windows.sorted { ($0.range.from, $0.range.to) < ($1.range.from, $1.range.to) }
        longest =
            all.map { $0.range.to.nanoseconds.subtractingReportingOverflow($0.range.from.nanoseconds).partialValue }.max() ?? 0
        whole = Windows.union(of: all)
    }

    /// From the first moment of any to the last.
    static func union(of windows: some Sequence<Window>) -> TimeRange? {
        windows.reduce(nil) { union, window in union?.union(window.range) ?? window.range }
    }

    /// Those that share a moment with the range.
    func touching(_ range: TimeRange) -> LazyFilterSequence<ArraySlice<Window>> {
        let earliest = range.from.advanced(by: -longest)
        let low = all.partitioningIndex { $0.range.from >= earliest }
        let high = all.partitioningIndex { $0.range.from > range.to }
        return all[low..<max(low, high)].lazy.filter { $0.range.overlaps(range) }
    }
}
