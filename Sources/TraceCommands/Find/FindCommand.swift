import ArgumentParser
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace find`: a customer's requests about a moment.
struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "List a customer's requests about a moment.",
        discussion: """
            A time without an offset is read in --tz; what it was read as is printed in UTC.

            EXAMPLES
              trace find --instance UUID --around 2026-11-22T10:31:07Z
              trace find --instance UUID --around '2026-11-22 10:31' --tz Europe/Berlin --within 1h
              trace find --instance UUID --around 1795343467 --status 5xx --path /v2/completions
            """)

    @Option(help: ArgumentHelp("The customer's GitLab instance.", valueName: "uuid"))
    var instance: String

    @Option(
        help: ArgumentHelp("The moment: RFC 3339, 'YYYY-MM-DD hh:mm', or seconds or milliseconds since 1970.", valueName: "time"))
    var around: String

    @Option(help: ArgumentHelp("How far to look before and after it: 90s, 10m, 2h, 1d.", valueName: "length"))
    var within = "10m"

    @OptionGroup var tz: ZoneOption

    @Option(help: ArgumentHelp("Only requests to this path; a leading /ai makes no difference.", valueName: "path"))
    var path: String?

    @Option(help: ArgumentHelp("Only requests with this status: 404, 4xx or 400-499.", valueName: "status"))
    var status: String?

    @Option(help: ArgumentHelp("The most requests to show.", valueName: "number"))
    var limit = 50

    @Flag(help: "Print one JSON object on one line.")
    var json = false

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000") }
    }

    func run() throws {
        let query = try WrongUsage.unless { try FindQuery(self) }
        let reader = try SQLiteRecordReader(opening: store.folder)
        let tracer = Tracer(store: reader)
        let answer = try tracer.find(instance: query.instance, in: query.ranges, filter: query.filter, limit: limit)
        // A list says of every other request that it is not there.
        try reader.checkCatalog()
        let style = TextStyle.ofStandardOutput(colour: color.isWanted, zone: query.zone.display)
        let drawn = FindText(Masked(answer), style: style)
        if let remark = query.remark { try AnswerOutput.say([remark]) }
        try AnswerOutput.say(json ? [] : drawn.messages)
        if json {
            try StandardOutput.write(FindJSON.bytes(Masked(answer)))
        } else {
            try StandardOutput.write(drawn.text)
        }
        var codes = ExitCodes()
        codes.note(answer.exitCode)
        try codes.exit()
    }
}
