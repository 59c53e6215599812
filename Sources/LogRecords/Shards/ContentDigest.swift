/// XXH3-128 of a shard's decompressed bytes: the identity of the shard, whatever its name and coding.
package struct ContentDigest: Hashable, Sendable, CustomStringConvertible {
    package var value: ID128

    package init(value: ID128) {
        self.value = value
    }

    /// `xxh3:` and 32 hexadecimal digits, most significant first, as `xxhsum -H2` prints them.
    package var description: String { "xxh3:" + value.hexadecimal }
}
