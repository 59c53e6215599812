import ArgumentParser
import LogRecords
import LogStoreSQLite
import TraceRendering

/// `trace ack`: says that a failure is known, so that it is told no more.
struct AckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Say that a shard which failed, or a hole, is known, so that it is told no more.",
        discussion: """
            A shard is known by its bytes: under another name it stays acknowledged, and other bytes under its name are news. With \
            --from and --to the holes of a source in that time are acknowledged: they stay holes, and trace coverage no longer exits with 3 \
            for them.

            EXAMPLES
              trace ack                                      what failed
              trace ack edge/bad.log.gz --why 'disk of 11-28'
              trace ack edge/bad.log.gz --remove             tell of it again
              trace ack cloudflare.http_requests --from '2026-11-22 03:15' --to '2026-11-22 03:20'
            """)

    @Argument(
        help: ArgumentHelp(
            "Shards that failed, by path, by the end of one, or by the digits of their content.", valueName: "shard"),
        completion: .file())
    var shards: [String] = []

    @Option(help: ArgumentHelp("Of a source: its holes from this time on (UTC).", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("Of a source: its holes up to this time; a day is all of it.", valueName: "time"))
    var to: String?

    @Option(help: ArgumentHelp("Why it need not be told, for whoever asks later.", valueName: "text"))
    var why: String?

    @Flag(help: "Take the acknowledgement back.")
    var remove = false

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var store: StoreOption

    func validate() throws {
        if (from == nil) != (to == nil) { throw ValidationError("say both --from and --to") }
        if shards.isEmpty, from != nil { throw ValidationError("say of which source the holes are") }
        if shards.isEmpty, remove || why != nil { throw ValidationError("say which shard: trace ack lists those that failed") }
        if remove, why != nil { throw ValidationError("--remove takes no --why") }
        if let why, why.utf8.count > AckCommand.longestWhy {
            throw ValidationError("--why takes \(AckCommand.longestWhy) bytes at most")
        }
    }

    /// A sentence or two, kept in the catalog for each shard.
    static let longestWhy = 1000

    func run() throws {
        if from != nil { return try changeHoles() }
        let acknowledging = FailureAcknowledging(of: store.folder)
        let remembered = try acknowledging.remembered()
        guard !shards.isEmpty else {
            try write(remembered)
            return try writeHoles()
        }
        let chosen = try FailureChoice(of: shards, among: remembered).failures
        let changed = try acknowledging.acknowledge(chosen, why: why, isRemoved: remove, onWaiting: StandardError.sayWaiting(for:))
        try write(changed, isRemoved: remove)
    }

    private func changeHoles() throws {
        try HoleAcknowledging(shards, from: from, to: to).change(in: store.folder, why: why, isRemoved: remove)
        try writeHoles()
    }

    private func writeHoles() throws {
        let holes = try SQLiteRecordReader(opening: store.folder).acknowledgedHoles()
        if json {
            try StandardOutput.write(AckJSON.bytes(holes))
        } else {
            try StandardOutput.write(AckText.holes(holes, style: .ofStandardOutput()))
        }
    }

    private func write(_ failures: [RememberedFailure], isRemoved: Bool? = nil) throws {
        if json {
            try StandardOutput.write(AckJSON.bytes(failures))
        } else {
            try StandardOutput.write(AckText(failures, isRemoved: isRemoved, style: .ofStandardOutput()).text)
        }
    }
}
