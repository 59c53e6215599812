import Foundation
import Testing
import Workbench

/// The units, the crontab and the recipes name only commands and options that there are.
struct DeployTests {
    private static let folder = Repository.url("Deploy")

    /// The words behind each `trace` in a file.
    private static func commands(in name: String) throws -> [[String]] {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return text.split(separator: "\n").flatMap { line in
            String(line).replacing("%%", with: "%").replacing("\\%", with: "%").components(separatedBy: "trace ").dropFirst().map {
                rest in
                rest.prefix { !"`|&>\n".contains($0) }.split(separator: " ").map(String.init)
            }
        }
    }

    @Test(arguments: ["waybill-ingest.service", "waybill-upkeep.service", "crontab", "README.md"])
    func `every option that is written there is the command's`(_ name: String) throws {
        let commands = try DeployTests.commands(in: name)
        #expect(!commands.isEmpty)
        for words in commands {
            guard let command = words.first, ["ingest", "prune", "verify", "coverage", "evidence"].contains(command) else {
                continue
            }
            let help = try RunProgram().run([command, "--help"]).output
            for option in words where option.hasPrefix("--") {
                #expect(help.contains(option + " ") || help.contains(option + "\n"), "\(words)")
            }
        }
    }

    @Test func `the nightly command loads a spool as it is written in the unit`() throws {
        let folder = try IngestFolder()
        try folder.write(folder.gzip(IngestFolder.lines(0..<200)), to: "edge/a.log.gz")
        let words = try #require(try DeployTests.commands(in: "waybill-ingest.service").first { $0.first == "ingest" })
        let here = words.map {
            $0.replacing("/var/spool/waybill", with: folder.logs).replacing("/var/lib/waybill/store", with: folder.store)
        }.map { $0 == "waybill" ? "\(getegid())" : $0 }  // the group need not be here
        let result = try RunProgram().run(here)
        #expect(result.status == 0, "\(result.errors)")
        #expect(try IngestFolder.summary(of: result).stored == 200)
    }

    /// The settings of a unit, by their names.
    private static func settings(of name: String) throws -> [String: [String]] {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return text.split(separator: "\n").reduce(into: [:]) { settings, line in
            let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
            if let name = parts.first, let value = parts.last, parts.count == 2 { settings[name, default: []].append(value) }
        }
    }

    @Test func `a gateway that crashes again and again is always started again, and never without a pause`() throws {
        let unit = try DeployTests.settings(of: "waybill-gateway@.service")
        let pause = try #require(unit["RestartSec"]?.first.flatMap { Int($0) })
        let interval = try #require(unit["StartLimitIntervalSec"]?.first.flatMap { Int($0) })
        let most = try #require(unit["StartLimitBurst"]?.first.flatMap { Int($0) })
        #expect(pause >= 1 && interval / pause + 1 < most)
    }

    @Test func `the batch reads what gateways write, and writes for the group that engineers are in`() throws {
        let gateway = try DeployTests.settings(of: "waybill-gateway@.service")
        for name in ["waybill-ingest.service", "waybill-upkeep.service"] {
            let batch = try DeployTests.settings(of: name)
            #expect(batch["User"] != gateway["User"] && batch["SupplementaryGroups"] == gateway["Group"])
            #expect(batch["Group"] != gateway["Group"])
            for unit in [batch, gateway] { #expect(unit["UMask"] == ["0077"] && unit["LimitCORE"] == ["0"]) }
        }
        let words = try #require(try DeployTests.commands(in: "waybill-ingest.service").first { $0.first == "ingest" })
        let group = try #require(words.firstIndex(of: "--group").map { words[$0 + 1] })
        #expect(try DeployTests.settings(of: "waybill-ingest.service")["Group"] == [group])
    }
}
