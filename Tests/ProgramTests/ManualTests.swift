import Foundation
import Testing
import Workbench

/// The manual pages against the commands: every option is documented and none is invented.
struct ManualTests {
    static let commands = [
        "ingest", "route", "batch", "why", "find", "export", "evidence", "explain", "shards", "coverage", "verify", "prune",
        "expect", "ack", "stats", "requests", "residency",
    ]

    @Test(arguments: commands) func `each option of a command is in its page, and the page has no other`(_ command: String) throws {
        let page = try page("trace-\(command).1")
        #expect(try options(of: command) == optionsInList(of: page))
    }

    @Test(arguments: commands) func `each option of a command is in the synopsis, and the synopsis has no other`(_ command: String)
        throws
    {
        let page = try page("trace-\(command).1")
        let synopsis = section("SYNOPSIS", of: page)
        #expect(longOptions(in: synopsis) == (try options(of: command)).subtracting(["--help", "--version"]))
    }

    @Test func `the first page lists each command`() throws {
        let page = try page("trace.1")
        let listed = Set(page.matches(of: #/(?m)^\.(?:It )?Xr trace-([a-z]+) 1/#).map { String($0.1) })
        #expect(listed == Set(Self.commands))
        #expect(try subcommands() == Set(Self.commands))
    }

    @Test(arguments: ["trace.1", "waybill-route.5"] + commands.map { "trace-\($0).1" })
    func `a page has the sections that people look for`(_ name: String) throws {
        let page = try page(name)
        let sections =
            name.hasSuffix(".5") ? ["EXAMPLES", "SEE ALSO"] : ["SYNOPSIS", "EXAMPLES", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"]
        for section in sections { #expect(page.contains("\n.Sh \(section)\n"), "\(name) has no \(section)") }
    }

    @Test func `every page is well-formed`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Repository.path("man")).sorted()
        #expect(names.count > 15)
        for name in names {
            let complaints = try Tool.result(["mandoc", "-Tlint", "-Wwarning", Repository.path("man/\(name)")]).output
                .split(separator: "\n").filter { !$0.contains("referenced manual not found") }
            #expect(complaints.isEmpty, "\(name): \(complaints)")
        }
    }

    @Test func `the transcripts of the answer's page are what jq makes of a golden answer`() throws {
        let golden = Repository.path("Fixtures/answers/found-direct.json")
        let page = try page("waybill-route.5")
        let transcripts = page.matches(of: #/(?m)^\$ trace route ID --json \| (jq .*)\n(.*)$/#)
        #expect(transcripts.count == 4)
        for transcript in transcripts {
            let output = try Tool.result(["sh", "-c", "\(transcript.1) < '\(golden)'"]).output
            #expect(output == transcript.2 + "\n")
        }
    }

    @Test func `each key of a golden answer is named in the page`() throws {
        let golden = Repository.url("Fixtures/answers/found-indirect.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: golden))
        let page = try page("waybill-route.5")
        let named = Set(page.matches(of: #/[a-z_]+/#).map { String($0.output) })
        #expect(keys(of: object).subtracting(named).isEmpty)
    }

    private func keys(of value: Any) -> Set<String> {
        switch value {
        case let object as [String: Any]: object.reduce(into: Set(object.keys)) { $0.formUnion(keys(of: $1.value)) }
        case let list as [Any]: list.reduce(into: []) { $0.formUnion(keys(of: $1)) }
        default: []
        }
    }

    private func page(_ name: String) throws -> String {
        try Repository.text("man/\(name)")
    }

    private func section(_ name: String, of page: String) -> String {
        let after = page.components(separatedBy: "\n.Sh \(name)\n").dropFirst().first ?? ""
        return after.components(separatedBy: "\n.Sh ").first ?? ""
    }

    /// What the page's lists explain: `.It Fl Fl store Ar folder`.
    private func optionsInList(of page: String) -> Set<String> {
        longOptions(
            in: page.split(separator: "\n").filter { $0.hasPrefix(".It Fl ") || $0.contains(" Fl Fl ") && $0.hasPrefix(".It") }
                .joined(separator: "\n"))
    }

    private func longOptions(in text: String) -> Set<String> {
        Set(text.matches(of: #/Fl Fl ([a-z-]+)/#).map { "--\($0.1)" })
    }

    private func options(of command: String) throws -> Set<String> {
        let help = try RunProgram()("help", command).output
        return Set(help.matches(of: #/(?m)^  (?:-[a-z], )?(--[a-z-]+)/#).map { String($0.1) })
    }

    private func subcommands() throws -> Set<String> {
        let help = try RunProgram()("--help").output
        let list = help.components(separatedBy: "SUBCOMMANDS:\n").dropFirst().first ?? ""
        return Set(list.matches(of: #/(?m)^  ([a-z]+)/#).map { String($0.1) }).subtracting(["help"])
    }
}
