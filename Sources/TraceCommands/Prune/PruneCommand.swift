import ArgumentParser
import LogRecords
import LogStoreSQLite
import TraceRendering

/// `trace prune`: removes old days from a store.
struct PruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove old days from a store.",
        discussion: """
            Whole UTC days are removed, always the oldest. That they were there is remembered: an id of such a day is answered with the \
            date on which it expired, and shards of it are not loaded again.

            EXAMPLES
              trace prune --older-than 90d --dry-run   what would go
              trace prune --older-than 90d             today and the 90 days before it stay
              trace prune --keep-bytes 50GB            the newest days that fit
            """)

    @OptionGroup var store: StoreOption

    @Option(help: ArgumentHelp("Remove days that are older: 90d, 12w.", valueName: "age"))
    var olderThan: String?

    @Option(help: ArgumentHelp("Remove the oldest days until the rest takes no more: 50GB, 800MB.", valueName: "size"))
    var keepBytes: String?

    @Flag(help: "Say what would be removed, and remove nothing.")
    var dryRun = false

    @Flag(help: "Print one JSON object on one line.")
    var json = false

    func validate() throws {
        if olderThan == nil, keepBytes == nil { throw ValidationError("say what may go: --older-than AGE or --keep-bytes SIZE") }
    }

    func run() throws {
        let pruner = StorePruner(of: store.folder, keeping: try limits())
        let report = dryRun ? try pruner.plan() : try pruner.prune(onWaiting: StandardError.sayWaiting(for:))
        if json {
            try StandardOutput.write(PruneJSON.bytes(report, isDryRun: dryRun))
        } else {
            try StandardOutput.write(PruneText(report, isDryRun: dryRun, style: .ofStandardOutput()).text)
        }
    }

    /// The flags, read; no store is opened.
    func limits() throws -> PruneLimits {
        try WrongUsage.unless {
            PruneLimits(
                days: try olderThan.map { try AgeReading($0).days }, bytes: try keepBytes.map { try SizeReading($0).bytes })
        }
    }
}
