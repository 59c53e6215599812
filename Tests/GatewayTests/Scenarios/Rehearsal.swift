import Foundation
import LogShards
import Workbench

/// A deployment that `testbed up` has run by a script: what everybody but the logs knows of its requests, and what
/// `trace` says of them.
struct Rehearsal: Sendable {
    private let scratch: Scratch
    var folder: URL { scratch.url }
    let output: String

    struct Failed: Error { var output: String }

    /// Runs a script to its end. `before` is put in front of the command in a shell, `after` follows it.
    init(_ topology: String, script: String, before: String = "", after: String = "", limitSeconds: Double = 400) async throws {
        scratch = try Scratch()
        _ = try scratch.makeFolder("t/logs")
        try scratch.write(topology, to: "topology.yaml")
        try scratch.write(script, to: "script")
        let testbed = BuiltProgram.products.appending(path: "testbed").path
        let words = "\(before) \(testbed) up --config topology.yaml --dir t < script \(after)"
        let running = try BuiltProgram("/bin/sh", ["-c", words], in: scratch.url)
        let code = try await running.wait(limitSeconds)
        output = running.output
        guard code == 0 else { throw Failed(output: output) }
    }

    /// What is made of each line of a journal.
    func journal<Value>(_ name: String, _ make: (JSONLine) throws -> Value?) throws -> [Value] {
        try Rehearsal.lines(folder.appending(path: "t/journals/\(name).ndjson"), make)
    }

    /// What is made of each line of the logs below a folder.
    func logged<Value>(_ name: String, in logs: String, _ make: (JSONLine) throws -> Value?) throws -> [Value] {
        let top = folder.appending(path: "\(logs)/\(name)")
        let names = FileManager.default.enumerator(atPath: top.path)?.allObjects as? [String] ?? []
        return try names.filter { $0.contains(".ndjson") || $0.contains(".log") || $0.contains(".json") }
            .flatMap { try Rehearsal.lines(top.appending(path: $0), make) }
    }

    private static func lines<Value>(_ file: URL, _ make: (JSONLine) throws -> Value?) throws -> [Value] {
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        var made: [Value] = []
        let reader = try ShardReader(.file(path: file.path))
        while let block = try reader.nextLines() {
            for line in block { if let parsed = JSONLine(Data(line.bytes)), let value = try make(parsed) { made.append(value) } }
        }
        return made
    }

    /// What is made of `trace`'s answer to each of these ids from the logs below a folder, in their order.
    func answers<Value>(_ ids: [String], logs: String, _ make: (JSONLine) throws -> Value?) async throws -> [Value] {
        let name = UUID().uuidString.prefix(8)
        let loading = try BuiltProgram("trace", ["ingest", logs, "--store", "store-\(name)"], in: folder)
        guard try await loading.wait(1200) == 0 else { throw Failed(output: loading.output) }
        try ids.joined(separator: "\n").write(to: folder.appending(path: "ids-\(name)"), atomically: true, encoding: .utf8)
        let trace = BuiltProgram.products.appending(path: "trace").path
        let words = "\(trace) route --json --store store-\(name) - < ids-\(name) > answers-\(name)"
        try await BuiltProgram("/bin/sh", ["-c", words], in: folder).wait(7200)
        return try Rehearsal.lines(folder.appending(path: "answers-\(name)"), make)
    }
}
