/// How often loads come, as the last one that knew said of itself.
package struct LoadRhythm: Sendable, Equatable {
    /// When that load began.
    package var begun: Instant
    package var everyNanoseconds: Int64

    package init(begun: Instant, everyNanoseconds: Int64) {
        (self.begun, self.everyNanoseconds) = (begun, everyNanoseconds)
    }

    /// By when the next load is to begin.
    package var due: Instant { begun.advanced(by: everyNanoseconds) }

    /// A timer waits a while before it starts one, and what it brings is seen at its end.
    private static let leewayShare: Int64 = 24

    /// Whether the next load should be here by now: an hour late of a day.
    package func isOverdue(at now: Instant) -> Bool { due.advanced(by: everyNanoseconds / Self.leewayShare) < now }
}
