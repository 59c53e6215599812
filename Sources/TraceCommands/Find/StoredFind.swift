import LogRecords
import TraceRendering
import TraceRoutes

/// `find` for what lines do not tell by themselves: it asks stored requests.
struct StoredFind {
    let command: FindCommand
    let query: FindQuery

    func run() throws {
        let filter = try command.filters.filter()
        try AnswerOutput.say(query.readings.compactMap(\.sentence))
        let report = try Report(of: command.store.folder) { span in try WrongUsage.unless { try query.range(of: span) } }
        let found = try report.requests(filter, limit: command.limit)
        let rows = try report.exported(found.requests)
        let style = TextStyle.ofStandardOutput(colour: command.color.isWanted, zone: query.zone.display)
        let answer = RequestListAnswer(
            rows: rows, total: found.total, undecided: found.undecided, unparted: found.unparted, basis: report.basis,
            range: report.range)
        try StandardOutput.write(RequestListOutput.bytes(answer, as: command.format, style: style))
        try AnswerOutput.say(RequestListOutput.messages(answer))
        var codes = ExitCodes()
        codes.note(report.basis.exitCode(found: found.total))
        try codes.exit()
    }
}
