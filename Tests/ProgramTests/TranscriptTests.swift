import Foundation
import Testing

/// What a person meets at the terminal: each file of `Fixtures/transcripts` is a command and what it prints, over the logs of `Fixtures/night`.
///
/// `WAYBILL_GOLDEN=write` rewrites what is below each command.
struct TranscriptTests {
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures")

    /// A comment, a command, and what it said.
    private struct Transcript {
        var file: URL
        var head: [String]
        var text: String

        init(_ file: URL) throws {
            self.file = file
            text = try String(contentsOf: file, encoding: .utf8)
            head = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0.hasPrefix("#") || $0.hasPrefix("$") }
                .map(String.init)
        }

        var words: [String] {
            (head.first { $0.hasPrefix("$ trace ") } ?? "").split(separator: " ").dropFirst(2).map(String.init)
        }

        func text(of result: ProgramResult) -> String {
            var text = head.joined(separator: "\n") + "\nexit \(result.status)\n"
            if !result.output.isEmpty { text += "stdout:\n" + result.output }
            if !result.errors.isEmpty { text += "stderr:\n" + result.errors }
            return text
        }
    }

    @Test func `every transcript is what the program prints`() throws {
        let store = FileManager.default.temporaryDirectory.appendingPathComponent("night-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: store) }  // scratch; whether it goes away proves nothing
        var program = RunProgram()
        program.environment = ["WAYBILL_STORE": store.path]
        try #require(try program.run(["ingest", Self.fixtures.appendingPathComponent("night").path]).status == 0)

        let folder = Self.fixtures.appendingPathComponent("transcripts")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }.sorted()
        #expect(names.count > 10)
        for name in names {
            let transcript = try Transcript(folder.appendingPathComponent(name))
            let now = transcript.text(of: try program.run(transcript.words))
            if ProcessInfo.processInfo.environment["WAYBILL_GOLDEN"] == "write" {
                try now.write(to: transcript.file, atomically: true, encoding: .utf8)
            } else {
                #expect(now == transcript.text, "\(name)")
            }
        }
    }

    @Test func `evidence of a shard that changed is refused, and of one that moved is found`() throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("moved-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }  // scratch; whether it goes away proves nothing
        let (logs, moved) = (scratch.appendingPathComponent("logs"), scratch.appendingPathComponent("moved"))
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: Self.fixtures.appendingPathComponent("night/edge"), to: logs)
        var program = RunProgram()
        program.environment = ["WAYBILL_STORE": scratch.appendingPathComponent("store").path]
        #expect(try program.run(["ingest", logs.path]).status == 0)

        try FileManager.default.moveItem(at: logs, to: moved)
        #expect(try program.run(["evidence", "a3b77b26e000966d"]).status == 2)
        let found = try program.run(["evidence", "a3b77b26e000966d", "--shards", moved.path])
        #expect(found.status == 0)
        #expect(found.output.contains("a3b77b26e000966d"))

        let shard = moved.appendingPathComponent("20260915/20260915T120500Z_20260915T121000Z_d9069f64.log")
        let text = try String(contentsOf: shard, encoding: .utf8)
        try text.replacingOccurrences(of: "\"ARN\"", with: "\"LHR\"").write(to: shard, atomically: true, encoding: .utf8)
        let changed = try program.run(["evidence", "a3b77b26e000966d", "--shards", moved.path])
        #expect(changed.status == 2)
        #expect(!changed.output.contains("LHR"))
    }
}
