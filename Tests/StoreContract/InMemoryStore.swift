package import LogRecords

/// A store that is a few arrays: what the other stores are compared with, and what tests of routes read from.
///
/// It shows only what a store may show: sightings whose shard is live and whose line is in the shard's visible range.
package final class InMemoryStore {
    package let capabilities = Set(StoreCapability.allCases)
    package internal(set) var sightings: [Sighting]
    package var entries: [Int64: ShardEntry]
    var pruned: [Day: Instant]
    var writing = Writing()
    /// The numbers of gateways' lines, by shard.
    package var sequences: [Int64: [SequenceRun]] = [:]
    /// Lines an hour, and what is known of replicas, by shard.
    package var hours: [Int64: [SourceHour]] = [:]
    package var replicas: [Int64: [Replica]] = [:]
    /// Shards of which not every line was counted.
    package var uncounted: Set<Int64> = []
    package var declared: [Declaration] = []
    package var rhythm: LoadRhythm?
    package var acknowledged: [AcknowledgedHole] = []
    /// Files that gave nothing, by what they are known by.
    package var failures: [String: RememberedFailure] = [:]
    /// The keys that lines had, by shard.
    package var fields: [Int64: [FieldCount]] = [:]

    /// A store that holds these sightings. Shards that are not among `shards` are made up: live, and visible as a
    /// whole.
    package init(_ sightings: [Sighting] = [], shards: [ShardEntry] = [], pruned: [Day: Instant] = [:]) {
        self.sightings = sightings
        self.pruned = pruned
        entries = Dictionary(shards.map { ($0.number, $0) }) { first, _ in first }
        for (number, rows) in Dictionary(grouping: sightings, by: \.place.shard) where entries[number] == nil {
            entries[number] = ShardEntry(madeUp: number, for: rows)
        }
    }

    private var visible: [Sighting] {
        sightings.filter { sighting in
            guard let entry = entries[sighting.place.shard], entry.state == .live else { return false }
            let behind = sighting.place.line - entry.firstVisibleLine
            return behind >= 0 && behind < entry.visibleLines
        }
    }
}

extension InMemoryStore: RecordReader {
    package func sightings(
        carrying identifiers: [CanonicalIdentifier], on days: DaySelection, limit: Int
    ) -> IdentifierMatches {
        let asked = Set(identifiers)
        var matches = IdentifierMatches()
        for sighting in visible where days.includes(sighting.day) {
            var isTaken = false
            for identifier in sighting.canonicalIdentifiers.intersection(asked) {
                let count = (matches.carried[identifier] ?? 0) + 1
                matches.carried[identifier] = count
                isTaken = isTaken || count <= limit
            }
            if isTaken { matches.sightings.append(sighting) }
        }
        return matches
    }

    package func identifiers(beginning: IdentifierBeginning, in range: TimeRange, limit: Int) -> [FoundIdentifier] {
        var known: Set<String> = []
        var found: [FoundIdentifier] = []
        for sighting in visible where sighting.filed.map(range.contains) ?? false {
            for (kind, text) in sighting.identifiers where beginning.admits(text) && found.count < limit {
                guard known.insert(kind.rawValue + text).inserted else { continue }
                found.append(FoundIdentifier(kind: kind, text: text, filed: sighting.filed))
            }
        }
        return found
    }

    package func customerInstances(on days: ClosedRange<Day>) -> Set<String> {
        Set(visible.filter { $0.day.map(days.contains) ?? true }.compactMap(\.customerInstance))
    }

    package func sightings(
        ofInstance instance: String, in range: TimeRange, filter: SightingFilter, limit: Int
    ) -> InstanceMatches {
        let found =
            visible
            .filter { $0.customerInstance == instance && filter.admits($0) && $0.filed.map(range.contains) ?? false }
            .sorted { ($0.filed?.nanoseconds ?? 0) > ($1.filed?.nanoseconds ?? 0) }
        return InstanceMatches(sightings: Array(found.prefix(limit)), total: found.count)
    }

    package func connectedLines(
        on day: Day?, by kinds: Set<IdentifierKind>, most: Int, _ take: ([Sighting]) throws -> Void
    ) rethrows {
        let near = visible.filter { line in
            line.day == nil || day.map { line.filed.map(ConnectedLines.range(of: $0).contains) ?? true } ?? false
        }
        let keys = near.map { line in
            Set(line.identifiers.filter { kinds.contains($0.kind) }.map { CanonicalIdentifier($0.text) })
        }
        let carriers = Dictionary(keys.joined().map { ($0, 1) }, uniquingKeysWith: +)
        var groups: [(keys: Set<CanonicalIdentifier>, lines: [Sighting])] = []
        for (line, keys) in zip(near, keys) {
            var group = (keys: keys.filter { carriers[$0] ?? 0 <= most }, lines: [line])
            while let index = groups.firstIndex(where: { !$0.keys.isDisjoint(with: group.keys) }) {
                group = (groups[index].keys.union(group.keys), groups.remove(at: index).lines + group.lines)
            }
            groups.append(group)
        }
        for group in groups where group.lines.contains(where: { $0.day == day }) { try take(group.lines) }
    }

    package func shardsOfDays() -> [Day?: Set<Int64>] {
        Dictionary(grouping: visible, by: \.day).mapValues { Set($0.map(\.place.shard)) }
    }

    package func sightings(on day: Day?, ofShards shards: Set<Int64>, lines: Set<StoredLine>) -> [Sighting] {
        visible.filter { $0.day == day && (shards.contains($0.place.shard) || lines.contains($0.place.storedLine)) }
    }

    package func days(ofInstance instance: String) -> [(day: Day?, sightings: Int64)] {
        let counts = Dictionary(grouping: visible.filter { $0.customerInstance == instance }, by: \.day)
        return counts.map { (day: $0, sightings: Int64($1.count)) }.sorted { isEarlier($0.day, $1.day) }
    }

    package func span(ofInstance instance: String, in range: TimeRange) -> TimeRange? {
        visible.filter { $0.customerInstance == instance }.compactMap(\.filed).filter(range.contains)
            .reduce(nil) { span, moment in
                let own = TimeRange(from: moment, to: moment)
                return span?.union(own) ?? own
            }
    }

    package func shards() -> [ShardEntry] {
        entries.values.sorted { $0.number < $1.number }
    }

    package func shards(numbered numbers: Set<Int64>) -> [ShardEntry] {
        shards().filter { numbers.contains($0.number) }
    }

    package func standing(near: TimeRange?) -> LedgerStanding {
        let all = LedgerStanding(shards().map(\.standing))
        guard let near else { return all }
        return LedgerStanding(near: near, shards: all.shards, series: all.series, loose: all.loose, covers: all.covers)
    }

    package func problems(ofShard number: Int64) -> [LineProblem] {
        writing.problems[number] ?? []
    }

    package func days() -> [Day?] {
        Set(visible.map(\.day)).sorted(by: isEarlier)
    }

    package func fieldCounts(on days: ClosedRange<Day>) -> [FieldCount] {
        var sums: [FieldCount: Int64] = [:]
        for count in fields.filter({ entries[$0.key] != nil }).values.joined() where days.contains(count.day) {
            var key = count
            key.lines = 0
            sums[key, default: 0] += count.lines
        }
        return sums.map { FieldCount(day: $0.day, source: $0.source, path: $0.path, kind: $0.kind, lines: $1) }
            .sorted { ($0.day, $0.source, $0.path, $0.kind.rawValue) < ($1.day, $1.source, $1.path, $1.kind.rawValue) }
    }

    package func acknowledgedHoles() -> [AcknowledgedHole] { acknowledged }

    package func declarations() -> [Declaration] { declared.sorted { $0.subject < $1.subject } }

    package func loadRhythm() -> LoadRhythm? { rhythm }

    package func prunedDays() -> [(day: Day, pruned: Instant)] {
        pruned.map { (day: $0, pruned: $1) }.sorted { $0.day < $1.day }
    }
}

/// Undated is last.
private func isEarlier(_ left: Day?, _ right: Day?) -> Bool {
    guard let left else { return false }
    guard let right else { return true }
    return left < right
}

extension Sighting {
    /// The day it is filed under; `nil` is undated. (A store may also hold implausible times as undated.)
    package var day: Day? {
        filed.flatMap { $0 < Instant.firstRay ? nil : Day($0) }
    }

    package var canonicalIdentifiers: Set<CanonicalIdentifier> {
        Set(identifiers.map { CanonicalIdentifier($0.text) })
    }
}

extension DaySelection {
    func includes(_ day: Day?) -> Bool {
        switch self {
        case .all: true
        case .days(let range): day.map(range.contains) ?? true
        }
    }
}

extension SightingFilter {
    func admits(_ sighting: Sighting) -> Bool {
        if let path {
            guard let other = sighting.path, withoutPrefix(other) == withoutPrefix(path) else { return false }
        }
        if let status {
            guard let other = sighting.status, status.contains(other) else { return false }
        }
        return true
    }

    private func withoutPrefix(_ path: String) -> Substring {
        path.hasPrefix("/ai/") ? path.dropFirst(3) : path[...]
    }
}

extension Instant {
    /// 2012-10-12T00:00:00Z: what is older is no request through Cloudflare.
    static let firstRay = Instant(nanoseconds: 1_350_000_000 * Instant.second)
}

extension ShardEntry {
    /// A live shard of which every line is visible, for tests that care for sightings only.
    package init(madeUp number: Int64, for sightings: [Sighting], path: String? = nil, rhythm: ShardRhythm? = nil) {
        var tally = Tally()
        tally.lines = max(sightings.map(\.place.line).max() ?? 0, Int64(sightings.count))
        tally.stored = Int64(sightings.count)
        tally.notARequest = tally.lines - tally.stored
        let sources = Dictionary(grouping: sightings, by: \.format).map { format, rows in
            let times = rows.compactMap(\.filed).sorted()
            let span = times.first.flatMap { first in times.last.map { TimeRange(from: first, to: $0) } }
            return Source(name: format, records: Int64(rows.count), span: span)
        }
        self.init(
            number: number, digest: ContentDigest(value: ID128(high: 0xD1, low: UInt64(bitPattern: number))),
            path: path ?? "made-up-\(number).ndjson.gz", folder: "/logs", coding: .gzip, fileBytes: 1000, tally: tally,
            sources: sources.sorted { $0.name < $1.name }, rhythm: rhythm, truncated: false, firstVisibleLine: 1,
            visibleLines: tally.lines, loaded: Instant(nanoseconds: 1_790_000_000 * Instant.second), state: .live)
    }
}
