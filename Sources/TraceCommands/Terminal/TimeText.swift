import LogRecords

/// Times in tables, to the second, in UTC.
enum TimeText {
    /// `2026-11-22 10:31:07`
    static func seconds(_ instant: Instant) -> String {
        let second = Instant(nanoseconds: instant.nanoseconds / Instant.second * Instant.second)
        return String(second.text(digits: 0).dropLast()).replacing("T", with: " ")
    }

    /// `2026-11-22 10:31:07 - 10:35:00`, the second date only where it is another day.
    static func short(_ range: TimeRange) -> String {
        let from = seconds(range.from)
        let to = seconds(range.to)
        return from + " - " + (Day(range.from) == Day(range.to) ? String(to.suffix(8)) : to)
    }
}
