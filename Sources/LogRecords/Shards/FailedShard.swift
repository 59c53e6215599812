/// A file of which nothing was loaded, and by what it is known again.
package struct FailedShard: Sendable, Equatable {
    /// Such files that a store remembers; of more, those that failed last.
    package static let mostRemembered = 10_000

    /// The digest of the file's own bytes; where these cannot be read, or are none, its size and path.
    package var content: String
    /// From the root.
    package var path: String
    /// As it was said: lower case, no full stop, never contents of a line.
    package var reason: String
    /// It begins with what failed under its path before, and is the same failure. Said to a store; what is remembered
    /// never says it.
    package var hasGrown = false

    package init(content: ContentDigest?, path: String, fileBytes: Int64, reason: String) {
        self.content = content.map { "\($0)" } ?? "\(fileBytes) bytes of \(path)"
        (self.path, self.reason) = (path, reason)
    }

    /// As a store has it.
    package init(content: String, path: String, reason: String) {
        (self.content, self.path, self.reason) = (content, path, reason)
    }
}

/// A failed shard as a store remembers it.
package struct RememberedFailure: Sendable, Equatable {
    package var shard: FailedShard
    package var first: Instant
    package var last: Instant
    /// When somebody said that this is known, and needs no more telling; `nil`: nobody did.
    package var acknowledged: Instant?
    /// In whoever's words that was.
    package var why: String?

    package init(shard: FailedShard, first: Instant, last: Instant, acknowledged: Instant? = nil, why: String? = nil) {
        (self.shard, self.first, self.last) = (shard, first, last)
        (self.acknowledged, self.why) = (acknowledged, why)
    }
}
