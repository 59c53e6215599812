/// What tells of lines that should be there and are not: what others saw, and the numbers that gateways give their
/// lines.
package struct Silences: Sendable, Equatable {
    /// Numbers that are missing between two lines; none while shards are loaded whose numbers were not kept.
    package var gaps: [SequenceGap] = []
    /// Replicas that had written by the end of the range, say nothing of their end, and are not heard behind it.
    package var open: [OpenReplica] = []
    /// Replicas whose first lines are missing, and whose first one that is there was written behind the range's
    /// beginning.
    package var begunEarlier: [Replica] = []
    package var hours: [SilentHour] = []
    /// Where a runtime served what is heard of elsewhere, and never there.
    package var unheard: [Station] = []
    /// There are more than these lists have.
    package var isCut = false
    /// Shards of that time were loaded whose lines were not counted: by an earlier version, or before the catalog was
    /// made anew.
    package var isUncounted = false

    package init() {}

    /// Of each kind as many are given. More are hardly ever there, and the first ones say enough.
    package static let most = 1000
}
