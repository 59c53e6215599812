import LogRecords

// foreign numbers: sums and products are checked

/// Whether lines of two places can tell of one request.
enum Fitting {
    /// How far clocks may be apart, and rounding may go, where times are compared and nothing is said about it.
    static let slack = 100 * 1_000_000 as Int64
    /// How far clocks may be apart where that is said.
    static let clockSlack = 5 * Instant.second
    /// A process may write a call's last line when its request has ended.
    static let lateLineSlack = Instant.second
    /// An application ends its request that near to Cloud Run.
    static let sameEnd = 200 * 1_000_000 as Int64
    /// Longer ones have no room for the slack.
    private static let longest = Int64.max &- slack

    /// Whether nothing that both lines state makes them two requests', their times left aside.
    static func agree(_ outer: JoinedRecord, _ inner: JoinedRecord, comparingStatus: Bool) -> Bool {
        contradiction(outer, inner, comparingStatus: comparingStatus) == nil
    }

    /// What makes two lines two requests', their times left aside.
    static func contradiction(
        _ outer: JoinedRecord, _ inner: JoinedRecord, comparingStatus: Bool
    ) -> WorkStep.Contradiction? {
        if !sameReplica(outer, inner) { return .replica }
        if inner.vantage == .provider { return namesSame(outer, inner) ? nil : .otherIDs }
        if !agree(outer.comparedPath, inner.comparedPath) { return .path }
        if !agree(outer.sighting.method, inner.sighting.method) { return .method }
        if !isNotShorter(outer, than: inner) { return .length }
        return !comparingStatus || agree(outer.statusFromBehind, inner.sentStatus) ? nil : .status
    }

    /// Whether a call names no other trace and no other correlation id than its gateway's line: one program writes both
    /// for one request.
    private static func namesSame(_ outer: JoinedRecord, _ call: JoinedRecord) -> Bool {
        outer.vantage != .gateway
            || agree(outer.sighting.traceID, call.sighting.traceID)
                && agree(outer.sighting.correlationID, call.sighting.correlationID)
    }

    /// Cloud Run and the envelope around an application's line name the same replica by the same id; our gateway has
    /// its own name for itself.
    static func sameReplica(_ left: JoinedRecord, _ right: JoinedRecord) -> Bool { agree(left.replica, right.replica) }

    /// How much later the inner line's clock must be set, at least and at most, for it to lie inside the outer one;
    /// `nil` where no clock can do that. A line in whole seconds may be off by one.
    static func shift(of inner: JoinedRecord, into outer: JoinedRecord) -> ClosedRange<Int64>? {
        let slack = outer.isInWholeSeconds || inner.isInWholeSeconds ? slack + Instant.second : slack  // bounded: constants
        guard let first = inner.begin ?? inner.finish, let last = inner.finish ?? inner.begin else { return .min ... .max }
        let isCall = inner.vantage == .provider || inner.begin == nil
        var (least, most) = (Int64.min, Int64.max)
        if let begin = outer.begin {
            least = max(least, begin.advanced(by: -slack).nanoseconds(since: first))
            if outer.finish == nil {
                most = min(
                    most, begin.advanced(by: slack).advanced(by: isCall ? Instant.minute : Instant.second).nanoseconds(since: first)
                )
            }
        }
        if let finish = outer.finish {
            most = min(most, finish.advanced(by: slack).nanoseconds(since: last))
            if outer.begin == nil { least = max(least, finish.advanced(by: -Instant.minute).nanoseconds(since: last)) }
        }
        return least <= most ? least...most : nil
    }

    /// Whether the two spans come within `slack` of each other.
    static func overlap(_ left: JoinedRecord, _ right: JoinedRecord, slack: Int64) -> Bool {
        guard let one = left.span, let other = right.span else { return true }
        return one.widened(by: slack).overlaps(other)
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

    /// Values that are not known agree with all.
    static func agree<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
        guard let left, let right else { return true }
        return left == right
    }

    private static func isNotShorter(_ outer: JoinedRecord, than inner: JoinedRecord) -> Bool {
        guard let long = outer.sighting.duration, let short = inner.sighting.duration, long >= 0, short >= 0 else { return true }
        return short <= long.addingReportingOverflow(slack).partialValue || long > longest
    }
}

extension JoinedRecord {
    /// The replica that wrote the line, by the name that the platform gives it.
    var replica: String? {
        isOwnGateway || vantage != .gateway && vantage != .provider ? nil : sighting.gatewayInstance
    }

    /// What this line's system was answered by what lies behind it.
    fileprivate var statusFromBehind: Int? {
        switch vantage {
        case .edge: sighting.originStatus == 0 ? nil : sighting.originStatus
        case .balancer: sighting.result == "response_sent_by_backend" ? sighting.status : nil
        case .gateway: isCloudRun ? sighting.status : nil
        case .provider, .monolith: nil
        }
    }

    /// What it answered.
    fileprivate var sentStatus: Int? { vantage == .gateway || vantage == .balancer ? sighting.status : nil }
}

extension Instant {
    /// How much later this moment is than another, held at the ends of the range.
    func nanoseconds(since other: Instant) -> Int64 {
        let (difference, overflow) = nanoseconds.subtractingReportingOverflow(other.nanoseconds)
        return overflow ? (self < other ? .min : .max) : difference
    }
}
