import ArgumentParser
import LogRecords
import TraceRendering

/// `trace why`: where a request's time went, and who failed.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say where a request's time went and who failed.",
        discussion: """
            Whose limit a 429 was, which rule blocked a request, who answered a 503, who ended an answer before its end, and what took so \
            long: from the request's own lines, as trace route puts them together. Only lengths of one line are subtracted from each other; \
            what the clocks of two systems cannot tell is said to be unknown.

            EXAMPLES
              trace why 8c38fb2918f135d2-IAD
              trace why - --json < ids.txt        an object for each line
            """)

    @Argument(
        help: ArgumentHelp(
            "Ids of requests, or text that holds one; - reads them from standard input, one a line.", valueName: "id"))
    var ids: [String]

    @Flag(help: "Print one JSON object an id, each on one line (trace-why(1)).")
    var json = false

    @Flag(help: "Indent the JSON; implies --json.")
    var pretty = false

    @OptionGroup var tz: ZoneOption

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func run() throws {
        let zone = try WrongUsage.unless(tz.zone)
        try RouteAnswers(ids: ids, json: json, pretty: pretty, color: color, zone: zone, store: store.folder, drawing: .why).print()
    }
}
