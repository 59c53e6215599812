/// What a check of a store looked at, and what it found.
package struct StoreReport: Sendable, Equatable {
    package var segments = 0
    package var rows: Int64 = 0
    /// Rows whose identifiers were looked up.
    package var rowsLookedUp: Int64 = 0
    /// Shards in the ledger, expired ones too.
    package var shards = 0
    /// Bytes of the live ones that were no part of any line, and how many shards have such.
    package var skipped = SkippedBytes()
    package var shardsWithSkipped = 0
    package var findings: [StoreFinding] = []
    /// Whether a writer was at work, so that files which the catalog does not list were not judged.
    package var isBeingWritten = false

    package init() {}
}
