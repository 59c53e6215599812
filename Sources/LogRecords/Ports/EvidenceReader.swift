/// Fetches raw lines out of shards, after checking that a shard still has the digest that was loaded.
package protocol EvidenceReader {
    /// The lines at these places of one shard, in the order of `places`.
    ///
    /// Nothing of the shard counts before its digest agreed; a shard that is gone, moved or changed throws an
    /// `Explained` error saying so.
    func lines(of shard: ShardEntry, at places: [LinePlace]) throws -> [[UInt8]]
}
