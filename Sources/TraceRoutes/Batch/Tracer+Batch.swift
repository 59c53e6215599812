import LogRecords

/// An id of a text, and what is known of it.
package struct TextID: Sendable {
    /// As it was read: the ids that lead to the same requests, in their usual spelling.
    package var ids: [String]
    package var row: Masked<BatchRow>
}

extension Tracer {
    /// What the ids of one cell lead to, by the answers that `trace route` gives to it.
    ///
    /// `check` is called where something is said to be missing: the store is to be held against its own records then.
    package func row(of cell: String, check: () throws -> Void = {}) throws -> Masked<BatchRow> {
        // An empty cell asks nothing.
        guard !cell.allSatisfy(\.isWhitespace) else { return Masked(cell, []) }
        return Masked(cell, try checked(cell, check))
    }

    /// A row for each id of a line; none where it holds no id.
    package func rows(ofLine line: String, check: () throws -> Void = {}) throws -> [TextID] {
        guard !line.allSatisfy(\.isWhitespace) else { return [] }
        return try checked(line, check).compactMap { answer in
            let isOne = !line.contains { $0.isWhitespace }
            let row = Masked<BatchRow>(line, [answer])
            if row.value.outcome == .noID || answer.asksNothing { return nil }
            let matched = answer.asked.readings.filter(\.matched)
            let values = (matched.isEmpty ? Array(answer.asked.readings.prefix(1)) : matched).reduce(into: [String]()) {
                values, reading in
                if !values.contains(reading.value) { values.append(reading.value) }
            }
            return TextID(ids: isOne ? [line] : values, row: row)
        }
    }

    private func checked(_ text: String, _ check: () throws -> Void) throws -> [Answer] {
        let answers = try answers(text)
        if answers.contains(where: \.restsOnLedger) { try check() }
        return answers
    }
}
