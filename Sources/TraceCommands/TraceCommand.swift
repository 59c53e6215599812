import ArgumentParser

/// The program `trace`: a command each file, in the order of a day's work.
struct TraceCommand: ParsableCommand {
    static let version = "waybill 0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Which region and which provider handled this request, and how do you know?",
        discussion: """
            EXAMPLES
              trace ingest logs/                  load a folder of log shards
              trace 8c38fb2918f135d2-IAD          ask for a request by any id
              trace batch tickets.csv             answer for a spreadsheet of ids
              trace shards                        what is loaded
              trace coverage                      what is missing
            """,
        version: version,
        subcommands: [
            IngestCommand.self,
            RouteCommand.self,
            BatchCommand.self,
            WhyCommand.self,
            FindCommand.self,
            EvidenceCommand.self,
            ExplainCommand.self,
            ShardsCommand.self,
            VerifyCommand.self,
            PruneCommand.self,
            CoverageCommand.self,
            ExpectCommand.self,
            AckCommand.self,
            StatsCommand.self,
            ResidencyCommand.self,
            ExportCommand.self,
            RequestsCommand.self,
        ],
        defaultSubcommand: RouteCommand.self)

    /// What its commands are called, `help` among them.
    static var names: [String] { configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"] }

    static func isSubcommand(_ word: String) -> Bool {
        names.contains(word)
    }
}
