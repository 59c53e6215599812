/// What is given of lines that hang together.
package enum ConnectedLines {
    /// How far before and behind a day lines are looked for that hang together with its own, in nanoseconds.
    package static let near = 2 * Instant.hour

    /// The time in which lines are looked for that belong to a day's.
    package static func range(of day: Day) -> TimeRange { day.range.widened(by: near) }
}
