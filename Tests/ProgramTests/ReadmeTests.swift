import Foundation
import Testing

/// What the README shows can be typed.
struct ReadmeTests {
    private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized

    /// The commands of the block below a heading, without their comments.
    private func commands(below heading: String) throws -> [String] {
        let page = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
        let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix(heading + "\n") })
        let block = try #require(section.firstMatch(of: #/```sh\n((?s).*?)```/#)?.1)
        return block.split(separator: "\n").map { line in
            String(line.prefix { $0 != "#" }).trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty }
    }

    @Test func `each command of "Use it" is understood, in this order, in a folder with logs`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("readme-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // scratch; whether it goes away proves nothing
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.root.appendingPathComponent("Fixtures/night"), to: folder.appendingPathComponent("logs"))
        try Data("8c38fb2918f135d2-IAD\n".utf8).write(to: folder.appendingPathComponent("ids.txt"))
        var shell = RunProgram(program: "/bin/sh")
        shell.environment = [
            "PATH": RunProgram.products.path + ":/usr/bin:/bin", "WAYBILL_STORE": folder.appendingPathComponent("store").path,
        ]
        shell.folder = folder
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
