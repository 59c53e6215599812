import LogRecords
import TraceRoutes

/// A calendar for a person: a table of the sources, then what is missing, a line or two each.
struct CalendarText {
    /// Holes of a source that are printed; the JSON has more.
    static let mostShown = 20

    private let calendar: ShardCalendar
    /// `nil`: not asked for.
    private let drift: [FieldDrift]?
    private let width: Int

    init(_ calendar: ShardCalendar, drift: [FieldDrift]?, width: Int) {
        self.calendar = calendar
        self.drift = drift
        self.width = width
    }

    var text: String {
        guard let range = calendar.range else { return "the store is empty\n" }
        let shown = TimeRange(from: range.from, to: range.to.advanced(by: 1))
        var lines = [HoleWords.time(shown) + " UTC: " + verdict, ""] + table
        for source in calendar.sources { lines += problems(of: source) }
        lines += sequenceLines + driftLines
        if calendar.sources.contains(where: { $0.missing == nil && $0.loaded > 0 }) {
            lines += ["", "?  how many there should be cannot be told from the shards' names"]
        }
        let never = calendar.sources.filter { $0.span == nil }.map { $0.source.printable(limit: 60) }
        if !never.isEmpty {
            lines += wrapped("never loaded: " + never.joined(separator: ", "), first: "", rest: "  ", width: width)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var verdict: String {
        if calendar.complete && !calendar.hasHoles { return "whole" }
        return calendar.hasHoles ? "something is missing" : "nothing is known to be missing"
    }

    private var table: [String] {
        let rows = calendar.sources.filter { $0.span != nil }.map { source in
            [
                source.source.printable(limit: 60).shortened(to: 26), "\(source.loaded)", source.missing.map(String.init) ?? "?",
                "\(source.cut.count)", "\(source.expired)", source.span.map(days) ?? "",
            ]
        }
        let all = [["source", "loaded", "missing", "cut", "pruned", "days"]] + rows
        let widths = all[0].indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            row.indices.map { column in
                (1...4).contains(column)
                    ? row[column].rightAligned(to: widths[column])
                    : column == 0 ? row[column].padded(to: widths[column]) : row[column]
            }.joined(separator: "  ")
        }
    }

    private func days(_ span: TimeRange) -> String {
        Day(span.from) == Day(span.to) ? "\(Day(span.from))" : "\(Day(span.from)) - \(Day(span.to))"
    }

    private func problems(of source: ShardCalendar.Source) -> [String] {
        guard source.hasHoles else { return [] }
        let rhythm = source.periodNanoseconds.map { ", a shard every \(HoleWords.length($0))" } ?? ""
        var lines = ["", source.source.printable(limit: 60) + rhythm]
        for hole in source.holes.prefix(Self.mostShown) {
            let series = hole.series.isEmpty ? "" : hole.series.printable() + ": "
            lines += wrapped(series + HoleWords.sentence(hole), first: "  ", rest: "    ", width: width)
        }
        if source.holeCount > Self.mostShown { lines.append("  and \(source.holeCount - Self.mostShown) more") }
        for shard in source.cut.prefix(Self.mostShown) {
            let serve = shard.tally.lines == 1 ? "line serves" : "lines serve"
            lines += wrapped(
                "\(shard.path.printable(limit: 4096)) is cut short; its \(grouped(shard.tally.lines)) whole \(serve)", first: "  ",
                rest: "    ", width: width)
        }
        if source.cut.count > Self.mostShown { lines.append("  and \(source.cut.count - Self.mostShown) more that are cut short") }
        return lines
    }

    private var driftLines: [String] {
        guard let drift else { return [] }
        guard !drift.isEmpty else { return ["", "no field appeared, vanished or changed"] }
        var lines = ["", "fields that are not what they were on the days before"]
        for one in drift.prefix(2 * Self.mostShown) {
            lines += wrapped(DriftWords.sentence(one), first: "  ", rest: "    ", width: width)
        }
        if drift.count > 2 * Self.mostShown { lines.append("  and \(drift.count - 2 * Self.mostShown) more") }
        return lines
    }

    /// Lines that a gateway numbered and no shard holds.
    private var sequenceLines: [String] {
        guard let sequences = calendar.sequences, sequences.total > 0 else { return [] }
        var lines = ["", "lines that gateway instances numbered: \(grouped(sequences.lines)) missing"]
        for gap in sequences.gaps.prefix(Self.mostShown) {
            let numbers = gap.first == gap.last ? "\(gap.first)" : "\(gap.first)-\(gap.last)"
            let sentence = "instance \(gap.instance.printable(limit: 60)), \(numbers) missing, between \(TimeText.short(gap.span))"
            lines += wrapped(sentence, first: "  ", rest: "    ", width: width)
        }
        if sequences.total > Self.mostShown { lines.append("  and \(sequences.total - Self.mostShown) more gaps") }
        return lines
    }
}

/// The sentences in which a hole is told.
enum HoleWords {
    static func sentence(_ hole: ShardHole) -> String {
        let time = time(hole.range)
        let parts = hole.parts.map { $0.printable(limit: 200) }.joined(separator: ", ")
        let several = hole.shards > 1 ? " (\(grouped(Int64(hole.shards))) shards)" : ""
        switch hole.kind {
        case .between:
            let perhaps = hole.mayBeQuiet ? ", or nothing was logged" : ""
            return "\(time)\(several) is not loaded; its neighbours are\(perhaps)"
        case .before: return "\(time)\(several) is not loaded; the first is of later"
        case .after: return "\(time)\(several) is not loaded; the last is of earlier"
        case .parts:
            let more = hole.shards > hole.parts.count ? " and \(grouped(Int64(hole.shards - hole.parts.count))) more" : ""
            let verb = hole.shards == 1 ? "is" : "are"
            return "\(time): \(parts)\(more) \(verb) not loaded; a later part is"
        case .numbers:
            let isOne = hole.shards == 1
            return "\(isOne ? "number" : "numbers") \(parts) \(isOne ? "is" : "are") not loaded;"
                + " \(isOne ? "its" : "their") neighbours are, of \(time)"
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
