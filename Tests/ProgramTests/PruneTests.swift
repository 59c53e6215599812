import Foundation
import Testing
import Workbench

struct PruneTests {
    /// A shard of 2026-09-21, one of today, and one that has a row of either.
    private func loaded() throws -> IngestFolder {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<20), to: "edge/old.log")
        try folder.write(PruneTests.today(100..<110), to: "edge/new.log")
        try folder.write(IngestFolder.line(50) + "\n" + PruneTests.today(150..<151), to: "edge/both.log")
        #expect(try folder.load().stored == 32)
        return folder
    }

    private static let now = Int(Date().timeIntervalSince1970) * 1_000_000_000

    private static func today(_ numbers: Range<Int>) -> String {
        numbers.map { number in
            IngestFolder.line(number).replacing(String(1_790_000_000_000_000_000 + number * 1_000_000), with: String(now + number))
                .replacing(String(1_790_000_000_005_000_000 + number * 1_000_000), with: String(now + number + 5)) + "\n"
        }.joined()
    }

    private func prune(_ folder: IngestFolder, _ options: String...) throws -> ProgramResult {
        try RunProgram().run(["prune", "--store", folder.store] + options)
    }

    private func route(_ id: String, _ folder: IngestFolder) throws -> ProgramResult {
        try RunProgram().run(["route", id, "--store", folder.store])
    }

    /// A ray of 2026-09-21T13:33:20Z plus some, as Cloudflare makes them.
    private static func ray(_ number: Int) -> String { EdgeLine.ray(number) }

    @Test func `a dry run says what would go, and nothing goes`() throws {
        let folder = try loaded()
        let result = try prune(folder, "--older-than", "1d", "--dry-run")
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("2026-09-21             21 rows"))
        #expect(result.output.contains("would go  1 day, "))
        #expect(result.output.contains("1 shard with no row left"))
        #expect(try route(Self.ray(3), folder).status == 0)
    }

    @Test func `a catalog that somebody edited ends what rests on it, and every writer, with words`() throws {
        let folder = try loaded()
        let catalog = folder.store + "/catalog.sqlite"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: catalog))
        // The text of a row, and not that of an index.
        let path = try #require(bytes.range(of: Data("edge/both.log".utf8)))
        bytes.replaceSubrange(path, with: Data("edge/bath.log".utf8))
        try bytes.write(to: URL(fileURLWithPath: catalog))
        try folder.write(IngestFolder.lines(300..<301), to: "edge/next.log")
        let instance = "4b1c7d7e-52f5-4a8e-9f0c-0d3a6c1e2b11"
        let asked = [
            ["route", "8c38ffffffffffff"], ["find", "--instance", instance, "--around", "2026-09-21T13:33"], ["coverage"],
            ["prune", "--older-than", "1d"], ["prune", "--older-than", "1d", "--dry-run"], ["ingest", folder.logs],
        ]
        for words in asked {
            let result = try RunProgram().run(words + ["--store", folder.store])
            #expect(result.status == 2, "\(words): \(result.output)\(result.errors)")
            #expect(result.errors.contains("its table shard is not as it was written"), "\(words)")
            #expect(result.errors.contains("trace verify --rebuild-catalog"))
        }
        #expect(try route(Self.ray(3), folder).status == 0)
    }

    @Test func `what is pruned is not found, and the hole is named`() throws {
        let folder = try loaded()
        let json = try prune(folder, "--older-than", "1d", "--json")
        #expect(json.status == 0)
        #expect(
            json.output.hasPrefix(
                #"{"schema":"waybill.prune/1","dry_run":false,"days":[{"day":"2026-09-21","segments":1,"rows":21,"#))
        #expect(try prune(folder, "--older-than", "1d").output.hasPrefix("pruned    nothing\n"))
        #expect(try route(Self.ray(105), folder).status == 0)
        #expect(try route(Self.ray(150), folder).status == 0)
        let gone = try route(Self.ray(3), folder)
        #expect(gone.status == 3)
        let check = try RunProgram().run(["verify", "--store", folder.store])
        #expect(check.status == 0, "\(check.output)")
    }

    @Test func `an id that carries the time of a pruned day is answered with the date on which it expired`() throws {
        let folder = try loaded()
        _ = try prune(folder, "--older-than", "1d")
        // 2026-09-21T14:13:20Z, the time of the old lines, in a UUID of version 7.
        let uuid = "019a0000-0000-7000-8000-000000000001"
        let id = String(format: "%012llx", 1_790_000_000_000 as UInt64)
        let dated = id.prefix(8) + "-" + id.suffix(4) + uuid.dropFirst(13)
        let result = try route(String(dated), folder)
        #expect(result.status == 3)
        let today = ISO8601DateFormatter().string(from: Date()).prefix(10)
        #expect(result.errors.contains("2026-09-21 expired on \(today)"), "\(result.errors)")
        let json = try RunProgram().run(["route", String(dated), "--json", "--store", folder.store])
        #expect(json.output.contains(#""outcome":"expired""#))

        let undated = try route("no-such-correlation-id", folder)
        #expect(undated.status == 3)
        #expect(undated.errors.contains("2026-09-21 was pruned from the store"), "\(undated.errors)")
    }

    @Test func `an expired shard that returns is refused with the reason, and late rows are counted as expired`() throws {
        let folder = try loaded()
        _ = try prune(folder, "--older-than", "1d")
        let text = try folder.ingest().output.replacing(#/\s+/#, with: " ")
        #expect(text.contains("edge/old.log: expired: its days were pruned from the store"))
        try folder.write(IngestFolder.lines(200..<207), to: "edge/late.log")
        let late = try folder.load()
        #expect(late.balances)
        #expect(late.expired == 7)
        #expect(late.stored == 0)
    }

    @Test func `what may go must be said, and in whole days`() throws {
        let folder = try IngestFolder()
        for options in [[], ["--older-than", "12h"], ["--older-than", "-1d"], ["--keep-bytes", "much"]] {
            let result = try RunProgram().run(["prune", "--store", folder.store] + options)
            #expect(result.status == 64, "\(options)")
        }
        #expect(try prune(folder, "--older-than", "90d").status == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.store))
    }
}
