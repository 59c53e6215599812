import ArgumentParser
import Clocks
import Foundation
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace stats`: how many requests, how long they took, how many failed.
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Count requests by region, model, hour and more.",
        discussion: """
            Requests are counted, not lines: each once, wherever it was logged. Percentiles are right to 1.6 %. Hours and days are UTC.

            EXAMPLES
              trace stats --by region
              trace stats --by region,hour --from 2026-11-22 --to 2026-11-22
              trace stats --by model --failed --from yesterday --csv
              trace stats --by region --from 2026-11-22 --compare yesterday
              trace stats --by path --region 'not europe-*'
            """)

    @Option(
        help: ArgumentHelp("What requests are told apart by, parted by commas: \(StatsDimension.list).", valueName: "names"),
        completion: .list(StatsDimension.allCases.map(\.rawValue)))
    var by = "region"

    @OptionGroup(title: "Which requests") var filters: RequestFilterOptions

    @Option(
        help: ArgumentHelp("Show the same of another time beside it: yesterday (a day before) or last-week.", valueName: "time"))
    var compare: ComparedTime?

    @OptionGroup var tz: ZoneOption

    @Flag(help: "How it is written; text where nothing is said.")
    var format: ReportFormat?

    @Option(help: "Colour the text: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup var store: StoreOption

    /// A time that lies so long before.
    enum ComparedTime: String, ExpressibleByArgument, CaseIterable {
        case yesterday
        case lastWeek = "last-week"

        var nanoseconds: Int64 { self == .yesterday ? Instant.day : 7 * Instant.day }
    }

    func run() throws {
        let dimensions = try dimensions()
        let filter = try filters.filter()
        let zone = try WrongUsage.unless { try tz.zone() }
        let asked = try filters.asked(in: zone, now: .now)
        try AnswerOutput.say(asked.readings.compactMap(\.sentence))
        let report = try Report(of: store.folder) { asked.range(of: $0) }
        var answer = StatsAnswer(
            dimensions: dimensions, counts: RequestCounts(), basis: report.basis, range: report.range)
        answer.counts = try report.counts(RequestCount(filter, by: dimensions.map(\.dimension)))
        if let compare, let range = report.range {
            let earlier = TimeRange(
                from: range.from.advanced(by: -compare.nanoseconds), to: range.to.advanced(by: -compare.nanoseconds))
            answer.compared = try report.counts(RequestCount(filter, by: dimensions.map(\.dimension)), in: earlier)
            answer.comparedBasis = try report.basis(in: earlier)
        }
        let style = TextStyle.ofStandardOutput(colour: color.isWanted, zone: zone.display)
        try StandardOutput.write(StatsOutput.bytes(answer, as: format, style: style))
        try AnswerOutput.say(StatsWords.messages(answer))
        var codes = ExitCodes()
        codes.note(report.basis.exitCode(found: answer.counts.total.requests))
        if let before = answer.comparedBasis { codes.note(before.exitCode(found: answer.counts.total.requests)) }
        try codes.exit()
    }

    func validate() throws {
        if compare != nil, filters.from == nil { throw ValidationError("--compare needs --from") }
        _ = try dimensions()
    }

    private func dimensions() throws -> [StatsDimension] {
        let names = by.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let dimensions = names.compactMap(StatsDimension.init(rawValue:))
        guard !dimensions.isEmpty, dimensions.count == names.count else {
            throw ValidationError("--by takes names of this list, parted by commas: \(StatsDimension.list)")
        }
        guard dimensions.count(where: \.isTime) < 2, Set(dimensions).count == dimensions.count else {
            throw ValidationError("--by takes each name once, and of hour and day one")
        }
        return dimensions
    }
}
