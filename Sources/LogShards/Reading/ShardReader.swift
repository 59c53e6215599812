package import LogRecords

package final class ShardReader {
    package let coding = ShardEntry.Coding.plain
    package private(set) var compressedBytesRead: Int64 = 0
    package private(set) var decompressedBytes: Int64 = 0
    package private(set) var isTruncated = false
    package private(set) var notes: [String] = []
    package private(set) var servedBytes: Int64 = 0
    package private(set) var digest = ContentDigest(value: ID128(high: 0, low: 0))
    package private(set) var firstLineHash: UInt64 = 0
    package private(set) var watched: [Int64: ContentDigest] = [:]

    package init(_ input: ShardInput, limits: ShardLimits = ShardLimits()) throws(ShardError) {}

    package func watchDigest(atLengths lengths: [Int64]) {}

    package func nextLines() throws(ShardError) -> UnsafeBufferPointer<ShardLine>? { nil }
}
