import ArgumentParser

/// `trace route`, and `trace` with nothing but an id: answers questions about requests.
struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Say which region and which provider handled a request, and how that is known.",
        discussion: """
            An ID is whatever the customer can quote: a cf-ray, a request id, a correlation id (x-request-id), a trace id, a traceparent, \
            or a whole paste that holds one of them.

            EXAMPLES
              trace 8c38fb2918f135d2-IAD          route may be left out
              trace route ID --json --pretty      everything that is known, for programs
              trace route - < ids.txt             an answer for each line
            """)

    @Argument(
        help: ArgumentHelp(
            "Ids of requests, or text that holds one; - reads them from standard input, one a line.", valueName: "id"))
    var ids: [String]

    @Flag(help: "Print one JSON object an id, each on one line (waybill-route(5)).")
    var json = false

    @Flag(help: "Indent the JSON; implies --json.")
    var pretty = false

    @OptionGroup var tz: ZoneOption

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func run() throws {
        let zone = try WrongUsage.unless(tz.zone)
        try RouteAnswers(ids: ids, json: json, pretty: pretty, color: color, zone: zone, store: store.folder).print()
    }
}
