import Foundation
import Testing
import Workbench

/// What a nightly run may be told to refuse or to leave out.
struct IngestChoiceTests {
    @Test func `a shard with too many bad lines is refused, and the night is not`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<99) + "bad\n", to: "one.log")
        try folder.write(IngestFolder.lines(100..<198) + "bad\nbad\n", to: "two.log")
        let result = try folder.ingest("--json", "--max-bad", "1%")
        let summary = try IngestFolder.summary(of: result)
        #expect(result.status == 2)
        #expect(summary.shards.new == 1)
        #expect(summary.shards.failed == 1)
        #expect(summary.stored == 99)
        #expect(result.errors.contains("2 of its 100 lines were rejected"), "\(result.errors)")
        // Refused is not known: without the limit it is loaded.
        #expect(try folder.load().stored == 98)
    }

    @Test(arguments: ["1", "%", "101%", "-1%", "x%"]) func `a share that cannot be meant is wrong usage`(_ share: String) throws {
        let folder = try IngestFolder()
        #expect(try folder.ingest("--max-bad=\(share)").status == 64)
    }

    @Test func `who asks for what is not loaded yet is told when the next load is due, once a load said how often it comes`() throws
    {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<5), to: "edge/20260921/20260921T120000Z_20260921T120500Z_0a1b2c3d.log")
        func asked() throws -> String {
            try RunProgram().run(["find", "--instance", UUID().uuidString, "--around", "2026-09-23 12:00", "--store", folder.store])
                .errors
        }
        _ = try folder.load()
        #expect(try !asked().contains("the next load"))
        _ = try folder.load("--every", "1d")
        let said = try asked()
        #expect(said.contains("loaded until 2026-09-21 12:04:59 UTC; the next load is due by "), "\(said)")
        // A load that somebody starts by hand says nothing of it.
        _ = try folder.load()
        #expect(try asked().contains("the next load is due by "))
        for length in ["0d", "1w", "32d", "often"] { #expect(try folder.ingest("--every", length).status == 64) }
    }

    @Test func `shards that end before a time are left out by their names`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<5), to: "edge/20260921/20260921T120000Z_20260921T120500Z_0a1b2c3d.log")
        try folder.write(IngestFolder.lines(10..<16), to: "edge/20260922/20260922T000000Z_20260922T000500Z_1a1b2c3d.log")
        try folder.write(IngestFolder.lines(20..<27), to: "edge/without-a-window.log")
        let summary = try folder.load("--since", "2026-09-22")
        #expect(summary.shards.left_out == 1)
        #expect(summary.shards.found == 3)
        #expect(summary.stored == 13)
        #expect(try folder.load("--since", "2026-09-21T12:04Z").stored == 5)
        #expect(try folder.ingest("--since", "half past ten").status == 64)
        #expect(try folder.ingest("--since", "9999999999").status == 64)
    }

    @Test func `shards of other sources are left out by their first record`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<5), to: "a.log")
        let gateway =
            #"{"schema":1,"kind":"request","ts":"2026-09-21T12:00:00Z","instance":"177d73cb-638c-4be9-aa4e-4392777951a3","seq":2,"#
            + #""region":"us-east4","started":"2026-09-21T12:00:00Z","request_id":"01a0a4f0-343d-761d-9b9d-0ca479b6dde7"}"#
        try folder.write("no JSON\n" + gateway + "\n", to: "b.log")
        let first = try folder.load("--source", "waybill.gateway")
        #expect(first.shards.left_out == 1)
        #expect(first.stored == 1)
        #expect(first.rejected == 1)
        let both = try folder.load("--source", "waybill.gateway", "--source", "cloudflare.http_requests")
        #expect(both.shards.left_out == 0)
        #expect(both.stored == 5)
        let unknown = try folder.ingest("--source", "cloudflare")
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("cloudflare.http_requests"))
    }

    @Test func `a dry run says what would be read, and makes no store`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<5), to: "a.log")
        try folder.write(IngestFolder.lines(5..<9), to: "b.log")
        let result = try folder.ingest("--dry-run")
        #expect(result.status == 0)
        #expect(result.output.contains("to read   2 shards"), "\(result.output)")
        #expect(!FileManager.default.fileExists(atPath: folder.store))
        // A fixture, since nobody can set back the time of a file's last change, and what has just changed is not trusted.
        let fixture = Repository.url("Fixtures/ingest/edge.log").path
        _ = try folder.load(paths: [fixture])
        let plan = try folder.ingest("--dry-run", "--json", paths: [folder.logs, fixture]).output
        #expect(plan.contains(#""found":3,"to_read":2,"known":1"#), "\(plan)")
        #expect(plan.contains("b.log"))
        #expect(try folder.load().stored == 9)
    }
}
