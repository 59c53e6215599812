package import LogRecords

package struct FileEvidence: EvidenceReader {
    package init(searching folders: [String] = [], limits: ShardLimits = ShardLimits()) {}

    package func lines(of shard: ShardEntry, at places: [LinePlace]) throws -> [[UInt8]] { [] }
}
