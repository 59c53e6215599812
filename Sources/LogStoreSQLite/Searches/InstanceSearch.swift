import LogRecords

/// Collects the sightings of one customer instance in a range of time.
struct InstanceSearch {
    let instance: String
    let range: TimeRange
    let filter: SightingFilter
    let visibility: Visibility
    private var found: [Found] = []

    private struct Found {
        var filed: Int64
        var segment: Int
        var row: Int
    }

    init(instance: String, range: TimeRange, filter: SightingFilter, visibility: Visibility) {
        self.instance = instance
        self.range = range
        self.filter = filter
        self.visibility = visibility
    }

    mutating func look(in segment: SegmentReader, number: Int) throws {
        for row in try segment.identifiers.rows(ofInstance: instance, seconds: range.seconds(of: segment.listed.day)) {
            guard let brief = try segment.brief(row), range.contains(Instant(nanoseconds: brief.filed)),
                try visibility.shows(shard: brief.shard, line: brief.line), try isAsked(brief, in: segment)
            else { continue }
            found.append(Found(filed: brief.filed, segment: number, row: row))
        }
    }

    /// The newest, read whole.
    func matches(limit: Int, in segment: (Int) -> SegmentReader) throws -> InstanceMatches {
        let newest = found.sorted { ($0.filed, $0.segment, $0.row) > ($1.filed, $1.segment, $1.row) }
        let sightings = try newest.prefix(limit).compactMap { try segment($0.segment).sighting($0.row) }
        return InstanceMatches(sightings: sightings, total: found.count)
    }

    private func isAsked(_ brief: SegmentReader.Brief, in segment: SegmentReader) throws -> Bool {
        guard let caller = brief.caller, try segment.customerInstance(ofCaller: caller) == instance else { return false }
        if let status = filter.status {
            guard let other = brief.status, status.contains(Int(truncatingIfNeeded: other)) else { return false }
        }
        if let path = filter.path {
            guard let other = try segment.text(brief.path) else { return false }
            return InstanceSearch.withoutPrefix(other) == InstanceSearch.withoutPrefix(path)
        }
        return true
    }

    /// At the edge the gateway's paths begin with `/ai`.
    private static func withoutPrefix(_ path: String) -> Substring {
        path.hasPrefix("/ai/") ? path.dropFirst(3) : path[...]
    }
}

extension TimeRange {
    /// The seconds of a segment's day that lie in the range; an undated segment mixes days.
    func seconds(of day: Day?) -> ClosedRange<UInt64> {
        guard let day else { return 0...86_399 }
        let first = day == Day(from) ? IdentifierHash.secondOfDay(from.nanoseconds) : 0
        let last = day == Day(to) ? IdentifierHash.secondOfDay(to.nanoseconds) : 86_399
        return first...max(first, last)
    }
}

/// Counts the rows of one customer instance in a segment.
enum InstanceCount {
    /// Rows that are looked at one by one before a cheaper way is tried.
    static let fewRows = 1000

    /// Where every row of the segment is visible and no other instance shares the short hash, the words are the count.
    static func rows(
        of instance: String, in segment: SegmentReader, isWhole: Bool, visibility: Visibility
    ) throws -> Int64 {
        let rows = try segment.identifiers.rows(ofInstance: instance, seconds: 0...86_399)
        if rows.count > fewRows, isWhole {
            let hash = segment.identifiers.instanceHash(instance)
            let alike = try segment.customerInstances().filter { segment.identifiers.instanceHash($0) == hash }
            if alike == [instance] { return Int64(rows.count) }
        }
        return try rows.reduce(into: 0) { count, row in
            guard let brief = try segment.brief(row), let caller = brief.caller,
                try visibility.shows(shard: brief.shard, line: brief.line),
                try segment.customerInstance(ofCaller: caller) == instance
            else { return }
            count += 1
        }
    }
}
