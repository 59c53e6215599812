import LogRecords
import TraceRendering
import TraceRoutes

/// Writes rows in one of the forms, as they are made.
struct BatchOutput {
    /// How rows are written.
    enum Form {
        /// As the sheet came.
        case sheet
        case text, csv, json, ndjson, markdown
    }

    let form: Form
    let sheet: Sheet
    private let lines: SheetLines
    private let names: BatchNames
    private var isFirst = true

    init(_ form: Form, of sheet: Sheet) {
        (self.form, self.sheet) = (form, sheet)
        lines = SheetLines(sheet)
        names = BatchNames(sheet, isShown: StandardOutput.isTerminal)
    }

    func begin() throws {
        switch form {
        case .sheet: try StandardOutput.write(lines.opening)
        case .csv: try StandardOutput.write(BatchCSV.head(names))
        case .json: try StandardOutput.write(BatchJSON.opening(sheet))
        case .markdown: try StandardOutput.write(BatchMarkdown.head(names))
        case .text, .ndjson: break
        }
    }

    /// A row of the sheet that is no request's.
    func pass(_ record: SheetRecord) throws {
        if form == .sheet { try StandardOutput.write(lines.bytes(of: record)) }
    }

    /// A row of the sheet, as it came.
    func write(_ record: SheetRecord, _ row: Masked<BatchRow>) throws {
        try StandardOutput.write(lines.bytes(of: record, row))
    }

    /// Rows that stand together.
    mutating func write(_ items: [BatchItem]) throws {
        guard !items.isEmpty else { return }
        if form == .text { return try StandardOutput.write(BatchText.text(items, style: .ofStandardOutput())) }
        for item in items {
            switch form {
            case .csv: try StandardOutput.write(BatchCSV.bytes(item, names))
            case .markdown: try StandardOutput.write(BatchMarkdown.text(item, names))
            case .ndjson: try StandardOutput.write(BatchJSON.bytes(item, names))
            case .json:
                try StandardOutput.write(
                    (isFirst ? "" : ",") + String(decoding: BatchJSON.bytes(item, names).dropLast(), as: UTF8.self))
                isFirst = false
            case .sheet, .text: break
            }
        }
    }

    /// The totals, in the text or beside it.
    ///
    /// `suggestions`: what may have been meant, said where the rows do not.
    func end(_ totals: BatchTotals, _ suggestions: [String]) throws {
        switch form {
        case .text: try StandardOutput.write(BatchText.totals(totals, style: .ofStandardOutput()))
        case .json: try StandardOutput.write(BatchJSON.closing(totals))
        case .markdown: try StandardOutput.write(BatchMarkdown.totals(totals, suggestions))
        case .sheet, .csv, .ndjson: try AnswerOutput.say(suggestions + BatchWords.totals(totals))
        }
    }
}
