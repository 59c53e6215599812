/// A shard as coverage sees it: what is read of every shard at each question, and no more.
package struct ShardStanding: Sendable, Equatable {
    package var number: Int64
    package var state: ShardEntry.State
    /// It ended in the middle; its whole lines serve.
    package var truncated: Bool
    /// It has bytes that were no part of any line, in whose place one may have been.
    package var hasLostBytes = false
    /// Above 1 where the shard continues another.
    package var firstVisibleLine: Int64
    /// Decompressed bytes that the digest covers.
    package var servedBytes: Int64
    package var sources: [ShardEntry.Source]
    package var rhythm: ShardRhythm?
    /// Only of a shard without a rhythm: by its name one tells which shard it continues.
    package var name: Name?

    /// Where it lay when it was loaded.
    package struct Name: Sendable, Hashable {
        package var path: String
        package var folder: String?

        package init(path: String, folder: String?) {
            self.path = path
            self.folder = folder
        }
    }

    package init(
        number: Int64, state: ShardEntry.State, truncated: Bool, firstVisibleLine: Int64, servedBytes: Int64,
        sources: [ShardEntry.Source], rhythm: ShardRhythm?, name: Name?
    ) {
        self.number = number
        self.state = state
        self.truncated = truncated
        self.firstVisibleLine = firstVisibleLine
        self.servedBytes = servedBytes
        self.sources = sources
        self.rhythm = rhythm
        self.name = name
    }
}

extension ShardStanding {
    /// The time that it speaks of: its name's window, the time of its records, or both, whichever tells.
    package var covers: TimeRange? {
        guard let rhythm else { return lines }
        // The end is excluded there, and included in a range.
        let window = TimeRange(from: rhythm.window.from, to: max(rhythm.window.from, rhythm.window.to.advanced(by: -1)))
        // A shard that ends when it ends is named after the hour in which it was begun.
        return rhythm.periodNanoseconds == nil ? lines.map(window.union) ?? window : window
    }

    /// The time of its records. A look-up asks thousands of shards, so no list is made of their sources.
    package var lines: TimeRange? {
        var lines: TimeRange?
        for source in sources {
            if let span = source.span { lines = lines?.union(span) ?? span }
        }
        return lines
    }
}

extension ShardEntry {
    package var standing: ShardStanding {
        var standing = ShardStanding(
            number: number, state: state, truncated: truncated, firstVisibleLine: firstVisibleLine, servedBytes: servedBytes,
            sources: sources, rhythm: rhythm, name: rhythm == nil ? ShardStanding.Name(path: path, folder: folder) : nil)
        standing.hasLostBytes = tally.skipped.lost > 0
        return standing
    }
}
