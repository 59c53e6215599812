import Foundation
import Testing
import Workbench

/// What a person meets at the terminal: each file of `Fixtures/transcripts` is a command and what it prints, over the
/// logs of `Fixtures/night`; what a support desk is asked, over those of `Fixtures/tickets`.
///
/// `WAYBILL_GOLDEN=write` rewrites what is below each command.
struct TranscriptTests {
    /// A comment, a command, and what it said.
    private struct Transcript {
        var head: [String]
        var text: String

        init(_ file: URL) throws {
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

    @Test(arguments: [("transcripts", "night"), ("transcripts/tickets", "tickets")])
    func `every transcript is what the program prints`(_ path: String, over logs: String) throws {
        let scratch = try Scratch()
        let program = RunProgram(environment: ["WAYBILL_STORE": scratch.path("store")], folder: Repository.url("."))
        try #require(try program.run(["ingest", Repository.path("Fixtures/\(logs)")]).status == 0)

        let folder = Repository.url("Fixtures/\(path)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".txt") }.sorted()
        #expect(names.count > 10)
        for name in names {
            let transcript = try Transcript(folder.appendingPathComponent(name))
            let now = transcript.text(of: try program.run(transcript.words))
            #expect(try Golden.isWritten(now, to: "Fixtures/\(path)/\(name)") || now == transcript.text, "\(name)")
        }
    }

    @Test func `evidence of a shard that changed is refused, and of one that moved is found`() throws {
        let scratch = try Scratch()
        let (logs, moved) = (scratch.url.appending(path: "logs"), scratch.url.appending(path: "moved"))
        try FileManager.default.copyItem(at: Repository.url("Fixtures/night/edge"), to: logs)
        let program = RunProgram(environment: ["WAYBILL_STORE": scratch.path("store")])
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
