import Algorithms
import LogRecords

// foreign numbers: sums and products are checked

/// Records in the order of their start, so that those of one moment are found without looking at all.
struct SortedByStart {
    private let indices: [Int]
    private let starts: [Int64]

    init(_ indices: [Int], _ records: [JoinedRecord]) {
        func start(_ index: Int) -> Int64 { records[index].span?.from.nanoseconds ?? 0 }
        self.indices = indices.sorted { (start($0), $0) < (start($1), $1) }
        starts = self.indices.map(start)
    }

    /// Those that start near a line: no farther from it than clocks and whole seconds explain, or an end that it does
    /// not state.
    func starting(around line: JoinedRecord) -> ArraySlice<Int> {
        let isOpen = line.begin == nil || line.finish == nil
        let reach = isOpen ? 2 * Instant.minute : Fitting.clockSlack + 2 * Instant.second  // bounded: constants
        guard let range = line.span?.widened(by: reach) else {
            return indices[...]
        }
        let first = starts.partitioningIndex { $0 >= range.from.nanoseconds }
        let end = starts.partitioningIndex { $0 > range.to.nanoseconds }
        return indices[first..<max(first, end)]
    }
}
