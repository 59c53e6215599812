import ArgumentParser
import Clocks
import LogRecords
import TraceRendering

/// `trace route`, and `trace` with nothing but an id: answers questions about requests.
struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route", abstract: "Say which region and which provider handled a request, and how that is known.",
        discussion: """
            An ID is whatever the customer can quote: a cf-ray, a request id, a correlation id (x-request-id), a trace id, a traceparent, \
            or a whole paste that holds some of them: each \
            is answered.

            EXAMPLES
              trace 8c38fb2918f135d2-IAD          route may be left out
              trace route ID --json --pretty      everything that is known, for programs
              trace route - < ids.txt             an answer for each line
              trace route 9df9f5d0 --on yesterday     ids of that day that begin so
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

    @Option(
        name: .customLong("on"),
        help: ArgumentHelp(
            "Look on this day for what resembles an id that carries no time (default: the newest).", valueName: "day"))
    var day: String?

    @Option(help: ArgumentHelp("The same about this moment.", valueName: "time"))
    var around: String?

    @Option(help: ArgumentHelp("How far to look before and after it: 90s, 10m (usual), 2h, 1d.", valueName: "length"))
    var within: String?

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func validate() throws {
        if day != nil, around != nil { throw ValidationError("--on and --around say two times: give one of them") }
    }

    func run() throws {
        let zone = try WrongUsage.unless(tz.zone)
        let about = try WrongUsage.unless { try AboutReading(day: day, around: around, within: within, in: zone, now: .now) }
        try AnswerOutput.say([about.reading?.sentence].compactMap { $0 })
        try RouteAnswers(ids: ids, json: json, pretty: pretty, color: color, zone: zone, store: store.folder, about: about.range)
            .print()
    }
}
