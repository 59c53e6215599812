package import LogRecords

/// A file that may be a shard.
package struct ShardFile: Sendable, Equatable {
    package var path: String
    /// The folder that was given, or the one that the file given lies in.
    package var folder: String
    /// `path` below `folder`.
    package var relativePath: String
    package var fileBytes: Int64
    package var hint: FileHint
}

/// A file that is left alone, and why.
package struct SkippedFile: Sendable, Equatable {
    package var path: String
    package var reason: String
    /// Asked for by name and not to be had: the run has failed, where a skipped object is only noted.
    package var isFailure: Bool
}
