import LogRecords
package import TraceRoutes

/// What is said of a sheet and of its totals.
package enum BatchWords {
    /// How a sheet was read, for whoever wonders about an answer.
    package static func reading(_ sheet: Sheet) -> [String] {
        var messages: [String] = []
        switch sheet.form {
        case .freeText: return ["read as text: every id in it is asked for"]
        case .list: messages.append("read as a list, an id a line")
        case .columns(let separator):
            let others = sheet.others.prefix(3).map { name($0, sheet) }
            let more =
                others.isEmpty
                ? "" : "; \(Words.listed(others, by: "and")) \(Words.form(others.count, "holds", "hold")) ids too: --column"
            messages.append("read with \(word(separator)) between cells; ids stand in \(name(sheet.column, sheet))\(more)")
        }
        if let line = sheet.unclosed {
            messages.append("line \(line): a quote opens that nothing closes; it was taken as it stands")
        }
        return messages
    }

    private static func name(_ column: Int, _ sheet: Sheet) -> String {
        let name = sheet.name(of: column).escaped(limit: 64)
        return sheet.head == nil ? name : "column \(column + 1) (\(name))"
    }

    private static func word(_ separator: UInt8) -> String {
        switch separator {
        case UInt8(ascii: "\t"): "tabs"
        case UInt8(ascii: ";"): "semicolons"
        case UInt8(ascii: ","): "commas"
        case UInt8(ascii: "|"): "bars"
        default: "\(UnicodeScalar(separator))"
        }
    }

    /// What may have been meant in a row: said, and never answered.
    package static func suggestions(_ row: Masked<BatchRow>, inLine line: Int) -> [String] {
        row.value.suggestions.prefix(1).map { "line \(line): \(ReasonWords.question($0, .utc))" }
    }

    /// While ids are asked for.
    package static func progress(_ done: Int, of rows: Int) -> String {
        "\(grouped(Int64(done))) of \(Words.count(rows, "row"))"
    }

    /// The totals, a sentence a line: they add up to the rows.
    package static func totals(_ totals: BatchTotals) -> [String] {
        var lines = ["\(Words.count(totals.rows, "row")): \(line(totals.region, none: "reached no region"))"]
        if let names = places(totals.region) { lines.append("by region: \(names)") }
        if totals.location.europe + totals.location.outside + totals.location.none > 0 {  // bounded: of at most a million rows
            lines.append("where the model ran: \(line(totals.location, none: "no provider called"))")
        }
        lines += [BatchRow.Outcome.ambiguous, .partlyFound, .mangled].compactMap { outcome in
            totals.outcomes[outcome].map { "\(Words.count($0, "row")) \(sentence(outcome, $0))" }
        }
        if totals.repeated > 0 {
            lines.append("\(Words.count(totals.repeated, "row")) \(Words.form(totals.repeated, "repeats", "repeat")) an earlier id")
        }
        if totals.linesWithoutID > 0 {
            lines.append(
                "\(Words.count(totals.linesWithoutID, "line")) \(Words.form(totals.linesWithoutID, "holds", "hold")) no id")
        }
        if totals.exitCode == 3 { lines.append("hint: logs are missing, or may be: trace coverage says which") }
        return lines
    }

    /// What is to be known of the rows of an outcome.
    private static func sentence(_ outcome: BatchRow.Outcome, _ count: Int) -> String {
        switch outcome {
        case .ambiguous: "\(Words.form(count, "leads", "lead")) to several requests: each value stands there once"
        case .partlyFound: "\(Words.form(count, "holds", "hold")) further ids that were not found"
        case .mangled:
            "\(Words.form(count, "holds", "hold")) a number that a spreadsheet shortened, or its error: ask for the ids as text"
        case .found, .notFound, .expired, .noID, .empty: self.outcome(outcome)
        }
    }

    /// `371 Europe, 9 outside, 20 unknown: 12 not loaded, 8 not found`
    private static func line(_ tally: PlaceTally, none: String) -> String {
        var parts = ["\(grouped(Int64(tally.europe))) Europe", "\(grouped(Int64(tally.outside))) outside"]
        if tally.none > 0 { parts.append("\(grouped(Int64(tally.none))) \(none)") }
        parts.append("\(grouped(Int64(tally.unknownCount))) unknown")
        let why = reasons(tally).map { "\(grouped(Int64($0.count))) \(words($0.reason))" }
        return parts.joined(separator: ", ") + (why.isEmpty ? "" : ": " + why.joined(separator: ", "))
    }

    private static let mostNames = 12

    private static func places(_ tally: PlaceTally) -> String? {
        let names = names(tally)
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(mostNames).map { "\(grouped(Int64($0.count))) \($0.name.printable())" }
        let more = names.count > mostNames ? ", and \(Words.count(names.count - mostNames, "other"))" : ""
        return shown.joined(separator: ", ") + more
    }

    /// Most rows first.
    static func names(_ tally: PlaceTally) -> [(name: String, count: Int)] {
        tally.names.map { (name: $0.key, count: $0.value) }.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    static func reasons(_ tally: PlaceTally) -> [(reason: PlaceTally.Reason, count: Int)] {
        tally.unknown.map { (reason: $0.key, count: $0.value) }
            .sorted { ($1.count, code($0.reason)) < ($0.count, code($1.reason)) }
    }

    /// What programs know a reason by: a cause, an outcome, or a word of its own.
    static func code(_ reason: PlaceTally.Reason) -> String {
        switch reason {
        case .cause(let cause): cause.rawValue
        case .outcome(let outcome): outcome.rawValue
        case .conflict: "conflict"
        case .perhapsNotLoaded: "perhaps_not_loaded"
        case .several: "several_requests"
        case .unknownPlace: "unknown_place"
        }
    }

    private static func words(_ reason: PlaceTally.Reason) -> String {
        switch reason {
        case .cause(let cause): self.cause(cause)
        case .outcome(let outcome): self.outcome(outcome)
        case .conflict: "contradicted"
        case .perhapsNotLoaded: "not found (perhaps not loaded)"
        case .several: "of several requests"
        case .unknownPlace: "in places that no table has"
        }
    }

    /// A cause in the fewest words.
    static func cause(_ cause: Cause) -> String {
        switch cause {
        case .notReached: "not reached"
        case .notCalled: "not called"
        case .notStated: "not stated"
        case .notLogged: "not logged"
        case .notLoaded: "not loaded"
        case .truncated: "cut short"
        case .expired: "pruned"
        case .sampled: "sampled"
        case .otherID: "under another id"
        case .several: "not certain"
        case .noneFound: "no such line"
        }
    }

    static func outcome(_ outcome: BatchRow.Outcome) -> String {
        switch outcome {
        case .found: "found"
        case .ambiguous: "several requests"
        case .partlyFound: "partly found"
        case .notFound: "not found"
        case .expired: "pruned"
        case .noID: "no id"
        case .mangled: "mangled by a spreadsheet"
        case .empty: "empty"
        }
    }
}
