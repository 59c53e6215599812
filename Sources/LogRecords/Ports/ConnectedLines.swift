/// What is given of lines that hang together.
package enum ConnectedLines {
    /// How far before and behind a day lines are looked for that hang together with its own, in nanoseconds.
    package static let near = 2 * Instant.hour

    /// Whether a line is looked at for a day, `nil` for the undated ones: it is filed near it, or nobody knows when.
    package static func has(_ filed: Instant?, day: Day?) -> Bool {
        guard let filed, let day else { return true }
        return range(of: day).contains(filed)
    }

    /// The time in which lines are looked for that belong to a day's.
    package static func range(of day: Day) -> TimeRange { day.range.widened(by: near) }
}
