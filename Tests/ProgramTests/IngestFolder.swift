import Foundation

/// A temporary folder with invented shards and a store beside them, and the program to load and ask it.
final class IngestFolder {
    /// The object of `--json`, as far as the tests look at it.
    struct Summary: Decodable, Equatable {
        struct Shards: Decodable, Equatable {
            var found, new, known, continued, truncated, skipped, left_out, failed, not_read: Int
        }

        var schema: String
        var shards: Shards
        var lines, stored, rejected, blank, not_a_request, expired, bytes: Int
        var seconds: Double

        var balances: Bool { lines == stored + rejected + blank + not_a_request + expired }
    }

    let url: URL
    var logs: String { url.appendingPathComponent("logs").path }
    var store: String { url.appendingPathComponent("store").path }

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("ingest-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url.appendingPathComponent("logs"), withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)  // scratch; whether it goes away proves nothing
    }

    /// An edge line that is like no other of another `number`.
    static func line(_ number: Int) -> String {
        let ray = String(UInt64(0x8c38_0000_0000_0000) + UInt64(number), radix: 16)
        let start = 1_790_000_000_000_000_000 + number * 1_000_000
        return #"{"RayID":"\#(ray)","EdgeColoCode":"IAD","EdgeStartTimestamp":\#(start),"EdgeEndTimestamp":\#(start + 5_000_000)"#
            + #","EdgeResponseStatus":200,"ClientRequestHost":"gateway.example.com"}"#
    }

    static func lines(_ numbers: Range<Int>) -> String {
        numbers.map { line($0) + "\n" }.joined()
    }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String {
        let file = url.appendingPathComponent("logs/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return file.path
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    /// What a program of the system makes of some bytes.
    func filter(_ data: Data, through words: [String]) throws -> Data {
        let file = url.appendingPathComponent("filter-\(UUID().uuidString)")
        try data.write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardInput = try FileHandle(forReadingFrom: file)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let result = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return result
    }

    func gzip(_ text: String) throws -> Data { try filter(Data(text.utf8), through: ["gzip", "-c"]) }
    func zstd(_ text: String) throws -> Data { try filter(Data(text.utf8), through: ["zstd", "-qc"]) }

    func ingest(_ options: String..., paths: [String]? = nil, input: Data = Data()) throws -> ProgramResult {
        try RunProgram().run(["ingest", "--store", store] + options + (paths ?? [logs]), input: input)
    }

    /// Loads the folder and gives the summary, which is the last line of standard output.
    func load(_ options: String..., paths: [String]? = nil, input: Data = Data()) throws -> Summary {
        let result = try RunProgram().run(["ingest", "--store", store, "--json"] + options + (paths ?? [logs]), input: input)
        return try IngestFolder.summary(of: result)
    }

    static func summary(of result: ProgramResult) throws -> Summary {
        let last = result.output.split(separator: "\n").last.map(String.init) ?? ""
        return try JSONDecoder().decode(Summary.self, from: Data(last.utf8))
    }

    func shards(_ options: String...) throws -> ProgramResult {
        try RunProgram().run(["shards", "--store", store] + options)
    }
}
