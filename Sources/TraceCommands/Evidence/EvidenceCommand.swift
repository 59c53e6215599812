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

    @Argument(help: ArgumentHelp("The id of a request, or text that holds one.", valueName: "id"))
    var id: String

    @OptionGroup var moved: ShardFoldersOption

    @Flag(help: "Print one JSON object an answer, each on one line.")
    var json = false

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func run() throws {
        let reader = try SQLiteRecordReader(opening: store.folder)
        var codes = ExitCodes()
        for answer in try Tracer(store: reader).answers(id) { codes.note(try quote(answer, reader)) }
        try codes.exit()
    }

    /// Prints the lines behind one answer, and gives its exit code.
    private func quote(_ answer: Answer, _ reader: SQLiteRecordReader) throws -> Int32 {
        let style = TextStyle.ofStandardOutput(colour: color.isWanted)
        let masked = Masked(answer)
        let quoting = Quoting(
            shards: try reader.shards(), evidence: FileEvidence(searching: moved.folders), mask: Mask(answer.personal))
        let (lines, failures) = quoting.lines(of: masked.value.evidence.filter { $0.kind == .line })
        let quoted = QuotedLines(
            asked: masked.value.asked.text, outcome: masked.value.outcome.rawValue, lines: lines)
        try StandardOutput.write(json ? quoted.json() : Array(quoted.text(style: style).utf8))
        try StandardOutput.flush()
        failures.forEach(Program.report)
        if !json {
            try AnswerOutput.say(AnswerText(masked, style: style).messages)
        }
        return failures.isEmpty ? answer.exitCode : Program.failed
    }
}
