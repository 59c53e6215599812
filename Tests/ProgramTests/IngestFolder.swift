import Foundation
import Workbench

/// A temporary folder with invented shards and a store beside them, and the program to load and ask it.
final class IngestFolder {
    /// The object of `--json`, as far as the tests look at it.
    struct Summary: Decodable, Equatable {
        struct Shards: Decodable, Equatable {
            var found, new, known, continued, truncated, skipped, left_out, failed, failed_before, acknowledged, not_read: Int
        }

        var schema: String
        var shards: Shards
        var lines, stored, rejected, blank, not_a_request, expired, bytes: Int
        var seconds: Double

        var balances: Bool { lines == stored + rejected + blank + not_a_request + expired }
    }

    private let scratch: Scratch
    var url: URL { scratch.url }
    let logs: String
    var store: String { scratch.path("store") }

    init() throws {
        scratch = try Scratch()
        logs = try scratch.makeFolder("logs")
    }

    static func line(_ number: Int) -> String { EdgeLine.text(number) }

    static func lines(_ numbers: Range<Int>) -> String { EdgeLine.texts(numbers) }

    @discardableResult
    func write(_ data: Data, to name: String) throws -> String { try scratch.write(data, to: "logs/" + name) }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Data(text.utf8), to: name) }

    func gzip(_ text: String) throws -> Data { try Tool.output(["gzip", "-c"], input: Data(text.utf8)) }
    func zstd(_ text: String) throws -> Data { try Tool.output(["zstd", "-qc"], input: Data(text.utf8)) }

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
