import Algorithms
import LogRecords

/// The time that one shard speaks of.
struct Window {
    var range: TimeRange
    /// In the ledger.
    var shard: Int64
    /// It may lack lines: at its end, or in the place of bytes that are no line.
    var isTruncated: Bool
    var hasLostBytes: Bool
    var isExpired: Bool
    /// What its name says of its place among the others.
    var part: String?
    /// Google's late entries of an hour. https://cloud.google.com/logging/docs/export/storage#gcs-organization
    var isAddendum: Bool { part?.first == "A" && part?.contains(":") ?? false }
    /// Of its lines: a request that is processed in a window may have begun before it.
    var lines: TimeRange?

    init?(_ shard: ShardStanding) {
        guard let covers = shard.covers else { return nil }
        range = covers
        self.shard = shard.number
        isTruncated = shard.truncated || shard.hasLostBytes
        hasLostBytes = shard.hasLostBytes
        isExpired = shard.state == .expired
        part = shard.rhythm?.part
        lines = shard.lines
    }
}

/// Windows in the order of their beginning, of which those that touch a range are found without looking at all.
struct Windows {
    let all: [Window]
    private let longest: Int64
    /// From the first moment of any to the last, also of those that are not among them because they are far.
    let whole: TimeRange?
    /// The same, with lines of the outermost windows that reach beyond them.
    let reach: TimeRange?

    init(_ windows: [Window], whole: TimeRange?) {
        let sorted = windows.sorted { ($0.range.from, $0.range.to) < ($1.range.from, $1.range.to) }
        all = sorted
        longest =
            all.map { $0.range.to.nanoseconds.subtractingReportingOverflow($0.range.from.nanoseconds).partialValue }.max() ?? 0
        self.whole = whole
        reach = whole.map { sorted.lazy.compactMap(\.lines).reduce($0) { $0.union($1) } }
    }

    /// Those that share a moment with the range.
    func touching(_ range: TimeRange) -> LazyFilterSequence<ArraySlice<Window>> {
        let earliest = range.from.advanced(by: -longest)
        let low = all.partitioningIndex { $0.range.from >= earliest }
        let high = all.partitioningIndex { $0.range.from > range.to }
        return all[low..<max(low, high)].lazy.filter { $0.range.overlaps(range) }
    }
}
