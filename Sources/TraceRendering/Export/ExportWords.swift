package import LogRecords
package import TraceRoutes

/// What is said about an export on standard error.
package enum ExportWords {
    /// While it is made.
    package static func progress(_ day: Day?, requests: Int) -> String {
        "\(day.map { DisplayZone.utc.date($0.start) } ?? "lines without a time"): \(Words.count(requests, "request")) so far"
    }

    /// At its end: how many there were, and what is missing.
    package static func messages(_ summary: RequestsSummary) -> [String] {
        let words = CoverageWords(coverage: summary.coverage, zone: .utc)
        let atLeast = summary.coverage.complete ? "" : "at least "
        var messages = ["\(atLeast)\(Words.count(summary.requests, "request"))"]
        if summary.unparted > 0 {
            messages.append("\(Words.count(summary.unparted, "row")) of lines that could not be given to one request")
        }
        if !summary.coverage.complete { messages += words.gaps }
        return messages + summary.notes.map { NoteWords.text($0).printable(limit: Longest.path) }
    }
}
