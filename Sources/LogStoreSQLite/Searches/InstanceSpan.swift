import LogRecords

/// The first and the last moment of a customer instance in a range of time: rows are looked at from both ends, and none
/// between.
struct InstanceSpan {
    let instance: String
    let range: TimeRange
    let visibility: Visibility

    func span(in segment: SegmentReader) throws -> TimeRange? {
        let day = segment.listed.day
        let rows = try segment.identifiers.rows(ofInstance: instance, seconds: range.seconds(of: day))
        // The words of a day are in the order of seconds; undated rows are of any time.
        guard day != nil else { return try span(of: rows, in: segment) }
        guard let first = try span(of: rows, in: segment, ofOneSecond: true) else { return nil }
        guard let last = try span(of: rows.reversed(), in: segment, ofOneSecond: true) else { return first }
        return first.union(last)
    }

    /// The span of these rows, or of those that share the second of the first that counts.
    private func span(of rows: some Sequence<Int>, in segment: SegmentReader, ofOneSecond: Bool = false) throws -> TimeRange? {
        var span: TimeRange?
        for row in rows {
            guard let brief = try segment.brief(row) else { continue }
            let moment = Instant(nanoseconds: brief.filed)
            if ofOneSecond, let span, IdentifierHash.secondOfDay(span.from.nanoseconds) != IdentifierHash.secondOfDay(brief.filed) {
                break
            }
            guard range.contains(moment), let caller = brief.caller,
                try visibility.shows(shard: brief.shard, line: brief.line),
                try segment.customerInstance(ofCaller: caller) == instance
            else { continue }
            let own = TimeRange(from: moment, to: moment)
            span = span?.union(own) ?? own
        }
        return span
    }
}
