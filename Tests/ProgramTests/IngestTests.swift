import Foundation
import Testing
import Workbench

struct IngestTests {
    @Test func `a folder of plain, gzip and zstd shards is loaded, and again nothing`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<10), to: "edge/a.log")
        try folder.write(folder.gzip(IngestFolder.lines(10..<30)), to: "edge/b.log.gz")
        try folder.write(folder.zstd(IngestFolder.lines(30..<60)), to: "edge/c.log.zst")
        let first = try folder.load()
        #expect(first.schema == "waybill.ingest/1")
        #expect(first.shards.new == 3)
        #expect(first.stored == 60)
        #expect(first.balances)
        let second = try folder.load()
        #expect(second.shards.known == 3)
        #expect(second.lines == 0)
        let third = try folder.load("--recheck")
        #expect(third.shards.known == 3)
    }

    @Test func `the summary has exactly its keys, on one line, with or without shards`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        let pattern =
            #"^\{"schema":"waybill\.ingest/1","shards":\{"found":1,"new":1,"known":0,"continued":0,"truncated":0,"skipped":0,"left_out":0,"failed":0,"failed_before":0,"acknowledged":0,"not_read":0\},"#
            + #""lines":3,"stored":3,"rejected":0,"blank":0,"not_a_request":0,"expired":0,"bytes":\d+,"bytes_skipped":0,"bytes_padding":0,"drift":0,"#
            + #""sources":\[\{"name":"cloudflare\.http_requests","shards":1,"records":3,"from":"[^"]+","to":"[^"]+"\}\],"failures":\[\],"notes":\[\],"#
            + #""run":"[0-9a-f]{12}","host":"[^"]+","begun":"[^"]+Z","ended":"[^"]+Z","seconds":\d+(\.\d+)?\}\n$"#
        let output = try folder.ingest("--json").output
        #expect(output.range(of: pattern, options: .regularExpression) != nil, "\(output)")
    }

    @Test func `renamed and compressed otherwise it is the same shard, and a grown one continues`() throws {
        let folder = try IngestFolder()
        let store = folder.store
        try folder.write(folder.gzip(IngestFolder.lines(0..<100)), to: "a.log.gz")
        #expect(try folder.load().stored == 100)
        try folder.write(folder.zstd(IngestFolder.lines(0..<100)), to: "b.log.zst")
        try folder.write(IngestFolder.lines(0..<100), to: "c.log")
        #expect(try folder.load().shards.known == 3)
        try folder.write(IngestFolder.lines(0..<150), to: "c.log")
        let grown = try folder.load()
        #expect(grown.shards.continued == 1)
        #expect(grown.stored == 50)
        try folder.write(IngestFolder.lines(0..<170), to: "c.log")
        #expect(try folder.load().stored == 20)
        #expect(FileManager.default.fileExists(atPath: store + "/catalog.sqlite"))
    }

    @Test func `a cut gzip serves its whole lines and is flagged, and the whole one continues it`() throws {
        let folder = try IngestFolder()
        let whole = try folder.gzip(IngestFolder.lines(0..<4000))
        try folder.write(whole.prefix(whole.count / 2), to: "a.log.gz")
        let cut = try folder.load()
        #expect(cut.shards.truncated == 1)
        #expect(cut.rejected == 0)
        #expect((1..<4000).contains(cut.stored))
        #expect(try folder.shards().output.contains("truncated"))
        try folder.write(whole, to: "a.log.gz")
        let second = try folder.load()
        #expect(second.shards.continued == 1)
        #expect(cut.stored + second.stored == 4000)
    }

    @Test func `strict makes lost bytes an exit code, padding none, and every report has them`() throws {
        for (bytes, status, words) in [
            (Data(repeating: 0, count: 40), Int32(0), "40 bytes were no part of any line, and are padding"),
            (Data([0xFF, 1, 2]), 2, "3 bytes were no part of any line"),
        ] {
            let folder = try IngestFolder()
            try folder.write(folder.gzip(IngestFolder.lines(0..<3)) + bytes, to: "a.log.gz")
            let result = try folder.ingest("--strict")
            #expect(result.status == status)
            #expect(result.output.contains("skipped   \(words)\n"), "\(result.output)")
            let shard = try folder.shards("--json").output
            #expect(
                shard.contains(#""bytes_skipped":\#(bytes.count),"bytes_padding":\#(status == 0 ? bytes.count : 0),"#), "\(shard)")
            #expect(try folder.shards().output.contains(status == 0 ? "padded" : "skipped"))
            let verify = try RunProgram().run(["verify", "--store", folder.store])
            #expect(verify.status == 0 && verify.output.contains("skipped   of 1 shard \(words)"), "\(verify.output)")
            let coverage = try RunProgram().run(["coverage", "--store", folder.store, "--json"])
            #expect(coverage.output.contains(#""truncated":\#(status == 0 ? 0 : 1),"#), "\(coverage.output)")
        }
    }

    @Test func `strict makes a rejected line an exit code, and otherwise it is none`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3) + "garbage\n", to: "a.log")
        let usual = try folder.ingest()
        #expect(usual.status == 0)
        #expect(usual.output.contains("a.log:4 (offset "))
        #expect(!usual.output.contains("garbage"))
        let other = try IngestFolder()
        try other.write(IngestFolder.lines(0..<3) + "garbage\n", to: "a.log")
        #expect(try other.ingest("--strict").status == 2)
    }

    @Test func `standard input is loaded once`() throws {
        let folder = try IngestFolder()
        let input = try folder.gzip(IngestFolder.lines(0..<25))
        #expect(try folder.load(paths: ["-"], input: input).stored == 25)
        let again = try folder.load(paths: ["-"], input: input)
        #expect(again.shards.known == 1)
        #expect(again.lines == 0)
        let longer = try folder.ingest(paths: ["-"], input: Data(IngestFolder.lines(0..<30).utf8))
        #expect(longer.status == 2)
        #expect(longer.errors.contains("begins like"))
    }

    @Test func `two loads at once into one store share the work and lose nothing`() throws {
        let folder = try IngestFolder()
        for shard in 0..<6 { try folder.write(IngestFolder.lines(shard * 500..<shard * 500 + 500), to: "\(shard).log") }
        let words = ["ingest", "--store", folder.store, "--json", folder.logs]
        let first = try RunProgram().start(words)
        let second = try RunProgram().start(words)
        let results = [try first.finish(), try second.finish()]
        #expect(results.map(\.status) == [0, 0])
        let summaries = try results.map(IngestFolder.summary(of:))
        #expect(summaries.reduce(0) { $0 + $1.stored } == 3000)
        #expect(summaries.reduce(0) { $0 + $1.shards.known } == 6)
    }

    @Test func `in a pipe the summary has each path whole, and wraps all else at 80 columns`() throws {
        let folder = try IngestFolder()
        let name = "edge/" + String(repeating: "a-long-folder-name/", count: 6) + "shard.log"
        try folder.write(IngestFolder.lines(0..<2) + "garbage\n\u{1B}[31mred\n[1]\n", to: name)
        let result = try folder.ingest()
        let lines = result.output.split(separator: "\n").filter { !$0.hasPrefix("store") }
        let holding = lines.filter { $0.contains(name) }
        #expect(holding.count == 3, "\(result.output)")
        #expect(lines.filter { !$0.contains(name) }.allSatisfy { $0.count <= 80 }, "\(result.output)")
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test func `a store that lies among the logs is not taken for a log, and relative paths mean the same`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<4), to: "edge/a.log")
        var program = RunProgram()
        program.folder = folder.url.appendingPathComponent("logs")
        #expect(try program("ingest", ".", "--store", "store").status == 0)
        let again = try program("ingest", ".", "../logs/edge/", "--store", "store", "--json")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try IngestFolder.summary(of: again).shards.known == 1)
        let ledger = try program("shards", "--store", "store", "--json").output
        #expect(ledger.contains("\"path\":\"edge/a.log\",\"folder\":\"\(folder.logs)\""), "\(ledger)")
    }

    @Test func `a file's name cannot command the terminal`() throws {
        let folder = try IngestFolder()
        try folder.write("", to: "bad\u{1B}[2Jname.log")
        let result = try folder.ingest()
        #expect(!result.errors.contains("\u{1B}"))
        #expect(!result.output.contains("\u{1B}"))
    }
}
