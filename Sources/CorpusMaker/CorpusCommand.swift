package import ArgumentParser
import Clocks
import Foundation
import LogRecords

/// `corpus`: makes logs of requests that never were, and the truth about them.
package struct CorpusCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "corpus",
        abstract: "Make the logs of invented requests, as all vantages would write them, and the truth about each.",
        discussion: """
            The same seed gives the same bytes. Shards lie below DIR/edge, DIR/balancer, DIR/cloud_run, DIR/gateway and DIR/gitlab
            under their vendors' names; DIR/truth.ndjson says what happened and what the lines show of it.

            Examples:
              corpus --requests 20000 --shards 8 --seed 1 --out demo/logs
              corpus --requests 20000 --seed 1 --faults --out demo/faulty
              corpus --requests 50000000 --only gateway --stdout | zstd > gateway.ndjson.zst
            """)

    /// A corpus of less than all vantages.
    package enum Part: String, ExpressibleByArgument, CaseIterable {
        case gateway
    }

    @Option(help: "How many requests.")
    var requests = 20_000

    @Option(help: "How many shards our own gateways write.")
    var shards = 8

    @Option(help: "What the invention begins with.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The folder to make.", valueName: "dir"))
    var out: String?

    @Option(help: "Over how many days the requests are spread.")
    var days = 1

    @Option(help: ArgumentHelp("The first moment, in UTC; at noon, so that a day's corpus has a midnight.", valueName: "date"))
    var start = "2026-09-15T12:00:00Z"

    @Flag(help: "Cut, spoil, repeat and lose some of it.")
    var faults = false

    @Option(help: "Make the shards of this vantage alone.")
    var only: Part?

    @Flag(help: "Leave out truth.ndjson, which takes longer than the logs: for measuring.")
    var noTruth = false

    @Flag(help: "Write one stream of lines instead of a folder (with --only gateway).")
    var stdout = false

    package init() {}

    /// Runs the program with the arguments of this process, and ends it.
    package static func runProgram() {
        main()
    }

    package func validate() throws {
        guard requests >= 1, requests <= 2_000_000_000 else { throw ValidationError("--requests must be from 1 to 2000000000") }
        guard shards >= 1, shards <= 10_000 else { throw ValidationError("--shards must be from 1 to 10000") }
        guard days >= 1, days <= 366 else { throw ValidationError("--days must be from 1 to 366") }
        guard let start = startInstant else {
            throw ValidationError("--start is no date: write 2026-09-15 or 2026-09-15T12:00:00Z")
        }
        guard CorpusCommand.starts.contains(start) else { throw ValidationError("--start must be from 1970 to 2199") }
        if stdout {
            guard only == .gateway else { throw ValidationError("--stdout writes gateway lines alone: add --only gateway") }
            guard out == nil, !faults else { throw ValidationError("--stdout makes neither a folder nor faults") }
        } else {
            guard out != nil else { throw ValidationError("name the folder to make: --out DIR") }
        }
    }

    /// From then on a year of requests fits into an `Instant`, and identifiers can carry their time.
    private static let starts = Instant(nanoseconds: 0)..<Instant(nanoseconds: 84_006 * Instant.day)

    package func run() throws {
        guard let start = startInstant else { return }
        var options = CorpusOptions(start: start.nanoseconds)
        options.requests = requests
        options.shards = shards
        options.seed = seed
        options.days = days
        options.hasFaults = faults
        options.onlyGateway = only == .gateway
        options.hasTruth = !noTruth
        if stdout { return try stream(options) }
        guard let out else { return }
        if let contents = try? FileManager.default.contentsOfDirectory(atPath: out), !contents.isEmpty {
            // A folder that cannot be listed is reported by the first write.
            throw ValidationError("\(out) is not empty: name a folder that does not exist yet")
        }
        options.folder = out
        let begun = ContinuousClock.now
        let line = ProgressLine(total: requests)
        let summary = try Corpus(options: options).make { line.show($0) }
        line.clear()
        let seconds = seconds(since: begun)
        FileHandle.standardError.write(
            Data(
                "corpus: \(summary.requests) requests, \(summary.lines) lines in \(summary.shards) shards, \(summary.bytes / 1_000_000) MB, \(String(format: "%.1f", seconds)) s\n"
                    .utf8))
    }

    private func stream(_ options: CorpusOptions) throws {
        // A reader that has enough closes the pipe: that is a quiet success.
        signal(SIGPIPE, SIG_IGN)
        do {
            try Corpus(options: options).stream(to: .standardOutput)
        } catch let error as CocoaError where error.underlying == POSIXErrorCode.EPIPE {
            return
        }
    }

    /// A day alone begins at noon.
    private var startInstant: Instant? {
        Instant(rfc3339: start) ?? Instant(rfc3339: "\(start)T12:00:00Z")
    }
}

extension CocoaError {
    /// The system's own word for what went wrong.
    fileprivate var underlying: POSIXErrorCode? {
        ((self as NSError).userInfo[NSUnderlyingErrorKey] as? NSError).flatMap { POSIXErrorCode(rawValue: Int32($0.code)) }
    }
}

/// How far the making is, on a terminal only.
private struct ProgressLine {
    let total: Int
    private let isShown = isatty(2) == 1

    init(total: Int) {
        self.total = total
    }

    func show(_ done: Int) {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[Kcorpus: \(done) of \(total) requests, \(done * 100 / max(1, total)) %".utf8))
    }

    func clear() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
