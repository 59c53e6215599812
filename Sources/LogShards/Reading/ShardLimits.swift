/// How much of a hostile shard is ever held in memory.
package struct ShardLimits: Sendable, Equatable {
    package static let usualLongestLine = 1 << 20
    package static let usualLargestWindowLog = 27
    package static let usualBlockBytes = 1 << 20
    package static let usualInputBytes = 1 << 18
    package static let usualMostShortLines = 1 << 24

    /// Bytes, without the line's end; a longer line is counted and skipped, never held.
    package var longestLine: Int
    /// Base-two logarithm of the largest zstd window: 27 is 128 MiB, what `zstd -d` takes without being told otherwise.
    package var largestWindowLog: Int
    /// Decompressed bytes a block aims at.
    package var blockBytes: Int
    /// Bytes asked of the file at once.
    package var inputBytes: Int
    /// Lines in blocks whose lines have less than 16 bytes on the average: each costs as much as a long one, and a few
    /// kilobytes of zstd hold hundreds of millions. A shard with more is no log, and is refused.
    package var mostShortLines = usualMostShortLines
    /// What the large windows of all shards come out of that are read with these limits; `nil`: each may have its own.
    package var windows: WindowBudget?

    package init(
        longestLine: Int = usualLongestLine, largestWindowLog: Int = usualLargestWindowLog, blockBytes: Int = usualBlockBytes,
        inputBytes: Int = usualInputBytes
    ) {
        self.longestLine = max(1, longestLine)
        self.largestWindowLog = min(max(10, largestWindowLog), 31)
        self.blockBytes = max(1, blockBytes)
        self.inputBytes = max(1, inputBytes)
    }
}
