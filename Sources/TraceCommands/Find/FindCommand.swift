import ArgumentParser
import Clocks
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace find`: a customer's requests about a moment.
struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "List the requests of a customer, or of a time.",
        discussion: """
            Times are written as people write them; one without a zone is read in --tz. What they were read as is printed, and what could \
            be two times is refused.

            EXAMPLES
              trace find --instance UUID --around 2026-11-22T10:31:07Z
              trace find --instance UUID --around '22 Nov 2026 11:31 CET' --within 1h
              trace find --instance UUID --around 'yesterday 3:14 PM' --tz Europe/Berlin
              trace find --instance UUID --from 2026-11-20 --to 2026-11-22 --status 5xx
              trace find --around '2026-11-22 10:31' --path '/v2/chat/*' --failed
              trace find --from 2026-11-22 --region 'not europe-*' --csv
            """)

    @Option(help: ArgumentHelp("The moment, or the day: '2026-11-22 10:31', '3:14 PM', yesterday.", valueName: "time"))
    var around: String?

    @Option(help: ArgumentHelp("How far to look before and after it: 90s, 10m (usual for a moment), 2h, 1d.", valueName: "length"))
    var within: String?

    @OptionGroup(title: "Which requests") var filters: RequestFilterOptions

    @OptionGroup var tz: ZoneOption

    @Option(help: ArgumentHelp("The most requests to show.", valueName: "number"))
    var limit = 50

    @Flag(help: "How it is written; text where nothing is said.")
    var format: ReportFormat?

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000") }
        if around != nil, filters.from != nil || filters.to != nil {
            throw ValidationError("--around and --from say two times: give one of them")
        }
        if within != nil, around == nil { throw ValidationError("--within needs --around") }
        if filters.to != nil, filters.from == nil { throw ValidationError("--to needs --from") }
        if around == nil, filters.from == nil { throw ValidationError("say when: --around TIME, or --from TIME --to TIME") }
    }

    func run() throws {
        let now = Instant.now
        let query = try WrongUsage.unless { try FindQuery(self, now: now) }
        // Lines name a customer's instance, so that needs no request to be made; and what was never seen is told.
        guard let instance = query.instance, filters.isOfLines, format == nil || format == .json else {
            return try StoredFind(command: self, query: query).run()
        }
        let json = format == .json
        let reader = try SQLiteRecordReader(opening: store.folder)
        let tracer = Tracer(store: reader, now: now)
        let range = try WrongUsage.unless { try query.range(of: try tracer.span()) }
        let answer = try tracer.find(instance: instance, in: range.map { [$0] } ?? [], filter: query.filter, limit: limit)
        // A list says of every other request that it is not there.
        try reader.checkCatalog()
        let style = TextStyle.ofStandardOutput(colour: color.isWanted, zone: query.zone.display)
        let drawn = FindText(
            Masked(answer), wider: around == nil ? "an earlier --from, a later --to" : "--within 2h", style: style)
        try AnswerOutput.say(query.readings.compactMap(\.sentence))
        try AnswerOutput.say(json ? [] : drawn.messages)
        if json {
            try StandardOutput.write(FindJSON.bytes(Masked(answer), read: query.readings))
        } else {
            try StandardOutput.write(drawn.text)
        }
        var codes = ExitCodes()
        codes.note(answer.exitCode)
        try codes.exit()
    }
}
