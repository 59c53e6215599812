package import LogRecords

/// Notes which keys a few lines of each shard have, and what kind their values are of, so that a vendor's change is seen.
///
/// A line costs some 10 us, as much as loading two: so only the first lines of a shard are looked at, and of a day that has many shards
/// one line in 256. All keys at the top of a line are noted (of an enveloped one also those at the top of what it holds), below that those
/// which the format's tables name. A sampler belongs to one thread.
package final class FieldSampler {
    /// Lines of one shard that are looked at.
    package static let mostLines = 100
    /// Lines of one source and day that are looked at, before that is one in `rarely`.
    static let usualLines = 300
    static let rarely = 256
    /// Keys of one source in one shard that are noted; longer ones are not.
    static let mostPaths = 256
    static let longestKey = 64
    /// Pairs of source and day in one shard.
    static let mostGroups = 16

    /// A source's lines of one day.
    private struct Group: Hashable {
        var day: Day
        var format: Int
    }

    private struct Key: Hashable {
        var path: String
        var kind: FieldCount.Kind
    }

    private let names: [String]
    private var outlines: [Int: Outline] = [:]
    private var looked: [Group: Int] = [:]
    private var all = (lines: 0, looked: 0)
    private var left = 0
    private var unwrapped = UnwrappedBytes()
    private var counts: [Group: [Key: Int64]] = [:]

    /// `names` are those of the decoder's formats.
    package init(names: [String]) {
        self.names = names
    }

    package func beginShard() {
        left = FieldSampler.mostLines
        counts = [:]
    }

    /// Notes a line that became a record, if it is one of those that are looked at. Where `filed` is `nil` it has no day.
    @inline(__always)
    package func note(_ line: UnsafeRawBufferPointer, format: Int, filed: Int64?) {
        all.lines &+= 1
        if left > 0 { look(line, format, filed) }
    }

    /// What the lines of this shard had.
    package var fields: [FieldCount] {
        counts.flatMap { group, keys in
            keys.map { key, lines in
                FieldCount(day: group.day, source: names[group.format], path: key.path, kind: key.kind, lines: lines)
            }
        }
    }

    @inline(never)
    private func look(_ line: UnsafeRawBufferPointer, _ format: Int, _ filed: Int64?) {
        left -= 1
        let line = application(line)
        // A row of a table has no keys of its own.
        guard isObject(line) else { return }
        guard let filed, names.indices.contains(format) else { return }
        let group = Group(day: Day(Instant(nanoseconds: filed)), format: format)
        guard counts[group] != nil || counts.count < FieldSampler.mostGroups else { return }
        guard looked[group, default: 0] < FieldSampler.usualLines || all.looked * FieldSampler.rarely < all.lines else { return }
        // Days come and go in a load of years; what was looked at of old ones may be forgotten.
        if looked.count > 4096 { looked = [:] }
        looked[group, default: 0] += 1
        all.looked += 1
        let outline = outline(of: format)
        var keys = counts[group] ?? [:]
        keys[Key(path: "", kind: .line), default: 0] += 1
        // The line was scanned before, so it is JSON, or in a wrapper; where this reader thinks otherwise, what it found up to there counts.
        var cursor = JSONCursor(line)
        try? outline.walk(&cursor) { path, kind in
            let key = Key(path: path, kind: kind)
            if keys[key] != nil || keys.count <= FieldSampler.mostPaths { keys[key, default: 0] += 1 }
        }
        counts[group] = keys
    }

    /// What lies in the line's wrapper, whose own keys are none of the vendor's. Lives as long as the line, or until the next one.
    private func application(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard case .wrapped(let wrapped) = WrappedLine.find(line, isObject: isObject(line)) else { return line }
        return wrapped.text(of: line, in: &unwrapped) ?? line
    }

    private func isObject(_ line: UnsafeRawBufferPointer) -> Bool {
        var start = JSONCursor(line)
        start.skipSpace()
        return (try? start.kind()) == .object
    }

    private func outline(of format: Int) -> Outline {
        if let known = outlines[format] { return known }
        let made = Outline(of: names[format])
        outlines[format] = made
        return made
    }
}
