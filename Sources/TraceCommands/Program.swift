import ArgumentParser
import Foundation
import LogRecords
import LogShards

/// Runs a command line from its words to its exit code. Only here are failures printed and codes picked.
///
/// 0 found or done, 1 not found, 3 not found but coverage has holes, 2 failed, 64 wrong usage. A command that has an
/// answer other than 0 throws `ExitCode`; a reader of standard output that has gone away (`trace ... | head`) is a
/// quiet success.
package enum Program {
    static let notFound: Int32 = 1
    static let failed: Int32 = 2
    static let holes: Int32 = 3
    static let wrongUsage: Int32 = 64

    /// The words of this program's command line.
    package static var words: [String] { Array(PathText.commandLine().dropFirst()) }

    /// Runs a command, and gives the exit code; nothing else prints errors.
    package static func run(_ arguments: [String]) -> Int32 {
        // A write to a closed pipe is to fail, not to kill a load that is under way.
        signal(SIGPIPE, SIG_IGN)
        do {
            if let usual = RouteAnswers(usual: arguments) {
                try usual.print()
            } else if let greeting = StoreGreeting(arguments) {
                try greeting.print()
            } else {
                let words = FirstWords.commandFirst(arguments)
                try FirstWords.check(words)
                var command = try TraceCommand.parseAsRoot(words)
                try command.run()
            }
            try StandardOutput.flush()
            return 0
        } catch {
            return code(for: error, arguments)
        }
    }

    private static func code(for error: any Error, _ arguments: [String]) -> Int32 {
        do {
            switch error {
            case is ClosedPipe: return 0
            case let code as ExitCode:
                try StandardOutput.flush()
                return code.rawValue
            case let error as WrongUsage:
                try StandardOutput.flush()
                report(error.explanation)
                return wrongUsage
            case let error as any Explained:
                try StandardOutput.flush()
                report(error.explanation)
                return failed
            default:
                return try codeOfParser(error, arguments)
            }
        } catch {
            return 0
        }
    }

    /// Help, versions and completions come as errors too, and go to standard output; the others are wrong usage or
    /// unforeseen.
    private static func codeOfParser(_ error: any Error, _ arguments: [String]) throws -> Int32 {
        let code = TraceCommand.exitCode(for: error)
        if code.isSuccess {
            try StandardOutput.write(TraceCommand.fullMessage(for: error) + "\n")
            try StandardOutput.flush()
            return 0
        }
        try StandardOutput.flush()
        guard code == .validationFailure else {
            report(Explanation(String(describing: error)))
            return failed
        }
        report(Explanation(words(for: error, arguments), hint: FirstWords.pages(for: arguments)))
        return wrongUsage
    }

    /// The parser misses an id before it looks at an option that it does not know, and says only that.
    private static func words(for error: any Error, _ arguments: [String]) -> String {
        let words = TraceCommand.message(for: error).split(separator: "\n", omittingEmptySubsequences: true).joined(separator: " ")
        guard words.hasPrefix("Missing expected argument") else { return words }
        let usage = TraceCommand.fullMessage(for: error)
        let unknown = arguments.first { word in
            word.hasPrefix("--") && word.count > 2 && !usage.contains(word.prefix { $0 != "=" } + " ")
                && !usage.contains("[\(word)]")
        }
        return unknown.map { "Unknown option '\($0)'" } ?? words
    }

    /// Prints a failure, and its hint; a load goes on after those of single shards.
    static func report(_ explanation: Explanation) {
        // The words of the command line stay as they were typed; what else a failure names (a file that was found) is masked.
        let mask = Mask(keeping: CommandLine.arguments)
        let place = explanation.place.map { mask.masked($0).escaped() + ": " } ?? ""
        StandardError.say("error: " + place + mask.masked(explanation.what).escaped(limit: 2000))
        if let hint = explanation.hint { StandardError.say("hint: " + mask.masked(hint).escaped(limit: 2000)) }
    }
}
