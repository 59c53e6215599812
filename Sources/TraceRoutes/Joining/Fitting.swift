import LogRecords

// foreign numbers: sums and products are checked

/// Whether two lines of two vantages can tell of one request.
enum Fitting {
    /// How far the clocks of two vantages may be apart where only a correlation id joins them.
    static let clockSlack = 5 * Instant.second
    /// The same where a trace id, which one request seldom shares, joins them.
    static let traceSlack = 30 * Instant.second
    /// Within one process's lines only rounding is left.
    static let sameClockSlack = 100 * 1_000_000 as Int64
    /// A process may write a call's last line when its request has ended.
    static let lateLineSlack = Instant.second
    /// A caller's duration may be shorter than the called one's by rounding alone.
    private static let durationSlack = 100 * 1_000_000 as Int64
    /// Longer ones have no room for the slack.
    private static let longest = Int64.max &- durationSlack

    /// Whether `inner` can be what `outer` handed on: same method and path, inside its time, not longer, with the status it got.
    static func handsOn(_ outer: JoinedRecord, to inner: JoinedRecord, slack: Int64) -> Bool {
        guard agree(outer.comparedPath, inner.comparedPath), agree(outer.sighting.method, inner.sighting.method),
            encloses(outer.span, inner.span, slack: slack), isNotShorter(outer, than: inner)
        else { return false }
        guard let got = outer.sighting.originStatus, got != 0, inner.isApplication, let sent = inner.sighting.status else {
            return true
        }
        return got == sent
    }

    /// Whether `outer` can have made the call `inner` while it ran, under another path.
    static func calls(_ outer: JoinedRecord, _ inner: JoinedRecord) -> Bool {
        encloses(outer.span, inner.span, slack: clockSlack)
    }

    /// Whether the inner span lies in the outer one, give or take `slack`; times that are not known contradict nothing.
    static func encloses(_ outer: TimeRange?, _ inner: TimeRange?, slack: Int64) -> Bool {
        guard let outer, let inner else { return true }
        let wide = outer.widened(by: slack)
        return wide.contains(inner.from) && wide.contains(inner.to)
    }

    /// Whether the two spans come within `slack` of each other.
    static func overlap(_ left: JoinedRecord, _ right: JoinedRecord, slack: Int64) -> Bool {
        guard let one = left.span, let other = right.span else { return true }
        return one.widened(by: slack).overlaps(other)
    }

    /// Values that are not known agree with all.
    static func agree<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
        guard let left, let right else { return true }
        return left == right
    }

    private static func isNotShorter(_ outer: JoinedRecord, than inner: JoinedRecord) -> Bool {
        guard let long = outer.sighting.duration, let short = inner.sighting.duration, long >= 0, short >= 0 else { return true }
        return short <= long.addingReportingOverflow(durationSlack).partialValue || long > longest
    }
}
