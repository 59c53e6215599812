// foreign numbers: sums and products are checked

/// Bytes of a shard that were no part of any line.
///
/// White space, commas, brackets and other marks between lines are not counted: they part lines. Neither is the
/// unfinished line at the end of a shard that was cut short: `truncated` says that.
package struct SkippedBytes: Sendable, Equatable {
    /// All of them.
    package private(set) var count: Int64 = 0
    /// Those of them that lie where no line can: NULs behind the last line, zeros behind a compressed stream.
    package private(set) var padding: Int64 = 0

    package init() {}

    package init(count: Int64, padding: Int64) {
        self.count = max(0, count)
        self.padding = min(max(0, padding), self.count)
    }

    /// Those in whose place a line may have been.
    package var lost: Int64 { count &- padding }

    /// Counts bytes that may have been part of lines.
    package mutating func add(_ bytes: Int64) {
        count = saturatingSum(count, bytes)
    }

    /// Counts bytes at a place where no line can be.
    package mutating func addPadding(_ bytes: Int64) {
        count = saturatingSum(count, bytes)
        padding = saturatingSum(padding, bytes)
    }

    package static func += (total: inout SkippedBytes, part: SkippedBytes) {  // bounded: each sum saturates
        total.count = saturatingSum(total.count, part.count)
        total.padding = saturatingSum(total.padding, part.padding)
    }
}
