import ArgumentParser
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace requests`: makes the requests of lines that are in none yet.
struct RequestsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "requests", abstract: "Make the stored requests of lines that are in none yet.",
        discussion: """
            Reports count requests, which are made of lines after a load. This command makes those that trace ingest --no-requests left \
            out, or that a run which was stopped did not come to. What is made already is not made again.

            EXAMPLES
              trace requests              make what is missing
              trace requests --again      make all of them anew
            """)

    @OptionGroup var store: StoreOption

    @Flag(help: "Forget all stored requests, and make them anew.")
    var again = false

    func run() throws {
        let reader = try SQLiteRecordReader(opening: store.folder)
        try reader.checkCatalog()
        let signals = StopSignals()
        var making = RequestMakingRun(store: store.folder, again: again)
        making.checkStop = { if let code = signals.exitCode { throw ExitCode(code) } }
        StandardError.say(RequestsWords.made(try making.run()))
    }
}
