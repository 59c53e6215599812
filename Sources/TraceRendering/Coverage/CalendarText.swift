import LogRecords
package import TraceRoutes

/// A calendar for a person: a table of the sources, then what is missing, a line or two each.
package struct CalendarText {
    /// Holes of a source that are printed; the JSON has more.
    static let mostShown = 20

    package let text: String

    /// Draws the calendar; `drift` is `nil` where it was not asked for.
    package init(_ calendar: ShardCalendar, drift: [FieldDrift]?, style: TextStyle = TextStyle()) {
        guard let range = calendar.range else {
            text = "the store is empty\n"
            return
        }
        var page = Page(style: style)
        let shown = TimeRange(from: range.from, to: range.to.advanced(by: 1))
        page.line(HoleWords.time(shown) + " UTC: " + Self.verdict(of: calendar))
        page.blank()
        Self.draw(calendar.sources.filter { $0.span != nil }, on: &page)
        for source in calendar.sources where source.hasHoles { Self.drawProblems(of: source, on: &page) }
        if let sequences = calendar.sequences, sequences.total > 0 { Self.draw(sequences, on: &page) }
        if !calendar.silences.isEmpty { Self.draw(calendar.silences, on: &page) }
        if let drift { Self.draw(drift, on: &page) }
        if calendar.sources.contains(where: { $0.missing == nil && $0.loaded > 0 }) {
            page.blank()
            page.paragraph("how many there should be cannot be told from the shards' names", first: "?  ")
        }
        for hole in calendar.acknowledged { page.paragraph("acknowledged: " + AckText.sentence(hole), rest: "  ") }
        for declaration in calendar.declared { page.paragraph("as declared: " + ExpectWords.fact(declaration), rest: "  ") }
        let never = calendar.sources.filter { $0.span == nil }.map { $0.source.printable() }
        if !never.isEmpty { page.paragraph("never loaded: " + never.joined(separator: ", "), rest: "  ") }
        text = page.text
    }

    private static func verdict(of calendar: ShardCalendar) -> String {
        if calendar.complete && !calendar.hasHoles { return "whole" }
        return calendar.hasHoles ? "something is missing" : "nothing is known to be missing"
    }

    private static func draw(_ sources: [ShardCalendar.Source], on page: inout Page) {
        let rows = sources.map { source in
            [
                source.source.printable(), "\(source.loaded)", source.missing.map(String.init) ?? "?", "\(source.cut.count)",
                "\(source.expired)", source.span.map(days) ?? "",
            ]
        }
        page.table(Table([["source", "loaded", "missing", "cut", "pruned", "days"]] + rows, numbers: [1, 2, 3, 4]))
    }

    private static func days(_ span: TimeRange) -> String {
        Day(span.from) == Day(span.to) ? "\(Day(span.from))" : "\(Day(span.from)) - \(Day(span.to))"
    }

    private static func drawProblems(of source: ShardCalendar.Source, on page: inout Page) {
        let rhythm = source.periodNanoseconds.map { ", a shard every \(HoleWords.length($0))" } ?? ""
        page.blank()
        page.line(source.source.printable() + rhythm)
        draw(source.holes, of: source.holeCount, on: &page) { hole in
            (hole.series.isEmpty ? "" : hole.series.printable() + ": ") + HoleWords.sentence(hole)
        }
        draw(source.cut, of: source.cut.count, as: " that are cut short", on: &page) { shard in
            guard shard.truncated else {
                let lost = SkippedWords.sentence(shard.tally.skipped) ?? "some bytes were no part of any line"
                return "\(shard.path.printable(limit: Longest.path)): \(lost)"
            }
            return "\(shard.path.printable(limit: Longest.path)) is cut short; its \(grouped(shard.tally.lines)) whole "
                + Words.form(shard.tally.lines, "line serves", "lines serve")
        }
    }

    private static func draw(_ drift: [FieldDrift], on page: inout Page) {
        page.blank()
        guard !drift.isEmpty else { return page.line("no field appeared, vanished or changed") }
        page.line("fields that are not what they were on the days before")
        draw(drift, of: drift.count, most: 2 * mostShown, on: &page, DriftWords.sentence)
    }

    /// Lines that a gateway numbered and no shard holds.
    private static func draw(_ sequences: SequenceGaps, on page: inout Page) {
        page.blank()
        page.line("lines that gateway instances numbered: \(grouped(sequences.lines)) missing")
        draw(sequences.gaps, of: sequences.total, as: " gaps", on: &page) { gap in
            let numbers = gap.first == gap.last ? "\(gap.first)" : "\(gap.first)-\(gap.last)"
            return "instance \(gap.instance.printable()), \(numbers) missing, between \(TimeText.short(gap.span))"
        }
    }

    private static func draw(_ silences: [Silence], on page: inout Page) {
        for (state, title) in [
            (Silence.State.hole, "silent, although others were not"), (.unknown, "perhaps missing; nobody can tell"),
        ] {
            let some = silences.filter { $0.state == state }
            guard !some.isEmpty else { continue }
            page.blank()
            page.line(title)
            draw(some, of: some.count, on: &page, SilenceWords(zone: .utc).sentence)
        }
    }

    /// The first of several, a paragraph each, and how many more there are.
    private static func draw<Entry>(
        _ entries: [Entry], of count: Int, as kind: String = "", most: Int = mostShown, on page: inout Page,
        _ sentence: (Entry) -> String
    ) {
        for entry in entries.prefix(most) { page.paragraph(sentence(entry), first: "  ", rest: "    ") }
        if count > most { page.line("  and \(count - most) more\(kind)") }
    }
}
