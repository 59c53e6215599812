package import LogRecords

/// Which shards were there to be searched.
package struct Coverage: Sendable, Equatable {
    /// One source's shards in the searched time.
    package struct Source: Sendable, Equatable {
        /// The format's name.
        package var source: String
        package var loaded: Int
        /// `nil`: its rhythm is not known, or it was never loaded.
        package var missing: Int?
        /// Cut short, or with bytes that were no part of any line: lines may be missing.
        package var truncated: Int
        package var expired: Int
        /// Those of the truncated that have such bytes.
        package var lossy = 0
        /// Whether any shard of it ever was, of whatever time.
        package var wasEverLoaded = false
        /// Windows that are missing, for a person.
        package var holes: [TimeRange] = []

        package init(source: String, loaded: Int, missing: Int?, truncated: Int, expired: Int) {
            self.source = source
            self.loaded = loaded
            self.missing = missing
            self.truncated = truncated
            self.expired = expired
        }
    }

    /// The searched time; `nil` when the store is empty.
    package var range: TimeRange?
    /// Only if every expected shard of every source that the store ever loaded is there whole.
    package var complete: Bool
    package var sources: [Source]
    /// Parts of the store that were to be asked and could not be read, of whatever time.
    package var unreadable: [UnreadablePart] = []

    package init(range: TimeRange?, complete: Bool, sources: [Source]) {
        self.range = range
        self.complete = complete
        self.sources = sources
    }
}
