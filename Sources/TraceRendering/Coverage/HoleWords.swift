import LogRecords
import TraceRoutes

/// The sentences in which a hole is told.
enum HoleWords {
    static func sentence(_ hole: ShardHole) -> String {
        let time = time(hole.range)
        let parts = hole.parts.map { $0.printable() }.joined(separator: ", ")
        let several = hole.shards > 1 ? " (\(Words.count(hole.shards, "shard")))" : ""
        switch hole.kind {
        case .between:
            let perhaps = hole.mayBeQuiet ? ", or nothing was logged" : ""
            return "\(time)\(several) is not loaded; its neighbours are\(perhaps)"
        case .promised: return "\(time)\(several) is not loaded; a shard of it was declared"
        case .parts:
            let more = hole.shards > hole.parts.count ? " and \(grouped(Int64(hole.shards - hole.parts.count))) more" : ""
            let verb = Words.form(hole.shards, "is", "are")
            return "\(time): \(parts)\(more) \(verb) not loaded; a later part is"
        case .numbers:
            return "\(Words.plural(hole.shards, "number")) \(parts) \(Words.form(hole.shards, "is", "are")) not loaded;"
                + " \(Words.form(hole.shards, "its", "their")) neighbours are, of \(time)"
        }
    }

    /// `2026-11-22 10:30-10:35`, `2026-11-22 23:55 - 11-23 00:10`; with seconds where they are not all zero.
    static func time(_ range: TimeRange) -> String {
        let (from, to) = (TimeText.seconds(range.from), TimeText.seconds(range.to))
        let isWhole = from.hasSuffix(":00") && to.hasSuffix(":00")
        let (first, last) = isWhole ? (from.dropLast(3), to.dropLast(3)) : (from[...], to[...])
        if first.prefix(10) == last.prefix(10) { return first + "-" + last.dropFirst(11) }
        return first + " - " + (first.prefix(5) == last.prefix(5) ? last.dropFirst(5) : last)
    }

    /// `5 min`, `1 h`, `30 s`.
    static func length(_ nanoseconds: Int64) -> String {
        if nanoseconds % Instant.hour == 0 { return nanoseconds == Instant.hour ? "hour" : "\(nanoseconds / Instant.hour) h" }
        if nanoseconds % Instant.minute == 0 { return "\(nanoseconds / Instant.minute) min" }
        return "\(nanoseconds / Instant.second) s"
    }
}
