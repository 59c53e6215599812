import ArgumentParser
import Clocks
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace explain`: what rules and causes mean, and how an answer came about.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Say what a rule or a cause means, or how an answer came about.",
        discussion: """
            Without a word all rules and causes are listed. With the id of a request it says which readings were tried, which ids were \
            followed to which lines, which lines were joined or not and why, and which rules applied, in order.

            EXAMPLES
              trace explain
              trace explain cloud-run-location
              trace explain 8c38fb2918f135d2-IAD
            """)

    @Argument(
        help: ArgumentHelp("A rule, a cause, or the id of a request.", valueName: "name-or-id"),
        completion: .list(Meaning.all.map(\.name)))
    var word: String?

    @Flag(help: "Print one JSON object, on one line (trace-explain(1)).")
    var json = false

    @Flag(help: "Indent the JSON; implies --json.")
    var pretty = false

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func run() throws {
        let style = TextStyle.ofStandardOutput(colour: color.isWanted)
        guard let word else { return try write(Meaning.all, MeaningText(listIn: style)) }
        let meanings = Meaning.named(word)
        guard meanings.isEmpty else { return try write(meanings, MeaningText(meanings, style: style)) }
        try ExplainCommand.check(word)
        let reader = try SQLiteRecordReader(opening: store.folder)
        let (workings, answers) = try Tracer(store: reader, now: .now).workings(word)
        let masked = Masked(workings)
        let drawn =
            json || pretty ? ExplainJSON.bytes(masked, pretty: pretty) : Array(WorkingsText(masked, style: style).text.utf8)
        try StandardOutput.write(drawn)
        var codes = ExitCodes()
        for answer in answers {
            if answer.restsOnLedger { try reader.checkCatalog() }
            codes.note(answer.exitCode)
            if !json, !pretty { try AnswerOutput.say(AnswerText(Masked(answer), style: style).messages) }
        }
        try codes.exit()
    }

    private func write(_ meanings: [Meaning], _ text: MeaningText) throws {
        try StandardOutput.write(json || pretty ? ExplainJSON.bytes(meanings, pretty: pretty) : Array(text.text.utf8))
    }

    /// A word of letters alone is no id that anybody has at hand, and most likely a rule that is spelt otherwise.
    static func check(_ word: String) throws {
        guard word.utf8.allSatisfy({ (97...122).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) else {
            return
        }
        throw WrongUsage(
            explanation: Explanation(
                "no such rule or cause", at: word, hint: "trace explain lists them; trace explain ID says how an answer came about")
        )
    }
}
