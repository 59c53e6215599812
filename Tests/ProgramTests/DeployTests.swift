import Foundation
import Testing

/// The units, the crontab and the recipes name only commands and options that there are.
struct DeployTests {
    private static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Deploy").standardized

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
        }
        let result = try RunProgram().run(here)
        #expect(result.status == 0, "\(result.errors)")
        #expect(try IngestFolder.summary(of: result).stored == 200)
    }
}
