/// A shard as the ledger knows it.
package struct ShardEntry: Sendable, Equatable {
    /// How its bytes are packed, as its content says and not its name.
    package enum Coding: String, Sendable, CaseIterable {
        case plain, gzip, zstd
    }

    /// Whether its lines can be found.
    package enum State: String, Sendable, CaseIterable {
        /// Its visible lines are in the store.
        case live
        /// All its days were pruned.
        case expired
    }

    /// What one format contributed to a shard.
    package struct Source: Sendable, Equatable {
        /// The format's name.
        package var name: String
        package var records: Int64
        /// Earliest and latest moment of those records.
        package var span: TimeRange?

        package init(name: String, records: Int64, span: TimeRange?) {
            self.name = name
            self.records = records
            self.span = span
        }
    }

    package var number: Int64
    package var digest: ContentDigest
    /// Below `folder`; `-` for standard input.
    package var path: String
    /// The folder given to `ingest`; `nil` for standard input.
    package var folder: String?
    package var coding: Coding
    /// On disk.
    package var fileBytes: Int64
    package var tally: Tally
    /// Decompressed bytes that the digest covers; more than `tally.bytes` where the shard continues another.
    package var servedBytes: Int64
    package var sources: [Source]
    package var rhythm: ShardRhythm?
    /// It ended in the middle; its whole lines serve.
    package var truncated: Bool
    /// Lines from this one on (from 1) are visible: a shard that continues another begins behind it.
    package var firstVisibleLine: Int64
    package var visibleLines: Int64
    package var loaded: Instant
    package var state: State

    package init(
        number: Int64, digest: ContentDigest, path: String, folder: String?, coding: Coding, fileBytes: Int64, tally: Tally,
        sources: [Source], rhythm: ShardRhythm?, truncated: Bool, firstVisibleLine: Int64, visibleLines: Int64, loaded: Instant,
        state: State, servedBytes: Int64? = nil
    ) {
        self.number = number
        self.digest = digest
        self.path = path
        self.folder = folder
        self.coding = coding
        self.fileBytes = fileBytes
        self.tally = tally
        self.sources = sources
        self.rhythm = rhythm
        self.truncated = truncated
        self.firstVisibleLine = firstVisibleLine
        self.visibleLines = visibleLines
        self.loaded = loaded
        self.state = state
        self.servedBytes = servedBytes ?? tally.bytes
    }
}
