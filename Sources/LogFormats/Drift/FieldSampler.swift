package import LogRecords

/// Notes which keys a few lines of each shard have, and what kind their values are of, so that a vendor's change is
/// seen.
///
/// Of a source that was hardly looked at yet the first lines of a shard are, and then every sixteenth part of what
/// went by; of one that was, one line in 256, wherever a shard begins: each shard of a day has its part in what is
/// known of the day. Lines that are told apart by what wrote them (`LogFormat.lineKind`) are looked at, counted and
/// compared apart, since one has keys that another lacks. All keys at the top of a line are noted (of an enveloped one
/// also those at the top of what it holds), below that those which the format's tables name. A sampler belongs to one
/// thread.
package final class FieldSampler {
    /// Lines of one kind and day that are looked at, before that is one in `rarely`.
    static let usualLines = 300
    static let rarely = 256
    /// What part of the lines that went by in a shard a pause is, while its kinds are hardly known.
    static let pausePart = 16
    /// Keys of one group in one shard that are noted; longer ones are not.
    static let mostPaths = 256
    static let longestKey = 64
    /// Groups in one shard.
    static let mostGroups = 48

    /// Lines that are told apart by what wrote them.
    private struct Source: Hashable {
        var format: Int
        var kind: String
    }

    /// Those of one day.
    private struct Group: Hashable {
        var day: Day
        var source: Source
    }

    private let names: [String]
    private let kinds: [String]
    private var outlines: [Source: Outline] = [:]
    private var looked: [Group: Int] = [:]
    /// Lines of this shard up to the one that was looked at last, and from there to the next.
    private var passed = 0
    private var pause = 0
    private var left = 0
    /// Whether the last line that was looked at was of a kind that is known well.
    private var isKnown = false
    private var dice: UInt64 = 0x9E37_79B9_7F4A_7C15
    private var unwrapped = UnwrappedBytes()
    private var counts: [Group: PathCounts] = [:]

    /// `names` are those of the decoder's formats, `kinds` those of its variants.
    package init(names: [String], kinds: [String] = []) {
        self.names = names
        self.kinds = kinds
    }

    /// Begins to count anew: so many lines of each shard are looked at.
    package func beginShard() {
        counts = [:]
        for (source, outline) in outlines where outline.isFull { outlines[source] = nil }
        passed = 0
        // A pause goes on over the end of a shard: otherwise the first lines of shards would be all that is known of a source of many, or none
        // of shards that are shorter than it.
        pause = isKnown ? max(1, left) : 1
        left = pause
    }

    /// Notes a line that became a record, if it is one of those that are looked at. Where `filed` is `nil` it has no
    /// day. In a line that `isBare` no wrapper is looked for.
    @inline(__always)
    package func note(
        _ line: UnsafeRawBufferPointer, format: Int, variant: Int = -1, isBare: Bool = false, filed: Int64?
    ) {
        left &-= 1
        if left <= 0 { look(line, format, variant, isBare, filed) }
    }

    /// What the lines of this shard had.
    package var fields: [FieldCount] {
        counts.flatMap { group, counts in
            let (name, kind) = (names[group.source.format], group.source.kind)
            let paths = outlines[group.source]?.paths ?? []
            return counts.all(of: paths, day: group.day, source: kind.isEmpty ? name : name + " " + kind)
        }
    }

    @inline(never)
    private func look(_ line: UnsafeRawBufferPointer, _ format: Int, _ variant: Int, _ isBare: Bool, _ filed: Int64?) {
        passed += pause
        let kind = kinds.indices.contains(variant) ? kinds[variant] : ""
        let group = filed.map { Group(day: Day(Instant(nanoseconds: $0)), source: Source(format: format, kind: kind)) }
        if let group { note(isBare ? line : application(line), of: group) }
        isKnown = group.map { looked[$0, default: 0] >= FieldSampler.usualLines } ?? isKnown
        let part = min(FieldSampler.rarely, max(1, passed / FieldSampler.pausePart))
        // Around the pause, so that what comes in turns is not missed by turns.
        pause = isKnown ? FieldSampler.rarely / 2 + chance(FieldSampler.rarely) : part == 1 ? 1 : part / 2 + 1 + chance(part)
        left = pause
    }

    private func note(_ line: UnsafeRawBufferPointer, of group: Group) {
        // A row of a table has no keys of its own.
        guard isObject(line), names.indices.contains(group.source.format) else { return }
        guard counts[group] != nil || counts.count < FieldSampler.mostGroups else { return }
        // Days come and go in a load of years; what was looked at of old ones may be forgotten.
        if looked.count > 4096 { looked = [:] }
        looked[group, default: 0] += 1
        var outline = outlines.removeValue(forKey: group.source) ?? Outline(of: names[group.source.format])
        outline.walk(line)
        counts[group, default: PathCounts()].add(outline.found)
        outlines[group.source] = outline
    }

    /// A number below `count`, by a xorshift: the same run looks at the same lines.
    private func chance(_ count: Int) -> Int {
        dice ^= dice << 13
        dice ^= dice >> 7
        dice ^= dice << 17
        return Int(truncatingIfNeeded: dice >> 33) % max(1, count)
    }

    /// What lies in the line's wrapper, whose own keys are none of the vendor's. Lives as long as the line, or until
    /// the next one.
    private func application(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard case .wrapped(let wrapped) = WrappedLine.find(line, isObject: isObject(line)) else { return line }
        return wrapped.text(of: line, in: &unwrapped) ?? line
    }

    private func isObject(_ line: UnsafeRawBufferPointer) -> Bool {
        var start = JSONCursor(line)
        start.skipSpace()
        return (try? start.kind()) == .object
    }
}
