import ArgumentParser
import Clocks
import Foundation
import LogFormats
import LogIngest
import LogRecords
import LogShards
import LogStoreSQLite
import OwnedFiles
import TraceRendering
import TraceRoutes

/// `trace ingest`: loads log shards into a store, each line once.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Load log shards into a store.",
        discussion: """
            Folders are walked; plain, gzip and zstd shards of all known formats may lie side by side. A shard that is known, under \
            whatever name, is not loaded twice, so the same command may be run again and again.

            EXAMPLES
              trace ingest logs/                       load a folder
              trace ingest edge/ gateway/ --json       one line of JSON at the end
              zcat old.log.gz | trace ingest -         standard input
              trace ingest spool/ --every 1d --json    a night, unattended
              trace ingest spool/ --dry-run            what would be read
            """)

    @Argument(help: ArgumentHelp("Folders and files; - is standard input.", valueName: "path"), completion: .file())
    var paths: [String]

    @OptionGroup var store: StoreOption

    @Flag(help: "Print the summary as one line of JSON.")
    var json = false

    @Flag(help: "Exit with 2 when any line was rejected or any shard was cut short.")
    var strict = false

    @Flag(help: "Read files again that look as they did at their last complete read.")
    var recheck = false

    @Option(help: ArgumentHelp("Refuse a shard of which more lines are rejected: 1%, 0.5%.", valueName: "share"))
    var maxBad: String?

    @Option(
        help: ArgumentHelp("Leave out shards whose names say that they end by then: a date or a time, in UTC.", valueName: "time"))
    var since: String?

    @Option(
        help: ArgumentHelp("Load shards of this source only: a format's name. May be given several times.", valueName: "source"))
    var source: [String] = []

    @Option(
        help: ArgumentHelp(
            "Let this group read a store that is new; without it only its owner may. One that is there keeps its own.",
            valueName: "name"))
    var group: String?

    @Option(
        help: ArgumentHelp(
            "This command is run so often: 1h, 1d. Who asks for what is not loaded yet is told when the next load is due.",
            valueName: "length"))
    var every: String?

    @Flag(help: "Make no requests of the new lines; trace requests makes them later.")
    var noRequests = false

    @Flag(help: "Say what would be read; read and write nothing.")
    var dryRun = false

    @Option(help: ArgumentHelp("Longest line that is read; longer ones are rejected.", valueName: "bytes"))
    var longestLine = ShardLimits.usualLongestLine

    func validate() throws {
        guard (1...IngestCommand.longestLineAllowed).contains(longestLine) else {
            throw ValidationError("--longest-line is from 1 to \(IngestCommand.longestLineAllowed) bytes")
        }
        if paths.contains("") { throw ValidationError("a path is empty") }
    }

    /// A line is held in memory as a whole, one a reader.
    static let longestLineAllowed = 1 << 28

    func run() throws {
        let access = try group.map(FileAccess.init(ofGroup:))
        let ingest = Ingest(paths, outside: store.folder, options: try options())
        let period = try WrongUsage.unless { try every.map { try LengthReading($0).nanoseconds } }
        if dryRun { return try showPlan(of: ingest) }
        let signals = StopSignals()
        let summary = ingest.hasShards ? try load(ingest, for: access, every: period, signals) : ingest.summaryBeforeReading
        for failure in summary.newFailures { Program.report(failure.explanation) }
        // The load is done; that its lines cannot be compared with earlier ones must not hide what it did.
        try write(summary, drift: (try? drift(of: summary)) ?? [])
        if let code = signals.exitCode {
            StandardError.say(IngestText.stopped(summary))
            throw ExitCode(code)
        }
        if ingest.hasShards, !noRequests { try makeRequests(signals) }
        if !summary.newFailures.isEmpty || strict && summary.isImperfect { throw ExitCode(Program.failed) }
    }

    /// What was loaded is there without them, and the next run makes them.
    private func makeRequests(_ signals: StopSignals) throws {
        var making = RequestMakingRun(store: store.folder)
        making.checkStop = { if let code = signals.exitCode { throw ExitCode(code) } }
        _ = try making.run()
    }

    private func write(_ summary: IngestSummary, drift: [FieldDrift]) throws {
        if json {
            try StandardOutput.write(IngestJSON.bytes(summary, drift: drift))
        } else {
            let text = IngestText(summary, store: store.folder, drift: drift, style: .ofStandardOutput()).text
            try StandardOutput.write(text)
        }
    }

    /// The fields that are not what they were before, on the days that this run brought lines of.
    private func drift(of summary: IngestSummary) throws -> [FieldDrift] {
        guard summary.shards.new + summary.shards.continued > 0 else { return [] }
        let tracer = Tracer(store: try SQLiteRecordReader(opening: store.folder))
        return try summary.sources.flatMap { source in try tracer.drift(in: source.span, of: source.name) }
    }

    /// What this machine is called; `ProcessInfo` may ask the network.
    private static var host: String? {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The flags, read; no file is touched.
    func options() throws -> IngestOptions {
        var options = IngestOptions(
            now: { .now }, readers: ProcessInfo.processInfo.activeProcessorCount,
            limits: ShardLimits(longestLine: longestLine), recheck: recheck)
        try WrongUsage.unless {
            options.mostBad = try maxBad.map { try ShareReading($0).share }
            options.since = try since.map { try TimeReading($0, in: .utc, now: .now).range.from }
        }
        for name in source where !LogFormat.isSource(name) { throw WrongUsage.unknownSource(name) }
        options.sources = Set(source)
        return options
    }

    /// A store that is not there knows nothing.
    private func showPlan(of ingest: Ingest) throws {
        let reader: SQLiteRecordReader?
        do { reader = try SQLiteRecordReader(opening: store.folder) } catch StoreError.noStore { reader = nil }
        let plan = try ingest.plan { try reader?.isKnown($0) ?? false }
        for failure in plan.before.failures { Program.report(failure.explanation) }
        if json {
            try StandardOutput.write(PlanJSON.bytes(plan))
        } else {
            try StandardOutput.write(PlanText(plan, style: .ofStandardOutput()).text)
        }
        if !plan.before.failures.isEmpty { throw ExitCode(Program.failed) }
    }

    /// A load that was stopped says nothing of the next one.
    private func load(
        _ ingest: Ingest, for access: FileAccess?, every period: Int64?, _ signals: StopSignals
    ) throws -> IngestSummary {
        let begun = Instant.now
        let writer = try SQLiteRecordWriter(opening: store.folder, access: access, onWaiting: StandardError.sayWaiting(for:))
        if let group, access != writer.access {
            StandardError.say("the store keeps its modes; trace verify --fix-modes --group \(group.printable(limit: 64)) sets them")
        }
        let line = ProgressLine()
        defer { line.clear() }
        var summary = try ingest.run(into: writer, stop: signals.stop, progress: line.show)
        if let period, signals.exitCode == nil { try writer.keep(LoadRhythm(begun: begun, everyNanoseconds: period)) }
        (summary.run.id, summary.run.host) = (writer.run, Self.host)
        return summary
    }
}
