import Foundation
import Testing
import Workbench

/// Nights with shards that fail, and what an operator does about them.
struct AckTests {
    private static let garbage = "2026-09-15 12:00:01 INFO begun\n2026-09-15 12:00:02 INFO done\n"

    private func ack(_ folder: IngestFolder, _ words: String...) throws -> ProgramResult {
        try RunProgram().run(["ack", "--store", folder.store] + words)
    }

    @Test func `an old failure alone does not end a night with 2, and an acknowledged one is only counted`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        try folder.write(Self.garbage, to: "b.log")
        let first = try folder.ingest()
        #expect(first.status == 2)
        #expect(first.errors.contains("b.log: none of its 2 lines"))

        let second = try folder.ingest()
        #expect(second.status == 0)
        #expect(second.errors.isEmpty)
        #expect(second.output.contains("1 failed (1 again)") && second.output.contains("failed    again since 20"))
        try folder.write("", to: "c.log")
        let third = try folder.ingest()
        #expect(third.status == 2)
        #expect(third.errors.contains("c.log") && !third.errors.contains("b.log"))

        #expect(try ack(folder).output.contains("failed, and not acknowledged: 2"))
        #expect(try ack(folder, "b.log", "--why", "an application").status == 0)
        #expect(try ack(folder, "nothing.log").status == 2)
        let fourth = try folder.load()
        #expect((fourth.shards.failed, fourth.shards.failed_before, fourth.shards.acknowledged) == (2, 1, 1))
        #expect(try folder.ingest().output.contains("1 acknowledged: trace ack lists it"))
        let listed = try ack(folder, "--json").output.split(separator: "\n")
        #expect(listed.count == 2 && listed.contains { $0.contains(#""why":"an application""#) })

        #expect(try ack(folder, "b.log", "--remove").output.contains("told again"))
        #expect(try folder.load().shards.acknowledged == 0)
        #expect(try RunProgram().run(["verify", "--store", folder.store]).status == 0)
    }

    @Test func `what failed is known after a load that was killed`() throws {
        let folder = try IngestFolder()
        try folder.write(Self.garbage, to: "b.log")
        #expect(try folder.ingest().status == 2)
        for number in 0..<40 { try folder.write(IngestFolder.lines(number * 500..<number * 500 + 500), to: "edge/\(number).log") }
        let killed = try RunProgram().start(["ingest", folder.logs, "--store", folder.store])
        killed.send(SIGKILL)
        _ = try killed.finish(withinSeconds: 60)
        #expect(try ack(folder).output.contains("b.log"))
        #expect(try folder.ingest().status == 0)
    }

    @Test func `a document that is in the ledger is skipped too`() throws {
        let folder = try IngestFolder()
        let document = "{\n  \"name\": \"x\",\n  \"version\": 1\n}\n"
        #expect(try folder.ingest(paths: ["-"], input: Data(document.utf8)).status == 2)
        try folder.write(document, to: "package.json")
        let again = try folder.ingest()
        #expect(again.status == 0)
        #expect(again.output.contains("1 skipped, 0 failed"))
    }

    @Test func `wrong usage is 64`() throws {
        let folder = try IngestFolder()
        #expect(try ack(folder, "--remove").status == 64)
        #expect(try ack(folder, "--why", "x").status == 64)
        #expect(try ack(folder, "a.log", "--why", "x", "--remove").status == 64)
        #expect(try ack(folder, "a.log", "--why", String(repeating: "x", count: 1001)).status == 64)
        #expect(try ack(folder).status == 2)
    }
}
