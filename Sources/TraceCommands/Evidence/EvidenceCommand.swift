import ArgumentParser
import LogFormats
import LogRecords
import LogShards
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace evidence`: the lines behind an answer.
struct EvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Print the log lines behind an answer.",
        discussion: """
            A line is printed only after its shard was read and found to be the one that was loaded. Values that a format gives a meaning \
            are shown, personal ones masked; of all others the type and the length.

            EXAMPLES
              trace evidence 8c38fb2918f135d2
              trace evidence 8c38fb2918f135d2 --shards /archive/logs
            """)

    @Argument(
        help: ArgumentHelp(
            "Ids of requests, or text that holds one; - reads them from standard input, one a line.", valueName: "id"))
    var ids: [String]

    @OptionGroup var moved: ShardFoldersOption

    @Flag(help: "Print one JSON object an answer, each on one line.")
    var json = false

    @Flag(
        inversion: .prefixedNo,
        help: "Put each key of a line on a line of its own, and say what times its numbers mean; on a terminal that is so.")
    var pretty: Bool?

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func run() throws {
        let reader = try SQLiteRecordReader(opening: store.folder)
        let tracer = Tracer(store: reader)
        let shards = try reader.shards()
        let questions = Questions(ids)
        var codes = ExitCodes()
        let asked = try questions.forEach { question in
            let answers = try tracer.answers(question)
            // Of lines that are read, prose asks nothing.
            if questions.areLines, answers.allSatisfy(\.asksNothing) { return false }
            for answer in answers {
                codes.note(try quote(answer, shards, answers.count > 1 ? .itsIDs : questions.areSeveral ? .question : .none))
            }
            return true
        }
        guard asked > 0 else { throw Questions.nothingAsked }
        try codes.exit()
    }

    /// Prints the lines behind one answer, and gives its exit code.
    private func quote(_ answer: Answer, _ shards: [ShardEntry], _ heading: AnswerHeading) throws -> Int32 {
        let style = TextStyle.ofStandardOutput(colour: color.isWanted)
        let masked = Masked(answer)
        let quoting = Quoting(
            shards: shards, evidence: FileEvidence(searching: moved.folders), mask: Mask(answer.personal))
        let (lines, failures) = quoting.lines(of: masked.value.evidence.filter { $0.kind == .line })
        let quoted = QuotedLines(masked, lines: lines)
        if json {
            try StandardOutput.write(quoted.json(pretty: pretty ?? false))
        } else if !lines.isEmpty {
            try StandardOutput.write(heading.text(of: masked, style: style))
            try StandardOutput.write(quoted.text(style: style, indented: pretty ?? StandardOutput.isTerminal))
            if heading != .none { try StandardOutput.write("\n") }
        }
        try StandardOutput.flush()
        failures.forEach(Program.report)
        if !json {
            try AnswerOutput.say(AnswerText(masked, style: style).messages)
        }
        return failures.isEmpty ? answer.exitCode : Program.failed
    }
}
