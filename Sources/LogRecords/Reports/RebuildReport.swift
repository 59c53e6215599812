/// What was made of a store whose catalog was lost.
package struct RebuildReport: Sendable, Equatable {
    package var segments = 0
    package var shards = 0
    /// Paths of shards of which rows are missing: not listed, so that their files are loaded again.
    package var incomplete: [String] = []
    /// Shards that have rows and whose end is not known: their rows are not shown.
    package var unended = 0
    /// Segments that cannot be read, with the reason; their files were renamed to end in `.damaged`.
    package var setAside: [StoreFinding] = []

    package init() {}
}
