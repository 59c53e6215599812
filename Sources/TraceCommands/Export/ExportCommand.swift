import ArgumentParser
import Clocks
import Foundation
import LogRecords
import LogStoreSQLite
import TraceRendering
import TraceRoutes

/// `trace export`: every request of a time, or every call of a provider, as a file for other tools.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write every request of a time as CSV or NDJSON.",
        discussion: """
            A row is a request, as trace route tells of it: where it was handled, how that is known, how it ended, and the lines that it \
            rests on. Every line of the store is in exactly one row.

            EXAMPLES
              trace export requests --from 2026-11-22 --to 2026-11-22 > requests.csv
              trace export attempts --from 2026-11-22 --ndjson | jq -r .provider | sort | uniq -c
              trace export requests --ndjson | gzip > requests.ndjson.gz
            """)

    /// What a row is.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case requests, attempts
    }

    /// How a row is written.
    enum Format: String, EnumerableFlag {
        case csv, ndjson

        static func help(for value: Format) -> ArgumentHelp? {
            value == .csv ? "Comma-separated values with a head." : "A JSON object on each line."
        }
    }

    @Argument(help: "What a row is: requests, or attempts (the calls of providers, served or not).")
    var kind: Kind

    @Option(help: ArgumentHelp("Requests that began from this time on; a day is all of it.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Requests that began before this time; a day is part of it.", valueName: "time"))
    var to: String?

    @OptionGroup var tz: ZoneOption

    @Flag var format = Format.csv

    @OptionGroup var store: StoreOption

    func run() throws {
        let asked = try asked()
        try AnswerOutput.say(asked.readings.compactMap(\.sentence))
        let reader = try SQLiteRecordReader(opening: store.folder)
        // What is counted says of everything else that it is not there.
        try reader.checkCatalog()
        let tracer = Tracer(store: reader)
        let range = asked.range(of: try tracer.span())
        let summary =
            switch kind {
            case .requests: try write(ExportedRequest.columns, of: tracer, in: range) { [$0] }
            case .attempts: try write(ExportedAttempt.columns, of: tracer, in: range, ExportedAttempt.all)
            }
        try AnswerOutput.say(ExportWords.messages(summary))
        var codes = ExitCodes()
        codes.note(summary.exitCode)
        try codes.exit()
    }

    /// The flags, read; no store is opened.
    func asked() throws -> AskedTime {
        try WrongUsage.unless { try AskedTime(from: from, to: to, in: try tz.zone(), now: .now) }
    }

    private func write<Row>(
        _ columns: [ExportColumn<Row>], of tracer: Tracer<SQLiteRecordReader>, in range: TimeRange?,
        _ rows: (ExportedRequest) -> [Row]
    ) throws -> RequestsSummary {
        let status = StatusLine()
        defer { status.clear() }
        var day: Day?
        var count = 0
        if format == .csv { try StandardOutput.write(ExportLines.csvHead(columns)) }
        return try tracer.requests(in: range, on: ProcessInfo.processInfo.activeProcessorCount, begin: { day = $0 }) {
            request, shards in
            count += 1
            status.show(ExportWords.progress(day, requests: count))
            for row in rows(ExportedRequest(request) { shards[$0]?.path }) {
                try StandardOutput.write(format == .csv ? ExportLines.csv(row, columns) : ExportLines.json(row, columns))
            }
        }
    }
}
