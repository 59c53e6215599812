import ArgumentParser
import Clocks
import Foundation
import LogFormats
import LogRecords
import LogStoreSQLite
import TraceRendering

/// `trace expect`: keeps what a person knows of a source and its lines cannot say.
struct ExpectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expect", abstract: "Say what should be there of a source whose shards do not tell.",
        discussion: """
            Of a source without a rhythm nobody knows whether all of it is loaded, so nothing is "not there" beside it. What you declare \
            here is believed, and repeated in every answer that rests on it. Without a subject, what was declared is listed.

            EXAMPLES
              trace expect gitlab.rails --every 1d              each UTC day has a shard
              trace expect gitlab.rails --every 1d --shards 4   each has four
              trace expect 9fb477c6-4873-4b80-a5c9-b602442bb567 --ended --why "killed for memory"
              trace expect gitlab.rails --remove
              trace expect                             what was declared
            """)

    @OptionGroup var store: StoreOption

    @Argument(help: ArgumentHelp("A source, named as its format is, or a gateway instance.", valueName: "subject"))
    var subject: String?

    @Option(help: ArgumentHelp("The source writes a shard at least so often: 1h, 1d, 7d.", valueName: "length"))
    var every: String?

    @Option(help: ArgumentHelp("How many it writes in that time at least (default: 1).", valueName: "count"))
    var shards: Int?

    @Flag(help: "The instance ended and wrote nothing behind its last line.")
    var ended = false

    @Flag(help: "Take back what was declared.")
    var remove = false

    @Option(help: ArgumentHelp("How you know.", valueName: "text"))
    var why: String?

    @Flag(help: "Print one JSON object on one line.")
    var json = false

    func validate() throws {
        let said = [every != nil, ended, remove].count { $0 }
        if subject == nil, said > 0 || why != nil { throw ValidationError("say of which source or instance") }
        if subject != nil, said != 1 { throw ValidationError("say one of --every LENGTH, --ended and --remove") }
        if let shards, every == nil || !(1...1_000_000).contains(shards) {
            throw ValidationError("--shards counts those of --every, from 1 to 1000000")
        }
        if let why, why.utf8.count > AckCommand.longestWhy {
            throw ValidationError("--why takes \(AckCommand.longestWhy) bytes")
        }
    }

    func run() throws {
        // Instances are kept in small letters.
        if let subject { try change(subject.lowercased()) }
        let reader = try SQLiteRecordReader(opening: store.folder)
        let declared = try reader.declarations()
        try StandardOutput.write(
            json ? ExpectJSON.bytes(declared) : Array(ExpectText(declared, style: .ofStandardOutput()).text.utf8))
    }

    private func change(_ subject: String) throws {
        let promise = try promised(of: subject)
        // A store that is not there is not made.
        _ = try SQLiteRecordReader(opening: store.folder)
        let writer = try SQLiteRecordWriter(opening: store.folder, onWaiting: StandardError.sayWaiting(for:))
        guard let promise else {
            guard try writer.withdraw(subject) else { throw ExpectError.nothingDeclared(subject: subject) }
            return
        }
        try writer.declare(Declaration(subject: subject, promise: promise, declared: .now, why: why))
    }

    /// What the flags say of it; `nil`: it is taken back.
    func promised(of subject: String) throws -> Declaration.Promise? {
        if let every {
            guard LogFormat.isSource(subject) else { throw WrongUsage.unknownSource(subject) }
            let length = try WrongUsage.unless { try LengthReading(every).nanoseconds }
            return .every(length, shards: Int64(shards ?? 1))
        }
        guard ended else { return nil }
        guard UUID(uuidString: subject) != nil else { throw WrongUsage.noInstance(subject) }
        return .ended
    }
}
