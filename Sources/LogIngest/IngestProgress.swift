/// How far a run is.
package struct IngestProgress: Sendable, Equatable {
    /// On disk, of `bytesTotal`.
    package var bytesRead: Int64
    /// Of all files; `nil` when standard input is among them.
    package var bytesTotal: Int64?
    package var lines: Int64
    package var shardsDone: Int
    package var shardsTotal: Int
    package var seconds: Double
}
