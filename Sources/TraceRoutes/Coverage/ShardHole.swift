package import LogRecords

/// Shards of one series that should be there and are not.
package struct ShardHole: Sendable, Equatable {
    /// How it is known that they should.
    package enum Kind: String, Sendable, CaseIterable {
        /// The windows before and behind them are loaded.
        case between
        /// A window's other parts are loaded, with a higher number among them.
        case parts
        /// A person said that there is a shard in each such time.
        case promised
        /// Shards that only count, with a lower and a higher number loaded.
        case numbers
    }

    package var kind: Kind
    package var series: String
    /// The time that the shards speak of, its end excluded; for `numbers` the time between their neighbours.
    package var range: TimeRange
    /// The same with its last moment included.
    var included: TimeRange { TimeRange(from: range.from, to: max(range.from, range.to.advanced(by: -1))) }

    /// How many are missing.
    package var shards: Int
    /// What is missing of a window or a count: `S1`, `3-5`.
    package var parts: [String] = []
    /// The source writes no shard in a window without requests, so that perhaps nothing is missing.
    package var mayBeQuiet = false
}
