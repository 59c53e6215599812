import ArgumentParser
import LogRecords
import Testing
import TraceRendering

@testable import TraceCommands

/// The flags of `trace find`.
struct FindQueryTests {
    private static let instance = "292c3c7c-c5d5-48ec-b4bf-f00b724ce560"
    private static let span = TimeRange(from: at("2026-11-01T00:00:00Z"), to: at("2026-11-28T09:00:00Z"))

    private func query(_ words: [String], instance: String = instance) throws -> FindQuery {
        let command = try #require(try TraceCommand.parseAsRoot(["find", "--instance", instance] + words) as? FindCommand)
        return try FindQuery(command, now: typedAt)
    }

    /// The range that is searched, `2026-11-22T10:21:00Z - 2026-11-22T10:41:00Z`.
    private func range(_ words: [String]) throws -> String {
        let range = try #require(try query(words).range(of: Self.span))
        return "\(range.from.text(digits: 0)) - \(range.to.text(digits: 0))"
    }

    @Test(arguments: [
        (["--around", "2026-11-22 10:31"], "2026-11-22T10:21:00Z - 2026-11-22T10:41:00Z"),
        (["--around", "2026-11-22 10:31", "--within", "1h"], "2026-11-22T09:31:00Z - 2026-11-22T11:31:00Z"),
        (["--around", "2026-11-22"], "2026-11-22T00:00:00Z - 2026-11-22T23:59:59.999999999Z"),
        (["--around", "2026-11-22", "--within", "2h"], "2026-11-21T22:00:00Z - 2026-11-23T01:59:59.999999999Z"),
        (["--from", "2026-11-20", "--to", "2026-11-22"], "2026-11-20T00:00:00Z - 2026-11-22T23:59:59.999999999Z"),
        (["--from", "2026-11-20 10:00", "--to", "2026-11-20 11:00"], "2026-11-20T10:00:00Z - 2026-11-20T10:59:59.999999999Z"),
        (["--from", "2026-11-20", "--to", "2026-11-20"], "2026-11-20T00:00:00Z - 2026-11-20T23:59:59.999999999Z"),
        (["--from", "2026-11-20"], "2026-11-20T00:00:00Z - 2026-11-28T09:00:00Z"),
        (["--from", "today"], "2026-11-30T00:00:00Z - 2026-11-30T00:00:00Z"),
    ])
    func `a moment, a day or two ends say where to look`(_ words: [String], _ expected: String) throws {
        #expect(try range(words) == expected)
    }

    @Test(arguments: [
        (["--from", "2026-11-22", "--to", "2026-11-20"], "--to is not after --from"),
        (["--from", "2026-11-22 10:00", "--to", "2026-11-22 10:00"], "--to is not after --from"),
        (["--from", "2026-09-01", "--to", "2026-11-30"], "the range is of 91 days, and find looks through 62 at most"),
        (["--from", "1700-01-01", "--to", "2261-01-01"], "and find looks through 62 at most"),
        (["--from", "2026-08-01"], "and find looks through 62 at most"),
        (["--around", "2026-11-22 10:31", "--within", "32d"], "at most 31 days: 31d"),
        (["--around", "2026-11-22 10:31", "--within", "99999999999999999999d"], "at most 31 days: 31d"),
        (["--around", "2026-11-22 10:31", "--status", "9xx"], "a class of statuses 5xx"),
    ])
    func `what is over a limit, or ends before it begins, is refused in words`(_ words: [String], _ expected: String) {
        #expect {
            _ = try range(words)
        } throws: { error in
            let explanation = (error as? any Explained)?.explanation
            return "\(explanation?.what ?? "") \(explanation?.hint ?? "")".contains(expected)
        }
    }

    @Test(arguments: [
        [], ["--to", "2026-11-22"], ["--around", "today", "--from", "today"], ["--from", "today", "--within", "1h"],
        ["--around", "today", "--limit", "0"],
    ])
    func `flags that contradict each other, or say no time, are wrong usage`(_ words: [String]) {
        #expect {
            try query(words)
        } throws: { error in
            TraceCommand.exitCode(for: error) == .validationFailure
        }
    }

    @Test(arguments: [
        "\"\(instance)\"", "`\(instance)`", " \(instance.uppercased()) ", "'\(instance)',", "urn:uuid:\(instance)",
        "{\"x-gitlab-instance-id\":\"\(instance)\"}", "\"instance_id\": \"\(instance)\",", "x-gitlab-instance-id: \(instance)",
        "https://gitlab.example/admin?instance_id=\(instance)&tab=1", "https://gitlab.example/instances/\(instance)/usage",
        "<b>\(instance)</b>", "\u{201C}\(instance)\u{201D}", "{\(instance)}", "instance_id%3D\(instance)",
    ])
    func `an instance is found in what was pasted with it`(_ paste: String) throws {
        #expect(try query(["--around", "today"], instance: paste).instance == Self.instance)
    }

    @Test(arguments: ["8c38fb2918f135d2", "", "292c3c7c-c5d5-48ec-b4bf", "nobody"])
    func `what is no UUID is not searched as an instance`(_ paste: String) {
        #expect(throws: InstanceError.none(paste)) { try query(["--around", "today"], instance: paste) }
    }

    @Test func `two instances are not one`() {
        let other = "0b9c5d9e-4a17-4c3a-9d5e-1c2b3a4d5e6f"
        #expect(throws: InstanceError.several([Self.instance, other])) {
            try query(["--around", "today"], instance: "\(Self.instance) \(other)")
        }
    }

    @Test func `what a time was read as is said, but for one that is written as it is read`() throws {
        let zoned = try query(["--around", "22.11.2026 3:14 PM", "--tz", "Europe/Berlin"])
        #expect(
            zoned.readings.map(\.sentence) == [
                "--around '22.11.2026 3:14 PM' is read as 2026-11-22 15:14:00 in Europe/Berlin (UTC+01:00), 2026-11-22T14:14:00Z"
            ])
        #expect(try query(["--around", "2026-11-22T14:14:00Z"]).readings.map(\.sentence) == [nil])
        #expect(
            try query(["--from", "today", "--to", "today"]).readings.compactMap(\.sentence) == [
                "--from 'today' is read as all of 2026-11-30 in UTC", "--to 'today' is read as all of 2026-11-30 in UTC",
            ])
    }

    @Test(arguments: [
        (["find", "--limit", "0"], "trace help find, man trace-find"),
        (["--store", "s", "prune"], "trace help prune, man trace-prune"),
        (["--nothing"], "trace help, man trace"),
    ])
    func `a hint names the page of the command that was typed`(_ words: [String], _ pages: String) {
        #expect(FirstWords.pages(for: words) == pages)
    }
}
