import LogRecords
package import TraceRoutes

/// What every report says of what it rests on.
package enum ReportWords {
    /// What is missing, or may be.
    package static func messages(_ basis: ReportBasis) -> [String] {
        var messages: [String] = []
        if !basis.staleDays.isEmpty {
            let days = Words.count(basis.staleDays.count, "day")
            messages.append("of \(days) newer lines are in no request yet; trace requests makes them")
        }
        if !basis.coverage.complete { messages += CoverageWords(coverage: basis.coverage, zone: .utc).gaps }
        return messages + basis.notes.map { NoteWords.text($0).printable(limit: Longest.path) }
    }
}
