import LogRecords

// foreign numbers: sums and products are checked

/// Lengths of time as lines state them, put together without a trap.
enum Lengths {
    /// What is left of a whole without a part of it; `nil` where the part is longer.
    static func rest(of whole: Int64, without part: Int64) -> Int64? {
        let (left, overflow) = whole.subtractingReportingOverflow(part)
        return overflow || left < 0 ? nil : left
    }

    /// Both together; `nil` where one is not known.
    static func together(_ one: Int64?, _ other: Int64?) -> Int64? {
        guard let one, let other else { return nil }
        return saturatingSum(one, max(0, other))
    }

    /// Whether an edge's wait, which it counts in whole milliseconds, holds all that somebody behind it took.
    static func holds(_ wait: Int64, all inner: Int64) -> Bool { inner <= saturatingSum(wait, 1_000_000) }
}
