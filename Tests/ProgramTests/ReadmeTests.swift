import Foundation
import Testing
import Workbench

/// What the README shows can be typed.
struct ReadmeTests {
    /// The commands of the block below a heading, without their comments.
    private func commands(below heading: String) throws -> [String] {
        let section = try #require(Repository.text("README.md").split(separator: "\n## ").first { $0.hasPrefix(heading + "\n") })
        let block = try #require(section.firstMatch(of: #/```sh\n((?s).*?)```/#)?.1)
        return block.split(separator: "\n").map { line in
            String(line.prefix { $0 != "#" }).trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty }
    }

    @Test func `each command of "Use it" is understood, in this order, in a folder with logs`() throws {
        let folder = try Scratch()
        try FileManager.default.copyItem(atPath: Repository.path("Fixtures/night"), toPath: folder.path("logs"))
        try folder.write("8c38fb2918f135d2-IAD\n", to: "ids.txt")
        try folder.write("ticket,ray\n1,8c38fb2918f135d2-IAD\n", to: "tickets.csv")
        var shell = RunProgram(program: "/bin/sh")
        shell.environment = ["PATH": BuiltProgram.products.path + ":/usr/bin:/bin", "WAYBILL_STORE": folder.path("store")]
        shell.folder = folder.url
        let commands = try commands(below: "Use it")
        #expect(commands.count > 7)
        for command in commands {
            try #require(command.hasPrefix("trace "))
            let result = try shell.run(["-c", "exec " + command])
            // 1 and 3: not found, of ids that the logs of this test do not have.
            #expect([0, 1, 3].contains(result.status), "\(command): \(result.status)\n\(result.output)\(result.errors)")
        }
    }
}
