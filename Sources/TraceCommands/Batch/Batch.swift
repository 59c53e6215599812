import LogRecords
import TraceRendering
import TraceRoutes

/// A sheet on its way through a store: rows are asked for some hundreds at a time, and written in their order.
struct Batch {
    let sheet: Sheet
    let asking: BatchAsking
    var output: BatchOutput
    private var totals = BatchTotals()
    /// What may have been meant by ids that were not found.
    private var suggestions: [String] = []
    /// Rows that are not asked for yet; the head and blank rows among them.
    private var held: [SheetRecord] = []

    init(sheet: Sheet, asking: BatchAsking, output: BatchOutput) {
        (self.sheet, self.asking, self.output) = (sheet, asking, output)
    }

    /// Answers all of it, and says what it comes to.
    mutating func run() throws -> BatchTotals {
        let status = StatusLine()
        defer { status.clear() }
        try output.begin()
        var records = sheet.records
        var done = 0
        while let record = try records.next() {
            held.append(record)
            guard held.count == BatchAsking.mostTogether else { continue }
            done += held.count
            try answerHeld()
            if !StandardOutput.isTerminal { status.show(BatchWords.progress(done, of: sheet.rows)) }
        }
        try answerHeld()
        status.clear()
        try output.end(totals, suggestions)
        return totals
    }

    private mutating func answerHeld() throws {
        defer { held.removeAll(keepingCapacity: true) }
        if sheet.form == .freeText { return try answerLines() }
        let asked = held.filter { sheet.part(of: $0) == .row }
        var answers = try asking.rows(of: asked.map { sheet.id(of: $0) })[...]
        var items: [BatchItem] = []
        for record in held {
            guard sheet.part(of: record) == .row, let answer = answers.popFirst() else {
                try output.pass(record)
                continue
            }
            totals.add(answer.row)
            totals.repeated += answer.isRepeated ? 1 : 0
            if !answer.isRepeated { suggestions += BatchWords.suggestions(answer.row, inLine: record.line) }
            if output.form == .sheet {
                try output.write(record, answer.row)
            } else {
                items.append(BatchItem(record, of: sheet, answer.row))
            }
        }
        try output.write(items)
    }

    private mutating func answerLines() throws {
        let found = try asking.ids(ofLines: held.map { sheet.id(of: $0) })
        var items: [BatchItem] = []
        for (record, ids) in zip(held, found) {
            if ids.isEmpty, !record.isBlank { totals.linesWithoutID += 1 }
            for id in ids {
                totals.add(id.row)
                items.append(BatchItem(id, inLine: record.line))
            }
            suggestions += ids.flatMap { BatchWords.suggestions($0.row, inLine: record.line) }
        }
        try output.write(items)
    }
}
