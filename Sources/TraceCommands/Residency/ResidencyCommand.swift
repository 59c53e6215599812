import ArgumentParser
import Clocks
import Glibc
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace residency`: where a customer's calls were answered, for an auditor.
struct ResidencyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "residency", abstract: "Say where a customer's calls were answered: inside, outside, unknown.",
        discussion: """
            Every call of a provider counts, served or not, because one that failed had the prompt too. Only requests whose instance was \
            authenticated count; claimed ones are told apart. What is not known is never counted as inside.

            EXAMPLES
              trace residency --instance UUID --from 2026-09-01 --to 2026-09-30 --allow 'europe-*'
              trace residency --instance UUID --from 2026-09-01 --allow 'europe-*' --allow eu --md > report.md
              trace residency --instance UUID --from 2026-09-01 --allow '*' --pinned claude-sonnet-4-5
            """)

    @Option(help: ArgumentHelp("The customer's GitLab instance: a UUID, or text that holds one.", valueName: "uuid"))
    var instance: String

    @Option(help: ArgumentHelp("Requests that began from this time on; a day is all of it.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Requests that began before this time; a day is part of it.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("A place that is inside: europe-west4, 'europe-*'. May be given several times.", valueName: "place"))
    var allow: [String]

    @Option(help: ArgumentHelp("Also say which requests another model served than this one.", valueName: "model"))
    var pinned: String?

    @OptionGroup var tz: ZoneOption

    @Flag(help: "How it is written; text where nothing is said.")
    var format: ReportFormat?

    @OptionGroup var store: StoreOption

    func run() throws {
        let instance = try WrongUsage.unless { try InstanceReading(self.instance).instance }
        let zone = try WrongUsage.unless { try tz.zone() }
        let asked = try WrongUsage.unless { try AskedTime(from: from, to: to, in: zone, now: .now) }
        try AnswerOutput.say(asked.readings.compactMap(\.sentence))
        let report = try Report(of: store.folder) { asked.range(of: $0) }
        var filter = RequestFilter(range: report.range)
        filter.conditions = [.init("customer_instance", like: [instance])]
        let isAllowed = Self.matcher(allow)
        let isPinned = pinned.map { Self.matcher([$0]) }
        var residency = Residency(isAllowed: isAllowed, isPinned: isPinned)
        let left = try report.each(filter) { request in residency.add(request) }
        let outside = try report.exported(residency.outside.map { $0.request })
        let answer = ResidencyAnswer(
            residency: residency, instance: instance, allowed: allow, pinned: pinned, left: left, basis: report.basis,
            range: report.range, outside: outside)
        let style = TextStyle.ofStandardOutput(colour: false, zone: zone.display)
        try StandardOutput.write(ResidencyOutput.bytes(answer, as: format, style: style))
        var codes = ExitCodes()
        codes.note(report.basis.exitCode(found: residency.requests + residency.claimed))
        try codes.exit()
    }

    private static func matcher(_ patterns: [String]) -> @Sendable (String) -> Bool {
        { text in patterns.contains { pattern in fnmatch(pattern, text, 0) == 0 } }
    }
}
