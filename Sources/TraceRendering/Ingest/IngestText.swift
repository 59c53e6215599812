import LogFormats
package import LogIngest
import LogRecords
package import TraceRoutes

/// What a person reads after a load: a label in front of each part. Names from logs and folders are made printable
/// here.
package struct IngestText {
    /// Columns of a label and the gap behind it.
    static let label = 10
    private static let indent = String(repeating: " ", count: label)
    private static let mostNotes = 20

    package private(set) var text = ""
    private let summary: IngestSummary

    package init(_ summary: IngestSummary, store: String, drift: [FieldDrift], style: TextStyle = TextStyle()) {
        self.summary = summary
        var page = Page(style: style)
        page.flow(shardParts, gap: ", ", first: "shards".padded(to: Self.label), rest: Self.indent)
        page.flow(lineParts, gap: " ", first: "lines".padded(to: Self.label), rest: Self.indent)
        if let skipped = SkippedWords.sentence(summary.tally.skipped) {
            page.paragraph(skipped, first: "skipped".padded(to: Self.label), rest: Self.indent)
        }
        drawSources(on: &page)
        drawRejections(on: &page)
        drawFailures(on: &page)
        draw("dropped", summary.drift.prefix(Self.mostNotes).map(Self.sentence), on: &page)
        draw("drift", drift.map(DriftWords.sentence), more: "; trace coverage --drift lists them", on: &page)
        draw("notes", summary.notes.map { IngestNoteWords.text($0) }, on: &page)
        if !runParts.isEmpty { page.flow(runParts, gap: ", ", first: "run".padded(to: Self.label), rest: Self.indent) }
        page.line("took".padded(to: Self.label) + timing)
        page.line("store".padded(to: Self.label) + store.escaped(limit: Longest.path))
        text = page.text
    }

    /// What is said of a run that was asked to stop.
    package static func stopped(_ summary: IngestSummary) -> String {
        "stopped: \(Words.count(summary.notTaken, "shard")) \(Words.form(summary.notTaken, "was", "were")) not read; run the same command again to go on"
    }

    private var shardParts: [String] {
        let shards = summary.shards
        var parts = ["\(shards.found) found: \(shards.new) new", "\(shards.known) known", "\(shards.continued) continued"]
        if shards.truncated > 0 { parts.append("\(shards.truncated) cut short") }
        parts.append("\(shards.skipped) skipped")
        if shards.leftOut > 0 { parts.append("\(shards.leftOut) left out") }
        parts.append("\(shards.failed) failed" + failedWords)
        if summary.notTaken > 0 { parts.append("\(summary.notTaken) not read") }
        return parts
    }

    /// How many of those that failed are no news.
    private var failedWords: String {
        let (again, known) = (summary.oldFailures.count, summary.acknowledged)
        let words = [again > 0 ? "\(again) again" : nil, known > 0 ? "\(known) acknowledged" : nil].compactMap { $0 }
        return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
    }

    private var lineParts: [String] {
        let tally = summary.tally
        return [
            "\(grouped(tally.lines)) = \(grouped(tally.stored)) stored", "+ \(grouped(tally.rejected)) rejected",
            "+ \(grouped(tally.blank)) blank", "+ \(grouped(tally.notARequest)) not a request",
            "+ \(grouped(tally.expired)) expired",
        ]
    }

    private func drawSources(on page: inout Page) {
        guard !summary.sources.isEmpty else { return }
        let rows = summary.sources.map { source in
            [
                source.name.printable(), grouped(Int64(source.shards)), grouped(source.records),
                source.span.map { TimeText.minutes($0) } ?? "",
            ]
        }
        let table = Table([["", "shards", "records", ""]] + rows, numbers: [1, 2])
        page.table(table, first: "sources".padded(to: Self.label), rest: Self.indent)
    }

    /// What is new first; what failed before with the date since when; what somebody knows of as a count.
    private func drawFailures(on page: inout Page) {
        let new = summary.newFailures.map { Self.sentence($0) }
        let old = summary.oldFailures.map { "again since \(Day($0.since)): \(Self.sentence($0.failure))" }
        draw("failed", new, on: &page)
        draw(new.isEmpty ? "failed" : "", old, on: &page)
        if !old.isEmpty { page.line(Self.indent + "trace ack SHARD: a load tells of it no more") }
        guard summary.acknowledged > 0 else { return }
        let label = new.isEmpty && old.isEmpty ? "failed" : ""
        page.paragraph(
            "\(summary.acknowledged) acknowledged: trace ack lists \(Words.form(summary.acknowledged, "it", "them"))",
            first: label.padded(to: Self.label))
    }

    private static func sentence(_ failure: IngestFailure) -> String {
        let place = (failure.explanation.place ?? failure.path).printable(limit: Longest.path)
        return "\(place): \(failure.explanation.what.printable(limit: Longest.path))"
    }

    private func drawRejections(on page: inout Page) {
        var label = "rejected"
        for reason in LineProblem.Reason.allCases {
            guard let rejection = summary.rejections[reason] else { continue }
            page.paragraph("\(grouped(rejection.count)): \(reason.sentence)", first: label.padded(to: Self.label))
            label = ""
            for position in rejection.first {
                // Whole, so that an editor can open it there.
                page.line(
                    Self.indent + "  " + position.shard.printable(limit: Longest.path)
                        + ":\(position.line) (offset \(position.offset)): \(reason.rawValue)")
            }
            let more = rejection.count - Int64(rejection.first.count)
            if more > 0 { page.line(Self.indent + "  and \(grouped(more)) more") }
        }
    }

    /// A field that was dropped, since a vendor that changes its format is noticed here first.
    private static func sentence(_ drift: DriftCount) -> String {
        let words = drift.problem == .wrongType ? "of another type" : "not readable"
        return "\(grouped(Int64(drift.count))) \(words): \(drift.format.printable()) \(drift.path.printable())"
    }

    /// The first of several sentences behind a label, and how many more there are.
    private func draw(_ label: String, _ sentences: [String], more hint: String = "", on page: inout Page) {
        for (index, sentence) in sentences.prefix(Self.mostNotes).enumerated() {
            page.paragraph(sentence, first: (index == 0 ? label : "").padded(to: Self.label))
        }
        let more = sentences.count - Self.mostNotes
        if more > 0 { page.line(Self.indent + "and \(more) more\(hint)") }
    }

    /// Which run it was, on which host, and when; nothing where nothing was read.
    private var runParts: [String] {
        let run = summary.run
        guard let begun = run.begun, let ended = run.ended else { return [] }
        let host = run.host.map { "on \($0.escaped(limit: 255))" }
        return [run.id, host, TimeText.short(TimeRange(from: begun, to: ended)) + " UTC"].compactMap { $0 }
    }

    private var timing: String {
        let seconds = summary.run.seconds
        let rate = seconds > 0 ? Double(summary.tally.bytes) / 1_000_000 / seconds : 0
        return "\(decimal(seconds, digits: 2)) s, \(ByteText.short(summary.tally.bytes)) of text, \(decimal(rate, digits: 1)) MB/s"
    }
}
