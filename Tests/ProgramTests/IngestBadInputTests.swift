import Foundation
import Testing
import Workbench

/// Bad input gets a message with what, where and a hint; the rest is loaded; nothing hangs and nothing crashes.
struct IngestBadInputTests {
    /// Loads a bad shard beside a good one of five lines, and gives what happened.
    private func load(_ bad: Data, as name: String = "bad.log", _ options: [String] = []) throws -> (
        IngestFolder.Summary, ProgramResult
    ) {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(50_000..<50_005), to: "good.log")
        try folder.write(bad, to: name)
        let result = try RunProgram().run(["ingest", "--store", folder.store, "--json", folder.logs] + options)
        let summary = try IngestFolder.summary(of: result)
        #expect(summary.balances)
        #expect(summary.stored >= 5, "the good shard is loaded")
        return (summary, result)
    }

    private func load(_ text: String) throws -> (IngestFolder.Summary, ProgramResult) {
        try load(Data(text.utf8))
    }

    private func isRefused(_ outcome: (IngestFolder.Summary, ProgramResult), saying words: String) {
        #expect(outcome.0.shards.failed == 1)
        #expect(outcome.1.status == 2)
        #expect(outcome.1.errors.contains("bad.log"))
        #expect(outcome.1.errors.contains(words), "\(outcome.1.errors)")
    }

    @Test func `garbage text is counted line by line, and said`() throws {
        let (summary, result) = try load("what is this\nand this\n")
        #expect(summary.rejected == 2)
        #expect(result.status == 2)
        #expect(result.errors.contains("none of its 2 lines"))
    }

    @Test(arguments: [",", "\t", ";"]) func `a table is said to be a layout that is not read`(_ separator: String) throws {
        let names = ["Ray", "\"Start\"", "ClientRequestHost", "EdgeResponseStatus"].joined(separator: separator)
        let row = ["8c38fb2918f135d2", "2026-09-21T12:00:00Z", "gateway.example.com", "200"].joined(separator: separator)
        let folder = try IngestFolder()
        try folder.write("\(names)\n\(row)\n\(row)\n", to: "table.csv.log")
        let result = try folder.ingest()
        #expect(result.status == 2)
        #expect(result.output.contains("3: a layout that is not read (CSV"), "\(result.output)")
    }

    @Test func `words with commas are no table`() throws {
        let (_, result) = try load("hello, this is, not, a table of anything!\nand this\n")
        #expect(result.errors.contains("none of its 2 lines") && !result.output.contains("CSV"))
    }

    @Test func `an edge line without any time is rejected for that`() throws {
        let folder = try IngestFolder()
        try folder.write(#"{"RayID":"8c38fb2918f135d2","EdgeColoCode":"IAD"}"# + "\n", to: "a.log")
        #expect(try folder.ingest().output.contains("1: a record without a time"))
    }

    @Test func `a binary file is refused`() throws {
        let bytes = Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) })
        isRefused(try load(bytes), saying: "neither text, gzip nor zstd")
    }

    @Test func `an empty file is said`() throws {
        isRefused(try load(""), saying: "empty")
    }

    @Test func `rubbish behind a gzip is noted and the lines serve`() throws {
        let folder = try IngestFolder()
        var data = try folder.gzip(IngestFolder.lines(0..<10))
        data.append(Data("rubbish!".utf8))
        let (summary, result) = try load(data)
        #expect(summary.stored == 15)
        #expect(result.status == 0)
    }

    @Test func `one flipped bit in a gzip and no line of it counts`() throws {
        let folder = try IngestFolder()
        let whole = try folder.gzip(IngestFolder.lines(0..<300))
        for place in stride(from: 40, to: whole.count - 8, by: whole.count / 4) {
            var data = whole
            data[place] ^= 0x10
            let (summary, result) = try load(data)
            #expect(summary.stored == 5)
            #expect(result.status == 2)
        }
    }

    @Test func `a zstd frame over the window cap is refused with both sizes`() throws {
        let data = try Tool.output(["zstd", "-qc", "--long=28", "--no-check"], input: Data(IngestFolder.lines(0..<10).utf8))
        isRefused(try load(data), saying: "window")
    }

    @Test func `a line of 100 MB is rejected with its position, the next ones are read`() throws {
        var data = Data(IngestFolder.lines(0..<1).utf8)
        data.append(Data(repeating: UInt8(ascii: "x"), count: 100_000_000))
        data.append(Data(("\n" + IngestFolder.lines(1..<3)).utf8))
        let (summary, _) = try load(data)
        #expect(summary.stored == 8)
        #expect(summary.rejected == 1)
    }

    @Test func `JSON nested 10,000 deep is rejected`() throws {
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let (summary, _) = try load(#"{"a":"# + deep + "}\n" + IngestFolder.lines(0..<1))
        #expect(summary.rejected == 1)
        #expect(summary.stored == 6)
    }

    @Test func `odd but readable lines are stored`() throws {
        let start = 1_790_000_000_000_000_000
        let lines = [
            #"{"RayID":"8c38000000000001","RayID":"8c38000000000002","EdgeColoCode":"IAD","EdgeStartTimestamp":\#(start)}"#,
            #"{"RayID":"8c38000000000003","EdgeColoCode":"IAD","EdgeStartTimestamp":\#(start),"EdgeResponseStatus":NaN}"#,
            #"{"RayID":"8c38000000000004","EdgeColoCode":"IAD","EdgeStartTimestamp":"\#(start)","EdgeResponseStatus":"200"}"#,
            #"{"RayID":"8c38000000000005","EdgeColoCode":"IAD","EdgeStartTimestamp":"1970-01-01T00:00:01Z"}"#,
            #"{"RayID":"8c38000000000006","EdgeColoCode":"IAD","EdgeStartTimestamp":"2200-01-01T00:00:01Z"}"#,
            #"{"insertId":"a1","timestamp":"2026-09-20T10:00:00Z","spanId":"9696527082194737745","resource":{"type":"cloud_run_revision","#
                + #""labels":{"location":"us-east4","service_name":"gw"}},"logName":"projects/p/logs/run.googleapis.com%2Frequests","#
                + #""httpRequest":{"requestMethod":"GET","status":200,"requestUrl":"https://gw.example.com/","latency":"0.1s"}}"#,
        ]
        let (summary, result) = try load(lines.joined(separator: "\n") + "\n")
        #expect(summary.stored == 11, "\(result.output)\(result.errors)")
        #expect(summary.rejected == 0)
    }

    @Test func `invalid UTF-8 drops the field and keeps the record`() throws {
        var data = Data(#"{"RayID":"8c38000000000001","EdgeColoCode":"IAD","EdgeStartTimestamp":1790000000000000000,"#.utf8)
        data.append(Data(#""ClientRequestHost":""#.utf8) + Data([0xFF, 0xFE]) + Data("\"}\n".utf8))
        let (summary, _) = try load(data)
        #expect(summary.stored == 6)
    }

    @Test func `a record without a time is rejected`() throws {
        let (summary, _) = try load(#"{"RayID":"8c38000000000001","EdgeColoCode":"IAD","EdgeStartTimestamp":null}"# + "\n")
        #expect(summary.rejected == 1)
    }

    @Test func `a folder without shards, and a path that is not there, are said, and no store is made`() throws {
        let folder = try IngestFolder()
        let empty = try folder.ingest()
        #expect(empty.status == 2)
        #expect(empty.errors.contains(folder.logs))
        #expect(empty.errors.contains("trace: hint: "))
        let missing = try folder.ingest("--json", paths: [folder.logs + "/nowhere"])
        #expect(missing.status == 2)
        #expect(missing.errors.contains("nowhere"))
        #expect(try IngestFolder.summary(of: missing).shards.failed == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.store))
    }

    @Test func `a store that is no store is refused and left as it is`() throws {
        let folder = try IngestFolder()
        try folder.write(IngestFolder.lines(0..<3), to: "a.log")
        try FileManager.default.createDirectory(atPath: folder.store, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.store + "/letter.txt"))
        let result = try folder.ingest()
        #expect(result.status == 2)
        #expect(result.errors.contains("trace: hint: "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.store) == ["letter.txt"])
        #expect(try folder.shards().status == 2)
    }

    @Test func `wrong usage is 64`() throws {
        #expect(try RunProgram()("ingest").status == 64)
        #expect(try RunProgram()("ingest", "--longest-line", "0", "x").status == 64)
    }
}
