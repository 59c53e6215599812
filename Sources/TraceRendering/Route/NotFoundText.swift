import LogRecords
import TraceRoutes

/// What is said when there is no route: what was looked for, what resembles it, and what could not be looked at.
struct NotFoundText {
    let answer: Answer
    let zone: DisplayZone

    /// Messages, each a line or more long; the caller says who speaks.
    var messages: [String] {
        // Where nothing was read as an id, the notes say so better.
        var lines =
            answer.asked.readings.isEmpty ? answer.notes.map { NoteWords.text($0).printable(limit: Longest.path) } : [opening]
        if lines.isEmpty { lines = [opening] }
        let notes = answer.asked.readings.isEmpty ? [] : answer.notes.map { NoteWords.text($0).printable(limit: Longest.path) }
        lines += answer.suggestions.prefix(5).map { ReasonWords.question($0, zone) }
        // Nothing was looked for, so nothing was searched either.
        if answer.asked.readings.isEmpty, let hint { return lines + ["hint: \(hint)"] }
        let words = CoverageWords(coverage: answer.coverage, zone: zone)
        guard let range = answer.coverage.range else {
            return lines + answer.notes.map { NoteWords.text($0).printable(limit: Longest.path) } + [
                "the store is empty", "hint: load logs first: trace ingest PATH...",
            ]
        }
        lines.append("searched \(words.range(range))")
        if answer.coverage.complete { lines.append("every shard that should be there is loaded: \(words.whole)") }
        lines += words.gaps
        lines += notes
        if let hint { lines.append("hint: \(hint)") }
        return lines
    }

    private var opening: String {
        let readings = distinct(answer.asked.readings)
        guard let first = readings.first else { return "nothing in what you asked looks like an id" }
        let verb = answer.outcome == .expired ? "pruned from the store:" : "nothing found for"
        guard readings.count > 1 else { return "\(verb) \(named(first))" }
        // Several readings of the same text are one id that can be read in several ways.
        let values = Set(readings.map(\.value))
        if values.count == 1 { return "\(verb) \(named(first))" }
        let more = readings.count > 3 ? " and \(readings.count - 3) more" : ""
        return "\(verb) any of \(readings.prefix(3).map(named).joined(separator: ", "))\(more)"
    }

    /// Without the text around an id, which is an id only if nothing in it is.
    private func distinct(_ readings: [Reading]) -> [Reading] {
        readings.filter { reading in
            reading.kind != "text"
                || !readings.contains { $0.kind != "text" && reading.value.lowercased().contains($0.value.lowercased()) }
        }
    }

    private func named(_ reading: Reading) -> String {
        if reading.kind == "beginning" { return "an id that begins with \(reading.value.escaped(limit: Longest.path))" }
        let time = reading.time.map { " (\(zone.date($0)) \(zone.second($0)) \(zone.label($0)))" } ?? ""
        return "\(Words.kind(reading.kind)) \(reading.value.escaped(limit: Longest.path))\(time)"
    }

    private var hint: String? {
        if answer.asked.readings.isEmpty { return "paste a cf-ray, a request id, a correlation id (x-request-id) or a trace id" }
        if let suggestion = answer.suggestions.first { return "trace route \(Words.shellWord(suggestion.value))" }
        if answer.outcome == .expired { return "ingest that day's shards into another store: trace ingest --store FOLDER PATH..." }
        let asksRay = answer.asked.readings.contains { $0.kind == "ray" }
        if asksRay, answer.coverage.sources.contains(where: { $0.source == "gitlab.ai_gateway" && $0.loaded > 0 }) {
            return "ask for the correlation id (x-request-id); GitLab's gateway logs no ray"
        }
        return answer.coverage.complete ? nil : "load what is missing with trace ingest, and ask again"
    }
}
