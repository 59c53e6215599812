import LogRecords
import TraceRoutes

/// What was searched, said so that an empty answer and an unasked question look different.
struct CoverageWords {
    let coverage: Coverage
    let zone: DisplayZone

    /// `13:22-13:42 UTC`, with the dates where they are not the one that is shown already.
    ///
    /// What lies within a minute is a moment, `about 13:32:08 UTC`: shards that came late for it were asked for too.
    func range(_ range: TimeRange, besides date: String? = nil) -> String {
        let (from, to) = (zone.date(range.from), zone.date(range.to))
        if from == to {
            let (first, last) = (zone.minute(range.from), zone.minute(range.to))
            if first == last {
                let moment = "\(zone.second(range.from)) \(zone.label(range.to))"
                return from == date ? "about \(moment)" : "about \(from) \(moment)"
            }
            let times = "\(first)-\(last) \(zone.label(range.to))"
            return from == date ? times : "\(from) \(times)"
        }
        return "\(from) \(zone.minute(range.from)) to \(to) \(zone.minute(range.to)) \(zone.label(range.to))"
    }

    /// One sentence for an answer that was found.
    func sentence(besides date: String?) -> String {
        guard let searched = coverage.range else { return "the store is empty" }
        var first = true
        let sources = coverage.sources.filter { $0.loaded > 0 || ($0.missing ?? 0) > 0 }.map { source in
            defer { first = false }
            return "\(Words.source(source.source)) \(amount(source, noun: first))"
        }
        let absent = coverage.sources.filter { !isLoaded($0) }
        let parts = [(false, "never loaded"), (true, "not loaded then")].reduce(into: sources) { parts, kind in
            let names = absent.filter { $0.wasEverLoaded == kind.0 }.map { Words.source($0.source) }
            if !names.isEmpty { parts.append("\(Words.listed(names, by: "and")) \(kind.1)") }
        }
        return "searched \(range(searched, besides: date)): \(parts.joined(separator: ", "))."
    }

    /// What could hide a request that was not found, a line each.
    var gaps: [String] {
        var lines: [String] = []
        for source in coverage.sources where isLoaded(source) || source.wasEverLoaded {
            let name = source.source.printable()
            if let missing = source.missing, missing > 0 { lines.append("\(name): \(holes(source, missing))") }
            let cut = source.truncated - source.lossy
            if cut > 0 { lines.append("\(name): \(Words.count(cut, "shard")) \(Words.form(cut, "is", "are")) cut short") }
            if source.lossy > 0 {
                lines.append(
                    "\(name): \(Words.count(source.lossy, "shard")) \(Words.form(source.lossy, "has", "have")) bytes that are no line"
                )
            }
            if source.expired > 0 {
                lines.append("\(name): \(Words.count(source.expired, "shard")) \(Words.form(source.expired, "was", "were")) pruned")
            }
            if source.loaded == 0, source.missing == nil, source.expired == 0 {
                lines.append("\(name): nothing of that time is loaded\(end(of: source))")
            }
        }
        if let next = coverage.nextLoad { lines.append(words(next)) }
        lines += SilenceWords(zone: zone).sentences(coverage.silences, most: 3, of: coverage.silenceCount)
        let uncertain = coverage.sources.filter { $0.missing == nil && $0.loaded > 0 }
        if !uncertain.isEmpty {
            let names = uncertain.map { "\($0.source.printable()) (\($0.loaded) loaded)" }
            lines.append("how many shards there should be is not known: \(names.joined(separator: ", "))")
        }
        lines += coverage.declared.map { "as declared: \(ExpectWords.fact($0))" }
        let never = coverage.sources.filter { !isLoaded($0) && !$0.wasEverLoaded }.map { $0.source.printable() }
        if !never.isEmpty { lines.append("never loaded: \(never.joined(separator: ", "))") }
        return lines
    }

    /// `cloudflare.http_requests 4, waybill.gateway 24`
    var whole: String {
        coverage.sources.filter { $0.loaded > 0 }.map { "\($0.source.printable()) \($0.loaded)" }.joined(separator: ", ")
    }

    private func holes(_ source: Coverage.Source, _ missing: Int) -> String {
        guard !source.holes.isEmpty else {
            return "\(Words.count(missing, "shard")) of that time \(Words.form(missing, "is", "are")) not loaded"
        }
        let shown = source.holes.prefix(3).map { range($0, besides: coverage.range.map { zone.date($0.from) }) }
        let more = source.holes.count > 3 ? " and \(source.holes.count - 3) more windows" : ""
        return "\(Words.listed(shown, by: "and"))\(more) \(Words.form(source.holes.count, "is", "are")) not loaded"
    }

    /// Where what is loaded of a source ends, or begins, where the search lies beyond.
    private func end(of source: Coverage.Source) -> String {
        guard let span = source.span, let searched = coverage.range else { return "" }
        if searched.from > span.to { return "; what is loaded ends \(moment(span.to))" }
        if searched.to < span.from { return "; what is loaded begins \(moment(span.from))" }
        return ""
    }

    private func words(_ next: Coverage.NextLoad) -> String {
        let due = moment(next.due)
        return "loaded until \(moment(next.loadedUntil)); "
            + (next.isOverdue ? "the next load was due by \(due), and nothing has come of it" : "the next load is due by \(due)")
    }

    private func moment(_ instant: Instant) -> String { "\(zone.date(instant)) \(zone.second(instant)) \(zone.label(instant))" }

    /// Whether anything at all is known of a source at that time.
    private func isLoaded(_ source: Coverage.Source) -> Bool {
        source.loaded > 0 || source.missing != nil || source.truncated > 0 || source.expired > 0
    }

    private func amount(_ source: Coverage.Source, noun: Bool) -> String {
        let expected = source.missing.map { source.loaded &+ $0 }
        let shards = noun ? " " + Words.plural(expected ?? source.loaded, "shard") : ""
        var text = (expected.map { "\(source.loaded) of \($0)" } ?? "\(source.loaded)") + shards
        if source.truncated > 0 { text += " (\(source.truncated) cut short)" }
        if source.expired > 0 { text += " (\(source.expired) pruned)" }
        return text
    }
}
