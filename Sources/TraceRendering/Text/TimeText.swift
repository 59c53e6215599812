import LogRecords

/// Times in tables, to the second, in UTC.
enum TimeText {
    /// `2026-11-22 10:31:07`
    static func seconds(_ instant: Instant) -> String {
        let second = Instant(nanoseconds: instant.nanoseconds / Instant.second * Instant.second)
        return String(second.text(digits: 0).dropLast()).replacing("T", with: " ")
    }

    /// `2026-11-22 10:31`
    static func minute(_ instant: Instant) -> String { String(seconds(instant).prefix(16)) }

    /// `2026-11-22 10:31 - 10:35`, `11-22 23:58 - 11-23 00:04`: within 25 columns.
    static func minutes(_ range: TimeRange) -> String {
        let (from, to) = (minute(range.from), minute(range.to))
        if Day(range.from) == Day(range.to) { return "\(from) - \(to.suffix(5))" }
        return "\(from.dropFirst(5)) - \(to.dropFirst(5))"
    }

    /// `2026-11-22 10:31:07 - 10:35:00`, of the second date only as much as is different.
    static func short(_ range: TimeRange) -> String {
        let from = seconds(range.from)
        let to = seconds(range.to)
        if Day(range.from) == Day(range.to) { return from + " - " + to.suffix(8) }
        return from + " - " + (from.prefix(5) == to.prefix(5) ? to.dropFirst(5) : to[...])
    }
}
