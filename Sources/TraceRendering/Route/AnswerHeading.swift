import LogRecords
package import TraceRoutes

/// The first line of an answer that is one of several: what it answers.
package enum AnswerHeading: Sendable {
    case none
    /// As it was asked.
    case question
    /// The ids of a paste that it is about.
    case itsIDs

    /// The line, or nothing; a question on a terminal is cut, ids never are.
    package func text(of answer: Masked<Answer>, style: TextStyle) -> String {
        let asked = answer.value.asked
        switch self {
        case .none: return ""
        case .question:
            let text = asked.text.escaped(limit: Longest.path)
            let isID = !asked.text.contains { $0.isWhitespace }
            return "# " + (style.fits && !isID ? text.clipped(to: style.columns - 2) : text) + "\n"
        case .itsIDs:
            let ids = asked.readings.filter(\.matched).reduce(into: [String]()) { values, reading in
                if !values.contains(reading.value) { values.append(reading.value) }
            }
            return "# " + ids.joined(separator: ", ").escaped(limit: Longest.path) + "\n"
        }
    }
}
