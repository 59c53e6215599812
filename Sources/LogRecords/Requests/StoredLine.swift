/// A line of a shard: what a request names the lines by that it rests on.
package struct StoredLine: Sendable, Hashable, Comparable {
    /// The ledger's number of the shard.
    package var shard: Int64
    /// From 1, in the decompressed content.
    package var line: Int64

    package init(shard: Int64, line: Int64) {
        (self.shard, self.line) = (shard, line)
    }

    package static func < (left: StoredLine, right: StoredLine) -> Bool {
        (left.shard, left.line) < (right.shard, right.line)
    }
}

extension LinePlace {
    /// The same without where it lies in the shard's bytes.
    package var storedLine: StoredLine { StoredLine(shard: shard, line: line) }
}
