import Clocks
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
    /// Where a part of an id is looked for that carries no time.
    var about: TimeRange?
    var drawing = AnswerDrawing.route

    func print() throws {
        let style = TextStyle.ofStandardOutput(colour: color.isWanted, zone: zone.display)
        let reader = try SQLiteRecordReader(opening: store)
        let tracer = Tracer(store: reader, about: about, now: .now)
        let questions = Questions(ids)
        var codes = ExitCodes()
        var prose = 0
        let asked = try questions.forEach { question in
            let answers = try tracer.answers(question)
            if questions.areLines, answers.allSatisfy(\.asksNothing) {
                prose += 1
                return false
            }
            var output = AnswerOutput(json: json || pretty, pretty: pretty, style: style, drawing: drawing)
            for answer in answers {
                if answer.restsOnLedger { try reader.checkCatalog() }
                codes.note(answer.exitCode)
                output.heading = answers.count > 1 ? .itsIDs : questions.areSeveral ? .question : .none
                try output.write(answer)
            }
            return true
        }
        if prose > 0 { try AnswerOutput.say(["\(prose == 1 ? "1 line holds" : "\(prose) lines hold") no id and asked nothing"]) }
        guard asked > 0 else { throw Questions.nothingAsked }
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
        let isNamed = rest.startIndex > 0
        guard let id = rest.popFirst(), RouteAnswers.isOperand(id), isNamed || id.contains(where: \.isNumber) else { return nil }
        guard !TraceCommand.isSubcommand(id) else { return nil }
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
        // What is wrong with the zone of a desk, the parser's way says.
        guard let zone = try? ZoneOption.ofDesk() else { return nil }
        self.init(ids: [id], json: json, zone: zone, store: StoreOption.folder(given: folder))
    }

    private static func isOperand(_ word: String) -> Bool {
        !word.isEmpty && !word.hasPrefix("-")
    }
}
