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
        /// From the first moment of what was ever loaded of it to the last.
        package var span: TimeRange?
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

    /// The load that may bring what is not there yet.
    package struct NextLoad: Sendable, Equatable {
        /// Where the sources end that end before the searched time does: the last of them.
        package var loadedUntil: Instant
        /// By when it is to begin, as an earlier one said.
        package var due: Instant
        /// It should have been here by now.
        package var isOverdue: Bool

        package init(loadedUntil: Instant, due: Instant, isOverdue: Bool) {
            (self.loadedUntil, self.due, self.isOverdue) = (loadedUntil, due, isOverdue)
        }
    }

    /// The searched time; `nil` when the store is empty.
    package var range: TimeRange?
    /// Only if every expected shard of every source that the store ever loaded is there whole, and none of them is
    /// silent without a proof.
    package var complete: Bool
    package var sources: [Source]
    /// What is missing, or may be, where all shards that can be counted are there.
    /// As many as anybody will read, holes first.
    package var silences: [Silence] = []
    /// How many there are.
    package var silenceCount = 0
    /// What people said, as far as this rests on it.
    package var declared: [Declaration] = []
    /// What is said of the next load, where what is loaded ends before the searched time does.
    package var nextLoad: NextLoad?
    /// Parts of the store that were to be asked and could not be read, of whatever time.
    package var unreadable: [UnreadablePart] = []
    /// Whether one of them may hold lines of the searched time.
    package var isPartUnreadable = false

    package init(range: TimeRange?, complete: Bool, sources: [Source]) {
        self.range = range
        self.complete = complete
        self.sources = sources
    }

    /// Whether something is known to be missing. That nobody can tell is no hole, and neither is what was pruned.
    package var hasHoles: Bool {
        isPartUnreadable || silences.contains { $0.state == .hole } || sources.contains { $0.missing ?? 0 > 0 || $0.truncated > 0 }
    }

    /// Of those that an answer names.
    static let mostSilences = 20
}
