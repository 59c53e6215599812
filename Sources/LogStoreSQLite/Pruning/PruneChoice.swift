import LogRecords

/// What a store may keep. A day goes when either limit says so.
package struct PruneLimits: Sendable, Equatable {
    /// Days before today that are kept; age is counted in whole UTC days.
    package var days: Int32?
    /// Bytes of segments; the newest day stays however big it is.
    package var bytes: Int64?

    package init(days: Int32? = nil, bytes: Int64? = nil) {
        self.days = days
        self.bytes = bytes
    }
}

/// Chooses the days to be pruned: always the oldest.
enum PruneChoice {
    /// `days` are ascending; `undatedBytes` have no age, stay, and count.
    static func chosen(of days: [StoredDay], undatedBytes: Int64, limits: PruneLimits, today: Day) -> [StoredDay] {
        var left = days.reduce(undatedBytes) { $0 + $1.bytes }
        var chosen: [StoredDay] = []
        for day in days {
            let isOld = limits.days.map { Int64(day.day.number) < Int64(today.number) - Int64($0) } ?? false
            let isTooMuch = limits.bytes.map { left > $0 && day.day != days.last?.day } ?? false
            guard isOld || isTooMuch else { break }
            chosen.append(day)
            left -= day.bytes
        }
        return chosen
    }
}
