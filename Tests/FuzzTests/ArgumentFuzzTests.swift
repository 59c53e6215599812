import ArgumentParser
import Foundation
import LogIngest
import LogRecords
import LogShards
import OddValues
import Testing
import TraceRendering

@testable import TraceCommands

/// The command line with values that nobody means, read as far as the store.
struct ArgumentFuzzTests {
    /// A command with what it cannot do without, and its options that take a value.
    private struct Asked {
        var name: String
        var usual: [String]
        var options: [String]
    }

    private static let day = Instant(nanoseconds: 20_000 * Instant.day)

    private static let usual: [String: [String]] = [
        "ingest": ["logs"], "route": ["8c38fb2918f135d2"], "why": ["8c38fb2918f135d2"],
        "evidence": ["8c38fb2918f135d2"], "explain": ["8c38fb2918f135d2"], "shards": [], "verify": [],
        "coverage": [], "ack": ["edge/a.log"], "expect": ["gitlab.rails", "--every", "1d"],
        "prune": ["--older-than", "90d"], "export": ["requests"], "stats": [], "requests": [],
        "residency": ["--instance", "292c3c7c-c5d5-48ec-b4bf-f00b724ce560", "--allow", "europe-*"],
        "batch": ["tickets.csv"],
        "find": ["--instance", "292c3c7c-c5d5-48ec-b4bf-f00b724ce560", "--around", "2026-11-22T10:31:07Z"],
    ]

    /// As the parser itself describes them, so that an option that is new is tried too.
    private static func commands() throws -> [Asked] {
        struct Help: Decodable {
            var command: Command
            struct Command: Decodable {
                var commandName: String
                var subcommands: [Command]?
                var arguments: [Argument]?
            }
            struct Argument: Decodable {
                var kind: String
                var names: [Name]?
                struct Name: Decodable { var name: String }
            }
        }
        let help = try JSONDecoder().decode(Help.self, from: Data(TraceCommand._dumpHelp().utf8))
        return (help.command.subcommands ?? []).filter { $0.commandName != "help" }.map { command in
            let options = (command.arguments ?? []).filter { $0.kind == "option" }.compactMap { $0.names?.first?.name }
            return Asked(name: command.commandName, usual: usual[command.commandName] ?? [], options: options)
        }
    }

    @Test func `every option of every command takes an odd value, or refuses it as wrong usage`() throws {
        let commands = try ArgumentFuzzTests.commands()
        #expect(commands.count == ArgumentFuzzTests.usual.count)
        #expect(commands.contains { $0.options.contains("older-than") })
        var number = 0
        for command in commands {
            for value in OddValue.texts {
                for words in command.options.map({ command.usual + ["--\($0)=\(value)"] }) + [command.usual + [value], [value]] {
                    number += 1
                    if Dice.tries(number, oneIn: 31) { try read([command.name] + words) }
                }
            }
        }
    }

    @Test func `every option that takes a value is known where the command is looked for`() throws {
        let options = Set(try ArgumentFuzzTests.commands().flatMap(\.options).map { "--" + $0 })
        #expect(FirstWords.withValue == options)
    }

    @Test func `damaged command lines are read, or refused as wrong usage`() throws {
        var dice = Dice.throwing("damaged command lines")
        for kept in try FailCases.kept("arguments") {
            try read(String(decoding: kept, as: UTF8.self).split(separator: "\n").map(String.init))
        }
        let commands = try ArgumentFuzzTests.commands()
        for _ in 0..<Dice.count(100, soak: 100_000) {
            let command = dice.element(of: commands)
            var words = [command.name] + command.usual
            for _ in 0..<dice.below(4) where !command.options.isEmpty {
                words += ["--" + dice.element(of: command.options), dice.element(of: OddValue.texts)]
            }
            words.swapAt(dice.below(words.count), dice.below(words.count))
            try read(words)
        }
    }

    /// Does what the program does with these words before it opens a store.
    private func read(_ words: [String]) throws {
        FailCases.trying(words.joined(separator: "\n").utf8, of: "arguments")
        do {
            if let usual = RouteAnswers(usual: words) { return #expect(!usual.ids.isEmpty) }
            let ordered = FirstWords.commandFirst(words)
            try FirstWords.check(ordered)
            try check(try TraceCommand.parseAsRoot(ordered))
        } catch let error as WrongUsage {
            #expect(!error.explanation.what.isEmpty)
        } catch {
            let code = TraceCommand.exitCode(for: error)
            #expect(code == .validationFailure || code == .success, "\(words.map { $0.prefix(80) }): \(error)")
        }
    }

    private func check(_ command: any ParsableCommand) throws {
        switch command {
        case let find as FindCommand:
            let query = try WrongUsage.unless { try FindQuery(find, now: Self.day) }
            _ = try find.filters.filter()
            guard let range = try WrongUsage.unless({ try query.range(of: TimeRange(from: Self.day, to: Self.day)) }) else {
                return
            }
            #expect(range.from <= range.to)
            #expect(query.zone.display.date(range.from).utf8.count == 10)
        case let coverage as CoverageCommand: try check(try coverage.asked())
        case let export as ExportCommand: try check(try export.asked())
        case let stats as StatsCommand:
            _ = try stats.filters.filter()
            try check(try stats.filters.asked(in: try WrongUsage.unless { try stats.tz.zone() }, now: Self.day))
        case let batch as BatchCommand: _ = try batch.wish()
        case let ingest as IngestCommand: #expect(try ingest.options().limits.longestLine > 0)
        case let prune as PruneCommand: _ = try prune.limits()
        case let route as RouteCommand:
            _ = try WrongUsage.unless {
                let about = try AboutReading(
                    day: route.day, around: route.around, within: route.within, in: try route.tz.zone(), now: Self.day)
                #expect(about.range.map { $0.from <= $0.to } ?? true)
            }
        case let explain as ExplainCommand: try explain.word.map(ExplainCommand.check)
        case let expect as ExpectCommand: _ = try expect.subject.map(expect.promised)
        default: break
        }
    }

    private func check(_ asked: AskedTime) throws {
        guard let range = asked.range(of: TimeRange(from: Self.day, to: Self.day.advanced(by: Instant.day))) else { return }
        #expect(range.from <= range.to)
    }
}
