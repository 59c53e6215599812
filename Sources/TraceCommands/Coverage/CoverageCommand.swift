import ArgumentParser
import Clocks
import LogFormats
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace coverage`: the calendar of the shards that a store should hold.
struct CoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Show which shards a store should hold and does not.",
        discussion: """
            What should be there is told by the names of the shards that are. Exits with 3 when something is known to be missing.

            EXAMPLES
              trace coverage                                       the whole store
              trace coverage --from 2026-11-22 --to 2026-11-22     a day
              trace coverage --drift                               and what changed in the lines
              trace coverage --source cloudflare.http_requests --json
            """)

    @Option(help: ArgumentHelp("Look from this time on; a day is all of it (UTC).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Look up to this time, which is not part of it; a day is.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Look at this source only: a format's name.", valueName: "source"))
    var source: String?

    @Flag(help: "Show the fields that appeared, vanished or changed, compared with the days before.")
    var drift = false

    @Flag(help: "Print one JSON object on one line.")
    var json = false

    @OptionGroup var store: StoreOption

    func run() throws {
        let asked = try asked()
        try AnswerOutput.say(asked.readings.compactMap(\.sentence))
        let reader = try SQLiteRecordReader(opening: store.folder)
        try reader.checkCatalog()
        let tracer = Tracer(store: reader)
        let range = asked.range(of: try tracer.span())
        let calendar = try tracer.calendar(in: range, of: source)
        let drifted = drift ? try tracer.drift(in: range, of: source) : nil
        if json {
            try StandardOutput.write(CalendarJSON.bytes(calendar, drift: drifted))
        } else {
            try StandardOutput.write(CalendarText(calendar, drift: drifted, style: .ofStandardOutput()).text)
        }
        if calendar.hasHoles { throw ExitCode(Program.holes) }
    }

    /// The flags, read; no store is opened.
    func asked() throws -> AskedTime {
        if let source, !LogFormat.isSource(source) { throw WrongUsage.unknownSource(source) }
        return try WrongUsage.unless { try AskedTime(from: from, to: to, in: .utc, now: .now) }
    }
}
