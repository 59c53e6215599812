import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// What `trace route` was asked, and how the answers are to be printed.
struct RouteAnswers {
    var ids: [String]
    var json = false
    var pretty = false
    var color = ColorChoice.auto
    var zone = ReadZone.utc
    var store: String

    func print() throws {
        let style = TextStyle(colour: color.isWanted, zone: zone.display)
        let reader = try SQLiteRecordReader(opening: store)
        let tracer = Tracer(store: reader)
        let questions = Questions(ids)
        var codes = ExitCodes()
        try questions.forEach { question in
            let answer = try tracer.answer(question)
            if answer.exitCode == Program.notFound { try reader.checkCatalog() }
            codes.note(answer.exitCode)
            try AnswerOutput(json: json || pretty, pretty: pretty, style: style, isOneOfSeveral: questions.areSeveral).write(answer)
        }
        try codes.exit()
    }
}

extension RouteAnswers {
    /// Reads the usual words, `[route] ID [--json] [--store FOLDER]`; `nil` for any others, which the parser reads.
    ///
    /// The parser finds out what it can parse by reflection, which takes a third of the time of a look-up.
    init?(usual words: [String]) {
        var rest = words[...]
        if rest.first == "route" { rest = rest.dropFirst() }
        guard let id = rest.popFirst(), RouteAnswers.isOperand(id), !TraceCommand.isSubcommand(id) else { return nil }
        var (json, folder): (Bool, String?) = (false, nil)
        while let word = rest.popFirst() {
            switch word {
            case "--json" where !json: json = true
            case "--store" where folder == nil:
                guard let value = rest.popFirst(), RouteAnswers.isOperand(value) else { return nil }
                folder = value
            default: return nil
            }
        }
        self.init(ids: [id], json: json, store: StoreOption.folder(given: folder))
    }

    private static func isOperand(_ word: String) -> Bool {
        !word.isEmpty && !word.hasPrefix("-")
    }
}
